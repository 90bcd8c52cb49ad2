"""What is held about one person, as each feature tells it for the person's own copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam

from engage.core.db import db

# Whose records a statement is about. The page asks some seventy, which is why each is built once, beside its words.
WHO: BindParameter[int] = bindparam("who")

Value = str | int | bool | None


@dataclass(frozen=True)
class Held:
    """One kind of record: what it is, why and how long it is kept, and its rows as names and plain values.

    `others` names the values that name or describe somebody else. `private` is what only the person may see: whoever
    answers a request for data gets neither the rows nor their number, and not even whether there are any.
    """

    title: str
    why: str
    rows: Sequence[Mapping[str, Value]]
    others: tuple[str, ...] = ()
    private: bool = False


def rows_of(statement: Executable, person_id: int) -> Sequence[Any]:
    """The rows of a statement about WHO."""
    return db.session.execute(statement, {"who": person_id}).all()


def each_of(statement: Executable, person_id: int) -> Sequence[Any]:
    """The same, of each row what comes first."""
    return db.session.scalars(statement, {"who": person_id}).all()
