"""Things that can be reported: a kind made for the tests, of which a few are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engage.access import current_person
from engage.core.moderation import Excerpt, Moderated

KIND = "pinned-note"


@dataclass
class Notes:
    """Notes by id; some are hidden, and some not everybody may see."""

    texts: dict[int, str] = field(default_factory=lambda: {1: "Rude words", 2: "Kind words", 3: "Other words"})
    hidden: set[int] = field(default_factory=set)
    only_for: dict[int, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def excerpt(self, number: int) -> Excerpt | None:
        """One of them."""
        self.asked.append("one")
        return self.excerpts([number]).get(number)

    def excerpts(self, numbers: Sequence[int]) -> Mapping[int, Excerpt]:
        """Many of them."""
        self.asked.append("many")
        return {n: Excerpt(self.texts[n], f"A note, number {n}", f"/help?note={n}", n in self.hidden)
                for n in numbers if n in self.texts}  # fmt: skip

    def visible(self, number: int) -> bool:
        """Whether whoever asks may see it."""
        return self.only_for.get(number, current_person().id) == current_person().id

    def moderated(self, at_once: bool = True) -> Moderated:
        """How they are moderated."""
        many = self.excerpts if at_once else None
        return Moderated(self.excerpt, self.visible, self.hidden.add, self.hidden.discard, many)
