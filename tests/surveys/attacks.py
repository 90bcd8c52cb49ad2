"""A motivated intruder: reads what the pages and exports give, reconstructs, and compares with the planted truth."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from engage.surveys.models import Invitation
from engage.surveys.rules import Answers, Group, Kind, Question, Questionnaire, Section
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE
from tests import factories
from tests.site import Site
from tests.surveys import taken

HIDDEN = "[c]"
U = factories.UNITS
# Services besides the small council's three, and how many people each gets in addition.
TREE = {"DAYCARE": U.adults, "REABLE": U.adults, "PARKS": U.place, "ROADS": U.place}
SIZES = {U.home_care: 34, U.waste: 36, U.people_team: 8, "DAYCARE": 9, "REABLE": 10, "PARKS": 9, "ROADS": 2}
Row = Mapping[str, str]
Answering = Callable[[str, int], Answers]


def questionnaire() -> Questionnaire:
    """Four scales, two themes that share none, an index over two of them."""
    asked = tuple(
        Question(f"Q{n}", f"i{n}", Kind.SCALE, f"Statement {n}", options=(*AGREEMENT, NOT_APPLICABLE))
        for n in (1, 2, 3, 4)
    )
    return Questionnaire(
        (Section("one", "Your work", questions=asked),),
        (Group("work", "My work", ("Q1", "Q2")), Group("place", "My place", ("Q3", "Q4"))),
        (Group("liking", "Liking", ("Q1", "Q2")),),
    )


@dataclass(frozen=True)
class Told:
    """One respondent of the planted truth: the unit they work in, and what they answered."""

    unit: str
    answers: Answers


def council(sizes: Mapping[str, int] | None = None) -> None:
    """The small council with more services and people."""
    with transaction():
        held = {unit.code: unit for unit in db.session.query(Unit)}
        for code, parent in TREE.items():
            held[code] = factories.unit(code, f"Service {code.lower()}", held[parent], "Service")
        number = 5000
        for code, many in (sizes or SIZES).items():
            for _ in range(many):
                number += 1
                factories.person(str(number), "Pat", f"Number{number}", held[code])


def varied(unit: str, n: int) -> Answers:
    """Neither too few nor too alike."""
    return {f"Q{q}": "54314252"[(n * (2 * q - 1) + len(unit)) % 8] for q in (1, 2, 3, 4)}


def survey(answering: Answering, minimum: int = 5, title: str = "Autumn survey") -> tuple[int, list[Told]]:
    """A published survey in which `answering(unit, n)` says what the n-th person of a unit answers; and the truth."""
    found = taken.open_survey(questionnaire(), minimum, title)
    people = (
        db.session.query(Unit.code)
        .select_from(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .join(Post, Post.person_id == Person.id)
        .join(Unit, Unit.id == Post.unit_id)
        .filter(Invitation.survey_id == found)
        .order_by(Person.employee_number.desc())
    )
    seen: dict[str, int] = {}
    truth = []
    for (unit,) in people.all():
        seen[unit] = seen.get(unit, 0) + 1
        truth.append(Told(unit, answering(unit, seen[unit] - 1)))
    assert taken.cast_all(found, questionnaire(), [each.answers for each in truth]) == len(truth)
    taken.release_survey(found)
    return found, truth


def export(site: Site, survey_id: int, who: int) -> list[Row]:
    """The CSV as one person downloads it."""
    text = site.get(f"/surveys/{survey_id}/results.csv", as_=who).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def blocks(site: Site, survey_id: int, who: int) -> dict[str, frozenset[str]]:
    """Each published group's leaf groups by name, worked out from the export's "inside" alone."""
    parent = {row["group"]: row["inside"] for row in export(site, survey_id, who)}
    inner = set(parent.values())
    found: dict[str, set[str]] = {name: set() for name in parent}
    for leaf in parent.keys() - inner:
        walk = leaf
        while walk:
            found[walk].add(leaf)
            walk = parent.get(walk, "")
    return {name: frozenset(leaves) for name, leaves in found.items()}


def shown(rows: Iterable[Row], within: Mapping[str, frozenset[str]], code: str) -> dict[frozenset[str], Row]:
    """The distinct groups on which one figure is shown, as sets of leaf groups, with their rows."""
    found = {}
    for row in rows:
        if row["code"] == code and HIDDEN not in (row["answers"] or row["percent positive"] or row["score"]):
            names = [row["group"], *filter(None, row["shown together with"].split("; "))]
            found[frozenset[str]().union(*(within[name] for name in names))] = row
    return found


def atoms(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """What is left of each group when the largest published groups inside it are subtracted: all that can be formed."""
    family = sorted(set(groups), key=len)
    found = []
    for at, group in enumerate(family):
        inside = [other for other in family[:at] if other < group]
        rest = group.difference(*inside) if inside else group
        assert all(a <= b or b <= a or not a & b for a in inside for b in inside), "groups overlap"
        if rest:
            found.append(rest)
    return found


def leaf_of_unit(site: Site, survey_id: int, who: int) -> dict[str, str]:
    """Unit name to the leaf group that counts it, from the pages' own lists of what was put together."""
    found: dict[str, str] = {}
    within = blocks(site, survey_id, who)
    head = site.get(f"/surveys/{survey_id}/results/heatmap", as_=who)
    for name, address in head.links.items():
        if "/groups/" in address and within.get(name) == {name}:
            page = site.get(address, as_=who)
            listed = [p.text_content() for p in page.select("main p") if p.text_content().startswith("These are ")]
            for unit in db.session.query(Unit):
                if unit.name == name or any(unit.name in line for line in listed):
                    found[unit.name] = name
    return found


def counted(
    truth: Sequence[Told], leaf: Mapping[str, str], group: frozenset[str], items: Sequence[str]
) -> tuple[int, int]:
    """(answers, positive answers) of the truth in a group of leaves to any of these items."""
    names = {unit.code: unit.name for unit in db.session.query(Unit)}
    inside = [told for told in truth if leaf[names[told.unit]] in group]
    given = [told.answers[item] for told in inside for item in items if told.answers.get(item, "na") in "12345"]
    return len(given), sum(value in {"4", "5"} for value in given)
