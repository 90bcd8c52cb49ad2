"""What an attacker makes of the rows that were read: groups as sets of people, their sums and differences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engage.core.db import db
from engage.directory.models import Unit
from engage.surveys.formats.release_out import HIDDEN, PARTIAL
from tests.disclosure import crossed
from tests.surveys.attacks import Row, Told
from tests.surveys.crawled import ITEMS, SIZES, THEME, K, Reading, labels, questionnaire

PARTS: Mapping[str, tuple[str, ...]] = {**{code: (code,) for code in ITEMS}, "work": THEME, "liking": THEME}
# How many took part, or gave an answer to a characteristic: told of everybody, whatever they answered besides.
COUNTED, PEOPLE = "counted", ("rate", "people")
CELLS = {f"Which {code}?": code for code in SIZES}
BLANK = "Did not say"
Set = frozenset[int]


@dataclass(frozen=True)
class Shown:
    """A figure of some people, read off one row; counts are those that a rounded row leaves possible."""

    people: Set
    row: Row

    @property
    def positive(self) -> tuple[float, float]:
        """The least and the most who can be positive, by the rounding of the number and of the percent."""
        told, percent = int(self.row["answers"]), int(self.row["percent positive"])
        return (told - 2.5) * max(percent - 0.5, 0) / 100, (told + 2.5) * min(percent + 0.5, 100) / 100

    @property
    def negative(self) -> tuple[float, float]:
        """The same of those who are not."""
        told, rest = int(self.row["answers"]), 100 - int(self.row["percent positive"])
        return (told - 2.5) * max(rest - 0.5, 0) / 100, (told + 2.5) * min(rest + 0.5, 100) / 100


class Attacker:
    """Rows, and who is who: an attacker who knows where everybody works and what they are, but not their answers."""

    def __init__(self, rows: Sequence[Row], truth: Sequence[Told], leaf: Mapping[str, str]) -> None:
        self.rows, self.truth, self.leaf = rows, truth, leaf

    @cached_property
    def within(self) -> dict[str, Set]:
        """The people of each group, worked out from what stands inside what."""
        parent = {row["group"]: row["inside"] for row in self.rows}
        found: dict[str, set[int]] = {name: set() for name in parent}
        for person, told in enumerate(self.truth):
            walk = self.leaf[told.unit]
            while walk:
                found[walk].add(person)
                walk = parent.get(walk, "")
        return {name: frozenset(people) for name, people in found.items()}

    def answered(self, code: str) -> Set:
        """Whoever answered all of what a figure is made of."""
        told = enumerate(self.truth)
        return frozenset(
            n for n, each in told if all(each.answers.get(item, "na") in "12345" for item in PARTS.get(code, ()))
        )

    def some(self, code: str) -> Set:
        """Whoever answered part of it only."""
        told = enumerate(self.truth)
        found = {n for n, each in told if any(each.answers.get(item, "na") in "12345" for item in PARTS[code])}
        return frozenset(found) - self.answered(code)

    def named(self, row: Row, name: str) -> Set:
        """The people of one group, or of one answer within a group."""
        if not row["split by"]:
            return self.within[name]
        code, told = CELLS[row["split by"]], name.split(" or ")
        texts = dict(zip([f"{code}{n}".lower() for n in range(SIZES[code])], labels(code), strict=True))
        inside = self.within[row["group"]]
        return frozenset(n for n in inside if texts.get(self.truth[n].answers.get(code, ""), BLANK) in told)

    def shown(self, code: str, everybody: bool = False) -> list[Shown]:
        """The distinct groups of which a figure is told; with `everybody` also those of them who answered nothing."""
        found: dict[Set, Shown] = {}
        for row in self.rows:
            told = row["kind"] in PEOPLE if code == COUNTED else row["code"] == code and row["kind"] != "driver"
            if not told or HIDDEN in (row["answers"], row["percent positive"], row["score"], row["note"]):
                continue
            names = [row["answer"] or row["group"], *filter(None, row["shown together with"].split("; "))]
            people = frozenset[int]().union(*(self.named(row, name) for name in names))
            people = people if everybody else people & self.answered(code)
            found[people] = Shown(people, row)
        return list(found.values())

    def few(self, code: str, k: int = K) -> object:
        """A combination of the groups of one figure that is of fewer than k people; nothing where none is found."""
        sets = [np.array(sorted(each.people)) for each in self.shown(code)]
        mask = np.zeros(len(self.truth), dtype=bool)
        mask[list(self.answered(code))] = True
        return crossed.low_support([each for each in sets if each.size], mask, k)

    def fewest(self, code: str, k: int) -> object:
        """The same by trying every set of fewer than k people, in fractions: a proof, for small k."""
        sets = [set(each.people) for each in self.shown(code)]
        return crossed.small_group_by_kind(sets, sorted(self.answered(code)), k)

    def certain(self, code: str) -> list[Row]:
        """Groups, and groups less one inside them, in which the rounded figures make everybody answer alike."""
        shown, found = self.shown(code), []
        for one in shown:
            for other in [None, *(each for each in shown if each.people < one.people)]:
                for side in ("positive", "negative"):
                    most = getattr(one, side)[1] - (getattr(other, side)[0] if other else 0)
                    if most < 1:
                        found.append(one.row)
        return found

    def beside(self, code: str) -> list[str]:
        """What a theme, or an index of whole answers, less its questions' figures tells of fewer than k people."""
        found = []
        items = {item: [each.people for each in self.shown(item, everybody=True)] for item in PARTS[code]}
        for each in self.shown(code, everybody=True):
            for item, groups in items.items():
                inside = [group for group in groups if group <= each.people]
                if frozenset[int]().union(*inside) != each.people:
                    found.append(f"{code} of {each.row['group']} {each.row['answer']}, where {item} is not shown")
            partly = len(self.some(code) & each.people)
            if code == "liking" and each.row["note"] != PARTIAL and 0 < partly < K:
                found.append(f"{partly} of {each.row['group']} {each.row['answer']} answered part of {code}")
        return found


def leaves(reading: Reading, rows: Iterable[Row], truth: Sequence[Told]) -> dict[str, str]:
    """Unit code to the leaf group that counts it, from the pages' own lists of what was put together."""
    parent = {row["group"]: row["inside"] for row in rows}
    names = {unit.code: unit.name for unit in db.session.query(Unit)}
    inner, found = set(parent.values()), {}
    for path, tree in reading.pages.items():
        heading = [each.text_content() for each in tree.cssselect("h1")]
        if "/results/groups/" not in path or path.count("/") != 5 or not heading or heading[0] in inner:
            continue
        lines = [
            each.text_content() for each in tree.cssselect("main p") if each.text_content().startswith("These are ")
        ]
        for code in {told.unit for told in truth}:
            if names[code] == heading[0] or any(names[code] in line for line in lines):
                found[code] = heading[0]
    return found


def plain(truth: Sequence[Told], k: int = K) -> list[Row]:
    """The same answers behind a plain threshold: every unit and every kind in it of whom k answered, by itself."""
    tree = {unit.id: unit for unit in db.session.query(Unit)}
    by_code = {unit.code: unit for unit in tree.values()}
    chains = {code: [] for code in by_code}
    for code, unit in by_code.items():
        at = unit
        while at is not None:
            chains[code].append(at.name)
            at = tree.get(at.parent_id)
    given = Attacker([], truth, {})
    found = []
    for unit in by_code.values():
        place = {"group": unit.name, "inside": tree[unit.parent_id].name if unit.parent_id else "", "note": ""}
        inside = [n for n, told in enumerate(truth) if unit.name in chains[told.unit]]
        found.append({**place, "code": "", "kind": "", "split by": "", "answer": ""})
        for code in (*PARTS, COUNTED):
            found += _rows(place, code, [n for n in inside if n in given.answered(code)], truth, k)
    return found


def _rows(place: Row, code: str, people: Sequence[int], truth: Sequence[Told], k: int) -> list[Row]:
    groups: dict[tuple[str, str], list[int]] = {("", ""): list(people)}
    for asked, kind in CELLS.items():
        for question in questionnaire().questions:
            if question.code == kind:
                for option in question.options:
                    mine = [n for n in people if truth[n].answers.get(kind) == option.code]
                    groups[asked, option.text] = mine
    kind = "people" if code == COUNTED else ""
    return [
        {**place, "code": code, "kind": kind, "split by": asked, "answer": answer, "shown together with": "",
         "score": "", "answers": str(len(mine)), "percent positive": _share(mine, code, truth)}
        for (asked, answer), mine in groups.items() if len(mine) >= k
    ]  # fmt: skip


def _share(people: Sequence[int], code: str, truth: Sequence[Told]) -> str:
    given = [truth[n].answers[item] in {"4", "5"} for n in people for item in PARTS.get(code, ())]
    return str(round(100 * sum(given) / len(given))) if given else ""
