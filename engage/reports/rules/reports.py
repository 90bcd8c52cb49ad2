"""What a report can be, where it stands, who may do what with it, and what it lacks to be final."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

MOST_TITLE, MOST_LINE, MOST_TEXT, MOST_SENT_TO, MOST_AUTHOR = 200, 200, 20_000, 500, 160
# How many months after it is final, or was last changed, a report is deleted.
KEPT_MONTHS, DRAFT_MONTHS = 84, 24


class Kind(StrEnum):
    """What it is for."""

    PAPER = "paper"
    DIRECTORATE = "directorate"
    EXCEPTION = "exception"


class State(StrEnum):
    """Written, commented on by finance and legal, and then as it is for good."""

    DRAFT = "draft"
    COMMENTS = "comments"
    FINAL = "final"


NEXT = {
    State.DRAFT: frozenset({State.COMMENTS, State.FINAL}),
    State.COMMENTS: frozenset({State.DRAFT, State.FINAL}),
    State.FINAL: frozenset[State](),
}


def may_go(now: State, then: State) -> bool:
    """Whether one state follows on another."""
    return then in NEXT[now]


def may_change(state: State) -> bool:
    """Whether its words can still be changed; a final one can only be copied."""
    return state is not State.FINAL


def may_freeze(state: State) -> bool:
    """Figures are frozen in a draft alone: whoever comments does so on figures that stand."""
    return state is State.DRAFT


def may_comment(person_id: int, section: str, asked: Mapping[str, int], state: State) -> bool:
    """Whoever is asked for a section writes in that one, while comments are asked for."""
    return state is State.COMMENTS and asked.get(section) == person_id


def may_read(person_id: int, asked: Mapping[str, int], state: State) -> bool:
    """Whoever is asked for any section reads all of it, from when comments are asked for."""
    return state is not State.DRAFT and person_id in asked.values()


def blocks_of(text: str) -> tuple[str, ...]:
    """The names of blocks in a column, in their order."""
    return tuple(text.split())


def moved(names: Sequence[str], name: str, up: bool) -> tuple[str, ...]:
    """The same names with one of them a place further up or down; as they were where it cannot move."""
    if name not in names:
        return tuple(names)
    at = names.index(name)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(names):
        return tuple(names)
    found = list(names)
    found[at], found[to] = found[to], found[at]
    return tuple(found)


def chosen(before: Sequence[str], wanted: Collection[str], known: Sequence[str]) -> tuple[str, ...]:
    """What is wanted of what is known: in the order it had, what is new at the end."""
    kept = [name for name in before if name in wanted and name in known]
    return (*kept, *(name for name in known if name in wanted and name not in kept))


def missing(
    kind: Kind, state: State, frozen: bool, meeting: str, dated: bool, unsigned: Sequence[str], open_comments: int
) -> tuple[str, ...]:
    """What it lacks to be final, as codes; `unsigned`: keys of sections without words, author or date."""
    found = [] if frozen else ["frozen"]
    if kind is Kind.PAPER:
        found += [] if meeting else ["meeting"]
        found += [] if dated else ["date"]
        found += [f"signed:{key}" for key in unsigned]
    if state is State.COMMENTS and open_comments:
        found.append("comments")
    return tuple(found)
