"""How long things are kept: said in one place for whoever signs it off, done by each feature's own schedule."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """One kind of record, how long it is kept in plain words, and what becomes of it then."""

    what: str
    how_long: str
    then: str
