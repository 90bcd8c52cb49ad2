"""What became of each value or behaviour over the versions of the framework, so that trends can follow it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A value or behaviour of one version: its identity, and those of earlier ones that it takes over from."""

    identity: str
    replaces: tuple[str, ...] = ()


def lineage(versions: Sequence[Iterable[Part]]) -> dict[str, str | None]:
    """Every identity that ever was, and the one that stands for it in the newest version, or None where none does.

    Versions come oldest first. What kept its identity is the same. Of several that take over from one, the first
    counts: a trend goes on in one line and is never counted twice. What was dropped may be taken up again later.
    """
    stands_for: dict[str, str] = {}
    present: set[str] = set()
    for version in versions:
        parts = list(version)
        present = {part.identity for part in parts}
        taken: dict[str, str] = {}
        for part in parts:
            for old in part.replaces:
                taken.setdefault(old, part.identity)
        for first, last in stands_for.items():
            if last not in present:
                stands_for[first] = taken.get(last, last)
        stands_for |= {identity: identity for identity in present}
    return {first: last if last in present else None for first, last in stands_for.items()}
