"""The tree of units: names that are the same, cycles, and which group of people is large enough."""

import hashlib
import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

LONGEST_CODE = 80
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit in its tree."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None


def plain(name: str) -> str:
    """A name for comparing: case, "&", apostrophes, accents and punctuation do not make another unit."""
    text = unicodedata.normalize("NFKD", name.casefold()).replace("&", " and ")
    text = re.sub(r"['’‘`´\u0300-\u036f]", "", text)
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text).split()) or text.strip()


def new_code(path: Iterable[str], taken: Iterable[str] | frozenset[str] | set[str]) -> str:
    """A code for a unit that came without one: its path in small letters, shortened, never used before."""
    whole = "/".join("-".join(plain(name).split()) for name in path)
    if len(whole) > LONGEST_CODE - 4:
        whole = whole[: LONGEST_CODE - 13] + "-" + hashlib.sha256(whole.encode()).hexdigest()[:8]
    used, code, number = taken if isinstance(taken, (set, frozenset)) else set(taken), whole, 1
    while code in used:
        number += 1
        code = f"{whole}-{number}"
    return code


def cycles(parents: Mapping[Key, Key | None]) -> Iterator[tuple[Key, ...]]:
    """Each ring of a forest given as child -> parent, once; what a ring hangs on is none."""
    done: set[Key] = set()
    for start in parents:
        trail: dict[Key, int] = {}
        at: Key | None = start
        while at is not None and at not in done and at not in trail:
            trail[at] = len(trail)
            at = parents.get(at)
        if at is not None and at in trail:
            yield tuple(trail)[trail[at] :]
        done.update(trail)


def depths(parents: Mapping[Key, Key | None]) -> dict[Key, int]:
    """How far each stands below its top; parents outside the mapping are above the top."""
    found: dict[Key, int] = {}
    for start in parents:
        trail: list[Key] = []
        at: Key | None = start
        while at is not None and at in parents and at not in found:
            trail.append(at)
            at = parents[at]
        above = found[at] if at is not None and at in found else -1
        for number, key in enumerate(reversed(trail), start=1):
            found[key] = above + number
    return found
