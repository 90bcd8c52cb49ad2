"""How long fair judging takes to work out: 400 entries in 12 categories, 30 judges, three each."""

import random
import time
from collections.abc import Callable
from typing import Any

from engage.recognition.rules.judging_assignment import Work, share_out, spread
from engage.recognition.rules.judging_computing import figures
from engage.recognition.rules.judging_conflicts import EntryFacts, Org, Somebody, conflicts
from engage.recognition.rules.judging_names import Name
from engage.recognition.rules.judging_scores import Given

ENTRIES, JUDGES, CATEGORIES, EACH, TEAMS, WORDS = 400, 30, 12, 3, 60, 300
TIMES = 3


def main() -> None:
    """Print the table."""
    luck = random.Random(7)
    facts, org, judges = _made(luck)
    found, seconds = _timed(lambda: conflicts(judges, facts, org))
    barred: dict[tuple[int, int], tuple[str, ...]] = {}
    for each in found:
        barred[each.judge, each.entry] = (*barred.get((each.judge, each.entry), ()), each.reason)
    work = Work([each.id for each in facts], judges, EACH, barred)
    shared, sharing = _timed(lambda: share_out(work))
    given = [Given(judge, entry, luck.uniform(1, 5)) for judge, entry in shared.pairs]
    categories = {n: [each.id for each in facts if each.id % CATEGORIES == n] for n in range(CATEGORIES)}
    _, computing = _timed(lambda: figures(given, categories, dict.fromkeys(categories, (1, 3)), 5))
    print("\n| entries | judges | ties | conflicts s | sharing out s | loads | calibration, ranks and cuts s |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    low, high = spread(shared.loads)
    print(
        f"| {ENTRIES} | {JUDGES} | {len(found)} | {seconds:.2f} | {sharing:.2f} | {low} to {high} | {computing:.2f} |"
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    took = []
    result: Any = None
    for _ in range(TIMES):
        began = time.process_time()
        result = work()
        took.append(time.process_time() - began)
    return result, min(took)


def _made(luck: random.Random) -> tuple[list[EntryFacts], Org, list[int]]:
    """A council of teams in services in directorates; nominees and judges anywhere, 300 words an entry."""
    parents: dict[int, int | None] = {0: None}
    parents |= dict.fromkeys(range(1, 6), 0) | {n: 1 + n % 5 for n in range(6, 26)}
    parents |= {n: 6 + n % 20 for n in range(26, 26 + TEAMS)}
    heads = {unit: frozenset({10_000 + unit}) for unit in parents}
    people = {}
    for person in range(ENTRIES + JUDGES):
        unit = 26 + luck.randrange(TEAMS)
        over = set[int]()
        at: int | None = unit
        while at is not None:
            over |= heads[at]
            at = parents[at]
        people[person] = Somebody(person, Name(f"First{person % 90}", "", f"Last{person % 130}"), frozenset({unit}),
                                  frozenset(over))  # fmt: skip
    vocabulary = [f"word{n}" for n in range(800)] + [f"First{n}" for n in range(90)]
    facts = [
        EntryFacts(1000 + n, frozenset({n}), nominators=frozenset({luck.randrange(ENTRIES + JUDGES)}),
                   words=" ".join(luck.choices(vocabulary, k=WORDS)))
        for n in range(ENTRIES)
    ]  # fmt: skip
    return facts, Org(people, parents, heads), list(range(ENTRIES, ENTRIES + JUDGES))
