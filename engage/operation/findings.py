"""What the doctor says: one line for each thing that was looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands with one thing."""

    FINE = "fine"
    WARNING = "warning"
    BROKEN = "BROKEN"


@dataclass(frozen=True)
class Finding:
    """One thing, how it stands, and what to do about it where something is to be done."""

    what: str
    state: State = State.FINE
    said: str = ""

    @property
    def line(self) -> str:
        """As it is printed."""
        return f"{self.state:8} {self.what}" + (f": {self.said}" if self.said else "")


Look = Callable[[], Iterator[Finding]]


def judged(what: str, offending: int, said: str, grave: bool = True) -> Finding:
    """Fine where nothing offends; else broken (or a warning), with how often."""
    if not offending:
        return Finding(what)
    return Finding(what, State.BROKEN if grave else State.WARNING, f"{said} ({offending:,})")


def guarded(what: str, look: Look) -> Iterator[Finding]:
    """What a look finds; one that cannot be made is a finding too, and stops none of the others."""
    try:
        yield from look()
    except Exception as error:  # whatever a damaged database answers with
        said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        yield Finding(what, State.BROKEN, f"could not be looked at: {type(error).__name__}, {said}"[:300])
