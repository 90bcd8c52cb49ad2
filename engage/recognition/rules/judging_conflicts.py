"""Which judge is kept from which entry, and why: found in the directory and the entry, or declared by the judge.

Self-declaration is not enough: judges score entries of their own side higher without meaning to. So everything that
the directory knows is looked up, and what it cannot know the judge declares.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engage.recognition.rules.judging_names import Name, who_is_named
from engage.recognition.rules.panels import Conflict

DEEPEST = 50


@dataclass(frozen=True)
class Somebody:
    """A judge or nominee: the units of all their posts, and everybody above them in the line of management."""

    id: int
    name: Name
    units: frozenset[int]
    managers: frozenset[int]


@dataclass(frozen=True)
class PostFact:
    """An open post; `person` is None where it is vacant."""

    id: int
    person: int | None
    unit: int
    manager_post: int | None
    is_head: bool


@dataclass(frozen=True)
class EntryFacts:
    """Whom and what an entry is about, with the nominations that are joined to it."""

    id: int
    nominees: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    nominators: frozenset[int] = frozenset()
    seconders: frozenset[int] = frozenset()
    consulted: frozenset[int] = frozenset()
    words: str = ""


@dataclass(frozen=True)
class Org:
    """The part of the council that bears on some judges and entries: unit to the unit above, and who heads it."""

    people: Mapping[int, Somebody]
    parents: Mapping[int, int | None]
    heads: Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Found:
    """That a judge is kept from an entry; `detail` is what a judge wrote, else the person or unit it is about."""

    judge: int
    entry: int
    reason: Conflict
    detail: str = ""


def units_above(unit: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """The units over a unit, the nearest first; a ring ends where it begins again."""
    found: list[int] = []
    at = parents.get(unit)
    while at is not None and at not in found and at != unit and len(found) < DEEPEST:
        found.append(at)
        at = parents.get(at)
    return tuple(found)


def managers_of(
    person: int, posts: Mapping[int, PostFact], parents: Mapping[int, int | None], heads: Mapping[int, frozenset[int]]
) -> frozenset[int]:
    """Everybody above somebody: holders of the posts that theirs hang on, and heads of their units and those above.

    A vacant post is walked through. Who heads a unit is not below a fellow head of it.
    """
    own = [post for post in posts.values() if post.person == person]
    found: set[int] = set()
    for post in own:
        below, seen = post, {post.id}
        while below is not None:
            found |= _heads_over(below, parents, heads)
            above = posts.get(below.manager_post) if below.manager_post is not None else None
            if above is None or above.id in seen:
                break
            seen.add(above.id)
            found |= {above.person} if above.person is not None else set()
            below = above
    return frozenset(found - {person})


def _heads_over(
    post: PostFact, parents: Mapping[int, int | None], heads: Mapping[int, frozenset[int]]
) -> frozenset[int]:
    units = (() if post.is_head else (post.unit,)) + units_above(post.unit, parents)
    return frozenset(head for unit in units for head in heads.get(unit, frozenset()))


def conflicts(
    judges: Sequence[int],
    entries: Sequence[EntryFacts],
    org: Org,
    declared: Mapping[tuple[int, int], str] | None = None,
) -> tuple[Found, ...]:
    """Every reason for every judge and entry, in the order of the judges, entries and reasons.

    judges: ids of people, each in org.people. declared: (judge, entry) to what the judge wrote.
    """
    said = declared or {}
    named = {each.id: who_is_named({j: org.people[j].name for j in judges}, each.words) for each in entries}
    return tuple(
        found
        for judge in judges
        for entry in entries
        for found in _of(org.people[judge], entry, org, judge in named[entry.id], said.get((judge, entry.id)))
    )


def _of(judge: Somebody, entry: EntryFacts, org: Org, named: bool, declared: str | None) -> Iterator[Found]:
    def found(reason: Conflict, detail: str = "") -> Found:
        return Found(judge.id, entry.id, reason, detail)

    nominees = [org.people[each] for each in sorted(entry.nominees) if each in org.people]
    if judge.id in entry.nominees:
        yield found(Conflict.NOMINEE)
    if team := _team_of(judge, entry, org):
        yield found(Conflict.NOMINEE, f"unit:{team}")
    if same := _shared_team(judge, nominees, entry, org):
        yield found(Conflict.SAME_TEAM, same)
    yield from (found(reason, detail) for reason, detail in _line(judge, nominees, entry, org) if detail)
    for reason, people in ((Conflict.NOMINATOR, entry.nominators), (Conflict.SECONDER, entry.seconders),
                           (Conflict.CONSULTED, entry.consulted)):  # fmt: skip
        if judge.id in people:
            yield found(reason)
    if named:
        yield found(Conflict.NAMED)
    if declared is not None:
        yield found(Conflict.DECLARED, declared)


def _line(judge: Somebody, nominees: Sequence[Somebody], entry: EntryFacts, org: Org) -> Iterator[tuple[Conflict, str]]:
    """The line of management between judge and nominee, up and down; of a nominated team whoever leads it."""
    above = next((f"person:{each.id}" for each in nominees if judge.id in each.managers), "")
    yield (
        Conflict.LINE_ABOVE,
        above or next((f"unit:{team}" for team in sorted(entry.teams) if judge.id in _leads(team, org)), ""),
    )
    yield Conflict.LINE_BELOW, next((f"person:{each.id}" for each in nominees if each.id in judge.managers), "")


def _team_of(judge: Somebody, entry: EntryFacts, org: Org) -> int | None:
    """The nominated team that the judge works in, itself or anywhere below it."""
    inside = {unit: {unit, *units_above(unit, org.parents)} for unit in judge.units}
    return next((team for team in sorted(entry.teams) if any(team in each for each in inside.values())), None)


def _shared_team(judge: Somebody, nominees: Sequence[Somebody], entry: EntryFacts, org: Org) -> str:
    """A unit shared with a nominee; or one above a nominated team that the judge works in, the whole council apart."""
    for each in nominees:
        if each.id != judge.id and (shared := judge.units & each.units):
            return f"unit:{min(shared)}"
    for team in sorted(entry.teams):
        above = {unit for unit in units_above(team, org.parents) if org.parents.get(unit) is not None}
        if over := judge.units & above:
            return f"unit:{min(over)}"
    return ""


def _leads(team: int, org: Org) -> frozenset[int]:
    over = (team, *units_above(team, org.parents))
    return frozenset(head for unit in over for head in org.heads.get(unit, frozenset()))
