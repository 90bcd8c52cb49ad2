"""What is held about one person, as each feature tells it for the person's own copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
