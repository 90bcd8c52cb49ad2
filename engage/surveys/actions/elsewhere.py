"""The answers of an earlier survey, out of LimeSurvey's archive: counted once in memory, and never stored."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict
from engage.surveys.actions.stages import flush, hold, stale
from engage.surveys.formats import BadFile, Note, read
from engage.surveys.formats.imported import counted
from engage.surveys.models import Survey
from engage.surveys.rules import Answers, Questionnaire, Stage, Value, check, digest, from_json, items

UNCHANGED = "Nothing was changed."


@dataclass(frozen=True)
class Matched:
    """The answers of a file to the questions of a draft, and what was left behind."""

    source: str
    answers: tuple[Answers, ...]
    unfinished: int
    left: tuple[Note, ...]


def take_in(survey: Survey, version: int, data: bytes, days: tuple[datetime, datetime]) -> int:
    """Compute the one release of a draft from an archive's answers, and keep that alone; how many were counted.

    Raises BadFile where the file, and Conflict where the draft or an earlier import, does not allow it."""
    from engage.surveys import release  # numpy and scipy, which the pages don't need

    questionnaire = from_json(survey.questionnaire)
    if survey.version != version:
        stale()
    if check(questionnaire):
        raise Conflict(f"The check before opening finds things to mend first. {UNCHANGED}")
    matched = match(data, questionnaire, survey.minimum_group)
    _once(matched.source)
    units = release.units_of(current_app.extensions["settings"].organisation)
    figures = release.work_out_elsewhere(
        survey.title, days, units, questionnaire, survey.minimum_group, matched.answers
    )
    hold(survey, "take in answers")
    if survey.version != version:
        stale()
    survey.opens_at, survey.closes_at = days
    survey.collected_elsewhere, survey.units = matched.source, units
    survey.questionnaire_digest = digest(questionnaire)
    survey.import_report = _with_answers(survey.import_report, matched)
    # Past "scheduled" and "open", which it never was here: no rule of states leads this way for any other survey.
    survey.stage = Stage.CLOSED
    audit.record("take in answers", "survey", survey.id, questions=len(questionnaire.questions))
    flush()
    release.store(survey.id, figures)
    return len(matched.answers)


def match(data: bytes, questionnaire: Questionnaire, minimum: int) -> Matched:
    """The finished responses of an archive by the questions of a draft; BadFile where there are too few."""
    collected = read("archive.lsa", data).collected
    if collected is None:
        raise BadFile("", "no_responses", f"There is no file of responses in it. {UNCHANGED}")
    known = {item.code: {option.code for option in item.options} for item in items(questionnaire)}
    gone = dict.fromkeys(code for each in collected.answers for code in each if code not in known)
    answers = tuple(found for each in collected.answers if (found := _known(each, known)))
    if len(answers) < minimum:
        why = (
            f"{counted(len(answers), 'finished response')} with an answer to these questions, and the minimum group is "
            f"{minimum}: no figure could be shown. {UNCHANGED}"
        )
        raise BadFile("", "too_few", f"There {'is' if len(answers) == 1 else 'are'} {why}")
    left = [Note("draft", f"answers to {code}", "the draft has no such question any more") for code in gone]
    blank = len(collected.answers) - len(answers)
    if blank:
        left.append(Note("responses", counted(blank, "response"), "finished, and without an answer that is counted"))
    return Matched(collected.source, answers, collected.unfinished, (*collected.left, *left))


def _known(given: Answers, known: dict[str, set[str]]) -> Answers:
    found: Answers = {}
    for code, value in given.items():
        options = known.get(code, set())
        kept: Value = value if isinstance(value, str) else [each for each in value if each in options]
        if kept and (not isinstance(kept, str) or kept in options):
            found[code] = kept
    return found


def _once(source: str) -> None:
    """A second release of the same answers, of other groups or options, could be subtracted from the first."""
    before = db.session.scalar(select(Survey.title).where(Survey.collected_elsewhere == source).limit(1))
    if before is not None:
        raise Conflict(
            f"The answers of {source} were taken over before, as “{before}”. Figures are computed once, and a second "
            f"time they could be subtracted from the first. {UNCHANGED}"
        )


def _with_answers(report: str, matched: Matched) -> str:
    told = json.loads(report or "{}")
    told["answers"] = {
        "source": matched.source,
        "counted": len(matched.answers),
        "unfinished": matched.unfinished,
        "left": [asdict(note) for note in matched.left],
    }
    return json.dumps(told, ensure_ascii=False)
