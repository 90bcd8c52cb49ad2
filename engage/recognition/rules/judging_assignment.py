"""Who judges which entry: enough judges each, the same work for every judge, and all of it joined up.

The model is a graph between judges and entries. Every entry takes as many judges as it needs from those who are not
kept from it; of all ways to do that one with the smallest sum of squared loads is taken, which makes the largest load
as small, and the smallest as large, as the conflicts allow (Harvey, Ladner, Lovász and Tamir, "Semi-matchings for
bipartite graphs", 2003: there is none better once no path of moves leads from a judge to one with two fewer). Then
judges are exchanged between parts of the graph that hang together nowhere, until scores can be compared.
"""

import random
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass(frozen=True)
class Work:
    """What is to be shared out, by ids; pairs are (judge, entry).

    judges: who can be given work. barred: why a judge never gets an entry. kept: pairs that stay whatever happens
    (scored; also by a judge who has dropped out). begun: pairs that stay where balance does not speak against it.
    """

    entries: Sequence[int]
    judges: Sequence[int]
    each: int
    barred: Mapping[Pair, tuple[str, ...]] = field(default_factory=dict)
    kept: frozenset[Pair] = frozenset()
    begun: frozenset[Pair] = frozenset()
    seed: int = 0


@dataclass(frozen=True)
class Lack:
    """An entry with too few judges: how many it has, and each judge who cannot with the reasons."""

    entry: int
    has: int
    needs: int
    kept_from: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Shared:
    """All pairs (kept ones too), entries for each judge, what is impossible, and parts that hang together."""

    pairs: tuple[Pair, ...]
    loads: Mapping[int, int]
    lacking: tuple[Lack, ...]
    groups: tuple[tuple[frozenset[int], frozenset[int]], ...]


def groups(pairs: Iterable[Pair]) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
    """The parts of the graph as (judges, entries): with more than one, scores cannot be compared across them."""
    of_judge: dict[int, set[int]] = {}
    of_entry: dict[int, set[int]] = {}
    for judge, entry in pairs:
        of_judge.setdefault(judge, set()).add(entry)
        of_entry.setdefault(entry, set()).add(judge)
    left, found = dict.fromkeys(sorted(of_judge)), []
    while left:
        first = next(iter(left))
        judges, entries, queue = {first}, set[int](), [first]
        while queue:
            for entry in of_judge[queue.pop()] - entries:
                entries.add(entry)
                queue += sorted(of_entry[entry] - judges)
                judges |= of_entry[entry]
        for judge in judges:
            left.pop(judge, None)
        found.append((frozenset(judges), frozenset(entries)))
    return tuple(found)


class _Table:
    """The sharing out as it grows: who has which entry, and what may still move."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.luck = random.Random(work.seed)  # noqa: S311  # a fair order that can be made again, no secret
        self.judges = tuple(work.judges)
        known = set(self.judges)
        self.has: dict[int, set[int]] = {entry: set() for entry in work.entries}
        self.held: dict[int, set[int]] = {judge: set() for judge in self.judges}
        for judge, entry in sorted(work.kept | work.begun):
            begun = judge in known and (judge, entry) not in work.barred
            if entry in self.has and ((judge, entry) in work.kept or begun):
                self.put(judge, entry)

    def put(self, judge: int, entry: int) -> None:
        self.has[entry].add(judge)
        self.held.setdefault(judge, set()).add(entry)

    def move(self, entry: int, old: int, new: int) -> None:
        self.has[entry].discard(old)
        self.held[old].discard(entry)
        self.put(new, entry)

    def free(self, entry: int) -> list[int]:
        """Judges who could still get it."""
        return [j for j in self.judges if j not in self.has[entry] and (j, entry) not in self.work.barred]

    def movable(self, judge: int) -> list[int]:
        return sorted(entry for entry in self.held[judge] if (judge, entry) not in self.work.kept)

    def pairs(self) -> tuple[Pair, ...]:
        return tuple(sorted((judge, entry) for entry, judges in self.has.items() for judge in judges))


def share_out(work: Work) -> Shared:
    """Give every entry its judges; the same work and seed always give the same answer."""
    table = _Table(work)
    _fill(table)
    _balance(table)
    if work.each > 1:
        _join(table)
    pairs = table.pairs()
    return Shared(pairs, {j: len(table.held[j]) for j in table.judges}, _lacking(table), groups(pairs))


def _fill(table: _Table) -> None:
    """Entries with the least choice first, each to those with the least work; chance decides between equals."""
    order = list(table.work.entries)
    table.luck.shuffle(order)
    for entry in sorted(order, key=lambda each: len(table.free(each))):
        missing = table.work.each - len(table.has[entry])
        if missing > 0:
            free = table.free(entry)
            table.luck.shuffle(free)
            for judge in sorted(free, key=lambda each: len(table.held[each]))[:missing]:
                table.put(judge, entry)


def _balance(table: _Table) -> None:
    while any(_lighten(table, judge) for judge in sorted(table.judges, key=lambda j: -len(table.held[j]))):
        pass


def _lighten(table: _Table, start: int) -> bool:
    """Move work along the shortest path from a judge to one who has at least two entries fewer."""
    came: dict[int, tuple[int, int]] = {start: (0, 0)}
    queue = deque([start])
    while queue:
        judge = queue.popleft()
        if len(table.held[judge]) <= len(table.held[start]) - 2:
            while judge != start:
                before, entry = came[judge]
                table.move(entry, before, judge)
                judge = before
            return True
        for entry in table.movable(judge):
            for other in table.free(entry):
                if other not in came:
                    came[other] = (judge, entry)
                    queue.append(other)
    return False


def _join(table: _Table) -> None:
    """Make one part of several: exchange judges, which leaves the loads; else give an entry one judge more."""
    parts = groups(table.pairs())
    while len(parts) > 1:
        if not (_exchange(table, parts) or _add(table, parts)):
            return
        parts = groups(table.pairs())


def _exchange(table: _Table, parts: Sequence[tuple[frozenset[int], frozenset[int]]]) -> bool:
    (here, _), *others = parts
    for there, _ in others:
        for a in sorted(here & set(table.judges)):
            for b in sorted(there & set(table.judges)):
                for one in table.movable(a):
                    for two in table.movable(b):
                        if (b, one) in table.work.barred or (a, two) in table.work.barred:
                            continue
                        table.move(one, a, b)
                        table.move(two, b, a)
                        if len(groups(table.pairs())) < len(parts):
                            return True
                        table.move(one, b, a)
                        table.move(two, a, b)
    return False


def _add(table: _Table, parts: Sequence[tuple[frozenset[int], frozenset[int]]]) -> bool:
    where = {entry: number for number, (_, entries) in enumerate(parts) for entry in entries}
    part = {judge: number for number, (judges, _) in enumerate(parts) for judge in judges}
    links = [
        (len(table.held[judge]), judge, entry)
        for entry in sorted(where)
        for judge in table.free(entry)
        if judge in part and part[judge] != where[entry]
    ]
    if links:
        _, judge, entry = min(links)
        table.put(judge, entry)
    return bool(links)


def _lacking(table: _Table) -> tuple[Lack, ...]:
    work, found = table.work, []
    for entry in work.entries:
        if len(table.has[entry]) < work.each:
            why = tuple((j, tuple(work.barred[j, entry])) for j in table.judges if (j, entry) in work.barred)
            found.append(Lack(entry, len(table.has[entry]), work.each, why))
    return tuple(found)


def spread(loads: Mapping[int, int]) -> tuple[int, int]:
    """The smallest and the largest load; (0, 0) without judges."""
    counted = Counter(loads)
    return (min(counted.values()), max(counted.values())) if counted else (0, 0)
