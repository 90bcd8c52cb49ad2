"""How a report words what it tells of plans: which ones it reads, and what changed in them."""

from collections.abc import Sequence

from engage.reports.rules.figures import ended, one_line

MOST_PLANS, MOST_SAID = 8, 160
NO_PLAN = "There is no plan that is not archived."


def of_plans(plans: Sequence[tuple[str, bool]]) -> str:
    """Which plans the lines are of: name, and whether it is published to staff."""
    if not plans:
        return NO_PLAN
    names = [name if published else f"{name} (not published to staff)" for name, published in plans]
    rest = len(names) - MOST_PLANS
    more = [f"and {rest:,} more"] if rest > 0 else []
    return f"Of the plans that are not archived: {', '.join([*names[:MOST_PLANS], *more])}."


def changed(what: str, was: str, becomes: str, reason: str) -> str:
    """One change in words: what it was, what it is, and why."""
    what, was, becomes = (one_line(each, MOST_SAID) for each in (what, was, becomes))
    if was and becomes:
        said = f"{what}: it was {was.rstrip('.')}, and is now {becomes}"
    else:
        said = f"{what}: {becomes or was}" if becomes or was else what
    return " ".join(filter(None, (ended(said), ended(one_line(reason, MOST_SAID)) if reason.strip() else "")))
