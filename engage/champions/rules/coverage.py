"""What a coverage group needs: the pure part of the planner."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GroupPlan:
    """A coverage group (a unit with the small ones below it that count with it), and what it needs."""

    unit_id: int
    name: str
    where: str
    staff: int
    # Who is appointed now, those of them who stay over the next round, and how many there should be.
    now: int
    staying: int
    seats: int

    @property
    def to_recruit(self) -> int:
        """How many the next round needs from here."""
        return max(0, self.seats - self.staying)
