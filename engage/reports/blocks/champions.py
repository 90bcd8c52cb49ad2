"""Champions and first aiders against their target, and groups without one."""

from flask import url_for

from engage.champions.queries import coverage, in_period
from engage.champions.rules.coverage import GroupPlan
from engage.core.formatting import count
from engage.reports.rules.figures import Asked, Block, Evidence, Figure, Sentence

NAME, TITLE, BY_DIRECTORATE = "champions", "Champions and coverage", True
ABOUT = "How many champions there are against the target, and which parts of the council have none."
NAMED = 5


def block(asked: Asked) -> Block:
    """For each network that recruits: appointed then and before; the target and groups without anybody as of today."""
    networks, units = coverage.coverages(), asked.place.units if asked.place else None
    ids = [each.network.id for each in networks]
    this = in_period.appointed(ids, asked.until, units)
    last = in_period.appointed(ids, asked.before.last, units)
    figures, sentences = list[Figure](), list[Sentence]()
    for each in networks:
        number, groups = each.network.id, _groups(each, asked)
        address = url_for("champions.coverage", network_id=number)
        evidence = Evidence(address, f"Coverage: {each.network.name}")
        seats, bare = sum(group.seats for group in groups), [group for group in groups if not group.now]
        now = this.get(number, 0)
        figures += [
            Figure(f"{each.network.name}: appointed", now, last.get(number, 0), evidence, exception=now < seats),
            Figure(f"{each.network.name}: target, as of today", seats, None, evidence, why="Not kept"),
            Figure(f"{each.network.name}: groups without anybody, as of today", len(bare), None, evidence,
                   exception=bool(bare), why="Not kept"),
        ]  # fmt: skip
        if bare:
            sentences.append(Sentence(_bare(each.one, bare), evidence, exception=True))
    return Block(
        NAME, TITLE, tuple(sentences), tuple(figures),
        "Appointments are counted on the last day of each period. Targets and coverage stand as on the day on which "
        "the figures were frozen.",
    )  # fmt: skip


def _groups(worked: coverage.Worked, asked: Asked) -> list[GroupPlan]:
    place = asked.place
    return [each for each in worked.coverage.groups if place is None or each.unit_id in place.units]


def _bare(one: str, bare: list[GroupPlan]) -> str:
    largest = sorted(bare, key=lambda group: (-group.staff, group.unit_id))[:NAMED]
    names = "; ".join(group.name for group in largest)
    more = f" and {count(len(bare) - len(largest), 'other')}" if len(bare) > len(largest) else ""
    return f"Without a {one}: {names}{more}."
