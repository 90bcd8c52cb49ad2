"""Question sets: put into a draft, kept from a section, and reworded. A version never changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engage.core import audit
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid
from engage.surveys.actions import editing, origins
from engage.surveys.formats.imported import new_identity
from engage.surveys.models import QuestionSet, QuestionSetVersion, Survey
from engage.surveys.queries import library as queries
from engage.surveys.rules import BadQuestionnaire, Problem, Questionnaire, check, from_json, to_json
from engage.surveys.rules import library as rules
from engage.surveys.rules.editing_lists import fresh_code
from engage.surveys.rules.identities import known_of
from engage.surveys.rules.library import Added, Origin, Part
from engage.surveys.rules.library_behaviours import BEHAVIOURS
from engage.surveys.rules.library_versions import reworded

CHANGED_ELSEWHERE = (
    "This set was changed by somebody else since you opened this page. Nothing was changed: "
    "reload the page and make your change again."
)


@dataclass(frozen=True)
class Words:
    """What a form says of a set: its own words, and why they change."""

    name: str
    about: str
    note: str


def add(survey: Survey, version: int, code: str, codes: Collection[str], home: str, title: str) -> Added:
    """Questions of a set at the end of a section of a draft, or in a new one; it is noted where they come from."""
    found = queries.question_set(code)
    made: list[Added] = []

    def edit(questionnaire: Questionnaire) -> Questionnaire:
        made.append(rules.added(questionnaire, found.document, codes, home=home, title=title))
        return made[-1].questionnaire

    editing.save(survey, version, edit)
    part = rules.part_of(found.document, codes).questionnaire
    origins.remember(survey, known_of(part))
    origins.note_use(survey.id, found.code, found.number)
    audit.record("add questions", "survey", survey.id, questions=len(made[-1].new))
    return made[-1]


def keep_section(survey: Survey, section: str, into: str, words: Words, by_id: int, at: datetime) -> tuple[str, Part]:
    """A section as a new set, or as the next version of one of the council's own; answers its code."""
    part = rules.section_part(from_json(survey.questionnaire), section)
    if not part.questionnaire.questions:
        raise Invalid("This section has no questions to keep.")
    if into:
        kept = _held(into, None)
    else:
        taken = set(db.session.scalars(select(QuestionSet.code)))
        kept = QuestionSet(code=fresh_code("own-", taken), name=words.name, about=words.about, number=0)
    _next_version(kept, part.questionnaire, words, by_id, at)
    origins.remember(survey, known_of(part.questionnaire))
    origins.note_use(survey.id, kept.code, kept.number)
    return kept.code, part


def reword(
    code: str, number: int, words: Words, texts: Mapping[str, str], without: Collection[str],
    more: Collection[str], by_id: int, at: datetime,
) -> str:  # fmt: skip
    """The next version of a set, in other words; the one that was shown must still be the newest."""
    if code == BEHAVIOURS:
        raise Conflict("These statements are those of the framework: change them there. Nothing was changed.")
    found = queries.question_set(code)
    if found.number != number:
        raise Conflict(CHANGED_ELSEWHERE)
    earlier = [each.document for each in reversed(queries.versions(code))]
    made = reworded(earlier, texts, without, more, new_identity)
    if found.origin is Origin.SHIPPED and not found.edited:
        kept = QuestionSet(code=code, name=found.name, about=found.about, number=found.number)
    else:
        kept = _held(code, number)
    if to_json(made) == to_json(found.document) and (words.name, words.about) == (found.name, found.about):
        raise Invalid("Nothing is different yet. Nothing was changed.")
    _next_version(kept, made, words, by_id, at)
    return code


def _held(code: str, number: int | None) -> QuestionSet:
    """The set's row under lock; a number that is no longer the newest is a conflict."""
    kept = db.session.scalar(
        select(QuestionSet).where(QuestionSet.code == code).with_for_update().execution_options(populate_existing=True)
    )
    if kept is None or (number is not None and kept.number != number):
        raise Conflict(CHANGED_ELSEWHERE)
    return kept


def _next_version(kept: QuestionSet, questionnaire: Questionnaire, words: Words, by_id: int, at: datetime) -> None:
    problems: list[Problem] = check(questionnaire)
    if problems:
        raise Invalid("Every question needs words, and there must be one at least. Nothing was changed.")
    text = to_json(questionnaire)
    try:
        from_json(text)
    except BadQuestionnaire as bad:
        raise Invalid("That is too long, or holds something that cannot be kept. Nothing was changed.") from bad
    kept.name, kept.about, kept.number = words.name or kept.name, words.about, kept.number + 1
    db.session.add(kept)
    flush_or(Conflict(CHANGED_ELSEWHERE))
    db.session.add(
        QuestionSetVersion(set_id=kept.id, number=kept.number, document=text, note=words.note, by_id=by_id, made_at=at)
    )
    flush_or(Conflict(CHANGED_ELSEWHERE))
    audit.record("save", "question set", kept.id, version=kept.number)
