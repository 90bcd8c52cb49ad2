"""Whose people a file speaks of: those of its own profile, those it takes over, and those who stay with another."""

from collections import Counter
from dataclasses import dataclass, field

from engage.directory.rules.plan import Staying


@dataclass
class Sources:
    """Counts people by the profile that last brought them while they are read through; `own` is this file's."""

    own: str
    before: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)

    def present(self, source: str | None, active: bool) -> None:
        """Somebody whom the file holds: theirs to keep or to take over, so theirs to count."""
        self.before += active
        if active and source not in {None, self.own}:
            self.taken[str(source)] += 1

    def absent(self, source: str | None, active: bool) -> None:
        """Somebody whom the file does not hold: a leaver where it is their own profile."""
        if active and source == self.own:
            self.before += 1
        elif active and source is not None:
            self.left[source] += 1

    def staying(self, people: int) -> tuple[Staying, ...]:
        """For each profile that people are taken over from, who stays with it; `people` are in the file."""
        return tuple(
            Staying(source, self.left[source], self.taken[source], people)
            for source in sorted(self.taken)
            if self.left[source]
        )
