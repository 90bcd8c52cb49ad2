"""Question sets as they stand: those that come with the product, the council's own, and the framework's behaviours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.models import Behaviour, Framework, FrameworkValue, Person
from engage.directory.queries_framework import in_force
from engage.surveys import models
from engage.surveys.rules import Questionnaire, Stage, from_json
from engage.surveys.rules.library import Origin, QuestionSet
from engage.surveys.rules.library_behaviours import BEHAVIOURS, Lived, Said, behaviours
from engage.surveys.rules.library_shipped import SECTOR, SHIPPED

MOST_SETS, MOST_USES = 300, 1000
AS_SHIPPED = {each.code: each for each in SHIPPED}


@dataclass(frozen=True)
class Version:
    """One version of a set: by whom and when, neither for the one that came with the product."""

    number: int
    document: Questionnaire
    note: str
    who: str
    when: datetime | None


@dataclass(frozen=True)
class Use:
    """A survey that took questions from a set."""

    survey_id: int
    title: str
    stage: Stage
    number: int


@lru_cache(maxsize=400)
def _document(text: str) -> Questionnaire:
    return from_json(text)


def sets() -> Sequence[QuestionSet]:
    """All sets: the shipped ones in their order, the framework's, then the council's own by name."""
    rows = db.session.execute(_current().order_by(models.QuestionSet.name, models.QuestionSet.id).limit(MOST_SETS))
    kept = {row.code: _kept(*row) for row in rows}
    lived = _behaviours()
    shipped = [kept.pop(each.code, each) for each in SHIPPED]
    return [*shipped, *([lived] if lived.questions else []), *kept.values()]


def _current() -> Select[*tuple[Any, ...]]:
    whole, version = models.QuestionSet, models.QuestionSetVersion
    return select(whole.code, whole.name, whole.about, whole.number, version.document).join(
        version, (version.set_id == whole.id) & (version.number == whole.number)
    )


def _kept(code: str, name: str, about: str, number: int, document: str) -> QuestionSet:
    origin = Origin.SHIPPED if code in AS_SHIPPED else Origin.OWN
    return QuestionSet(code, name, about, origin, number, _document(document), edited=origin is Origin.SHIPPED)


def question_set(code: str) -> QuestionSet:
    """A set as it stands today; NotThere."""
    if code == BEHAVIOURS:
        return _behaviours()
    row = db.session.execute(_current().where(models.QuestionSet.code == code)).one_or_none()
    if row is not None:
        return _kept(*row)
    if code not in AS_SHIPPED:
        raise NotThere("There is no such question set.")
    return AS_SHIPPED[code]


def versions(code: str) -> Sequence[Version]:
    """Every version of a set, the newest first; NotThere."""
    row = models.QuestionSetVersion
    rows = db.session.execute(
        select(row.number, row.document, row.note, Person.first_name, Person.surname, row.made_at)
        .join(models.QuestionSet, models.QuestionSet.id == row.set_id)
        .outerjoin(Person, Person.id == row.by_id)
        .where(models.QuestionSet.code == code)
        .order_by(row.number.desc())
    )
    found = [
        Version(number, _document(text), note, f"{first} {surname}" if first else "", when)
        for number, text, note, first, surname, when in rows
    ]
    if code in AS_SHIPPED:
        found.append(Version(1, AS_SHIPPED[code].document, "As it came with Engage.", "", None))
    if code == BEHAVIOURS:
        lived = _behaviours()
        found.append(Version(lived.number, lived.document, "Made of the framework in force.", "", None))
    if not found:
        raise NotThere("There is no such question set.")
    return found


def uses(code: str | None = None) -> Mapping[str, Sequence[Use]]:
    """The surveys that took questions from each set, the newest first."""
    row, survey = models.QuestionSetUse, models.Survey
    rows = (
        select(row.set_code, survey.id, survey.title, survey.stage, row.number)
        .join(survey, survey.id == row.survey_id)
        .order_by(survey.id.desc(), row.set_code)
        .limit(MOST_USES)
    )
    found: dict[str, list[Use]] = {}
    for set_code, survey_id, title, stage, number in db.session.execute(
        rows.where(row.set_code == code) if code else rows
    ):
        found.setdefault(set_code, []).append(Use(survey_id, title, Stage(stage), number))
    return found


def slots() -> Mapping[str, str]:
    """Each identity that a question of the sector index ever had, to the code of its slot."""
    documents = [each.document for each in versions(SECTOR)]
    return {question.identity: question.code for document in documents for question in document.questions}


def _behaviours() -> QuestionSet:
    framework = in_force(clock.today())
    if framework is None:
        return behaviours(1, ())
    before = dict(_earlier_words(framework))
    values = [Lived(v.identity, v.name, tuple(_said(v, before))) for v in framework.values]
    return behaviours(framework.version, [value for value in values if value.behaviours])


def _said(value: FrameworkValue, before: Mapping[str, str]) -> Iterator[Said]:
    """What is wanted of everyone; where a value says nothing of that kind, whatever it wants."""
    wanted = [each for each in value.behaviours if each.polarity == "positive"]
    wanted = wanted or [each for each in value.behaviours if each.polarity == "neutral"]
    of_all = [each for each in wanted if each.audience_kind == "everyone"] or wanted
    return (Said(each.identity, each.text, before.get(each.identity, "")) for each in of_all)


def _earlier_words(framework: Framework) -> Iterator[tuple[str, str]]:
    """Identity, and the words that a behaviour of today had last in an earlier version, where they were others."""
    now = {each.identity: each.text for value in framework.values for each in value.behaviours}
    rows = (
        select(Behaviour.identity, Behaviour.text)
        .join(FrameworkValue, FrameworkValue.id == Behaviour.value_id)
        .join(Framework, Framework.id == FrameworkValue.framework_id)
        .where(Framework.version < framework.version)
        .order_by(Framework.version, Behaviour.id)
    )
    return ((identity, text) for identity, text in db.session.execute(rows) if now.get(identity, text) != text)
