"""The colour of an item by rule, not by mood: each fact that is a number, what makes it amber, what makes it red.

Every fact is a whole number that is worse the larger it is, or None where nobody knows. A colour can thus never get
better by a worse fact, and what the lead officer says of trouble can only make it worse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from engage.programme.rules.kinds import Stage


class Colour(StrEnum):
    """What an item is shown as; the word is always beside it."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    COMPLETE = "complete"
    NOT_STARTED = "not started"
    STOPPED = "stopped"


class Direction(StrEnum):
    """How a colour has moved since the meeting before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Facts:
    """What is known of an item on a day. Days are days past a date; shares are whole percents, rounded up."""

    stage: Stage
    trouble: int | None = None
    update_late: int | None = None
    milestone_late: int | None = None
    milestone_moved: int | None = None
    end_late: int | None = None
    start_late: int | None = None
    short_of_target: int | None = None
    over_budget: int | None = None
    worst_risk: int | None = None
    # What the worst of each is called, for the reason in words.
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One fact: above `amber` it turns amber, above `red` red (None: never); how both read."""

    fact: str
    amber: int
    red: int | None
    words: str
    reason: str


@dataclass(frozen=True)
class Result:
    """A colour, and why, the worst first."""

    colour: Colour
    reasons: Sequence[tuple[Colour, str]]


MONTH, QUARTER, TENTH = 30, 90, 10
SOME_TROUBLE, SERIOUS_TROUBLE = 1, 2
RISK_AMBER, RISK_RED = 12, 20
RULES = (
    Rule("update_late", 0, None, "Amber when its update is late, until there is one.",
         "The update is {days} late."),
    Rule("milestone_late", 0, MONTH, f"Amber when a milestone is overdue, red when by more than {MONTH} days.",
         "The milestone “{name}” is {days} overdue."),
    Rule("milestone_moved", MONTH, QUARTER,
         f"Amber when a milestone that is not met has moved by more than {MONTH} days from its first date, red when by "
         f"more than {QUARTER} days.", "The milestone “{name}” has moved by {days}."),
    Rule("end_late", 0, MONTH, f"Amber when it should have ended, red when more than {MONTH} days ago.",
         "It should have ended {days} ago."),
    Rule("start_late", 0, MONTH, f"Amber when it should have started, red when more than {MONTH} days ago.",
         "It should have started {days} ago."),
    Rule("short_of_target", 0, TENTH,
         f"Amber when the last figure of a measure misses its target, red when by more than {TENTH}%.",
         "The measure “{name}” misses its target by {value}%."),
    Rule("over_budget", 0, TENTH, f"Amber when more is spent than the budget, red when by more than {TENTH}%.",
         "Spending is {value}% over the budget."),
    Rule("worst_risk", RISK_AMBER - 1, RISK_RED - 1,
         f"Amber when an open risk scores {RISK_AMBER} or more of 25, red when {RISK_RED} or more.",
         "The risk “{name}” scores {value} of 25."),
    Rule("trouble", SOME_TROUBLE - 1, SERIOUS_TROUBLE - 1,
         "Amber when the lead officer sees some trouble, red when serious trouble. Seeing none makes nothing better.",
         "The lead officer sees {trouble} trouble."),
)  # fmt: skip
SEVERITY = {Colour.COMPLETE: 0, Colour.GREEN: 1, Colour.NOT_STARTED: 1, Colour.AMBER: 2, Colour.RED: 3}
ENDED = {Stage.COMPLETE: Colour.COMPLETE, Stage.STOPPED: Colour.STOPPED}


def colour_of(facts: Facts) -> Colour:
    """The colour of these facts; what is complete or stopped is shown as that."""
    if facts.stage in ENDED:
        return ENDED[facts.stage]
    calm = Colour.NOT_STARTED if facts.stage == Stage.NOT_STARTED else Colour.GREEN
    return max((_colour(rule, facts) or calm for rule in RULES), key=SEVERITY.__getitem__)


def judge(facts: Facts) -> Result:
    """The colour of these facts and every reason for it; what is over has none."""
    if facts.stage in ENDED:
        return Result(ENDED[facts.stage], ())
    found = [(colour, _reason(rule, facts)) for rule in RULES if (colour := _colour(rule, facts)) is not None]
    found.sort(key=lambda each: -SEVERITY[each[0]])
    return Result(colour_of(facts), tuple(found))


# Facts that only whoever sees all of an item reads, and how they are named where others read that they count.
KEPT_BACK = {"worst_risk": "its risks", "over_budget": "its spending", "trouble": "what its lead officer says"}


def told_to_all(facts: Facts) -> tuple[Sequence[str], Sequence[str]]:
    """The reasons that staff may read, and the names of what else counts: of that nothing more is told."""
    if facts.stage in ENDED:
        return (), ()
    shown = judge(replace(facts, worst_risk=None, over_budget=None, trouble=None))
    kept = [KEPT_BACK[rule.fact] for rule in RULES if rule.fact in KEPT_BACK and _colour(rule, facts) is not None]
    return [words for _, words in shown.reasons], kept


def _colour(rule: Rule, facts: Facts) -> Colour | None:
    value: int | None = getattr(facts, rule.fact)
    if value is None or value <= rule.amber:
        return None
    return Colour.RED if rule.red is not None and value > rule.red else Colour.AMBER


def _reason(rule: Rule, facts: Facts) -> str:
    value: int = getattr(facts, rule.fact)
    days = f"{value:,} day" if value == 1 else f"{value:,} days"
    trouble = "some" if value == SOME_TROUBLE else "serious"
    return rule.reason.format(value=f"{value:,}", days=days, trouble=trouble, name=facts.names.get(rule.fact, ""))


def direction(then: Colour | None, now: Colour) -> Direction:
    """Better, the same or worse than at the meeting before; unknown where nothing was said then."""
    if then == now:
        return Direction.SAME
    if then not in SEVERITY or now not in SEVERITY:
        return Direction.UNKNOWN
    change = SEVERITY[now] - SEVERITY[then]
    return Direction.SAME if change == 0 else Direction.WORSE if change > 0 else Direction.BETTER


def exceptional(colour: Colour, late: int | None, changed: bool) -> Sequence[str]:
    """Why an item is an exception: red, late, changed; nothing where it is none."""
    held = {"red": colour == Colour.RED, "late": bool(late), "changed": changed}
    return [word for word, holds in held.items() if holds]


def past(due: int) -> int | None:
    """Days past a date, or None where it is not past."""
    return due if due > 0 else None
