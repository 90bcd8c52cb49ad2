"""The audit of a survey: that what was frozen is unchanged, what was counted, and which keys still exist."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engage.ballots import queries as ballots
from engage.core.db import db
from engage.surveys import promise
from engage.surveys.models import Release, ReleaseBlock, ReleaseTable, Survey
from engage.surveys.queries import codes
from engage.surveys.queries.manage import survey as survey_of
from engage.surveys.rules import digest, from_json
from engage.surveys.rules.published_text import digest as release_digest


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is as it must be, and one plain line."""

    is_right: bool
    line: str


def audit(survey_id: int) -> Sequence[Finding]:
    """Everything that can be looked at without reading an answer."""
    survey = survey_of(survey_id)
    return [*_frozen(survey), *_release(survey), *_box(survey)]


def _compared(what: str, same: bool) -> Finding:
    return Finding(same, f"{what}: {'unchanged' if same else 'NOT what it was when it was frozen'}")


def _frozen(survey: Survey) -> list[Finding]:
    if survey.collected_elsewhere:
        asked = digest(from_json(survey.questionnaire))
        return [
            Finding(True, f"answers collected elsewhere ({survey.collected_elsewhere}): nothing was promised here"),
            _compared("questionnaire", asked == survey.questionnaire_digest),
        ]
    if not survey.promise:
        return [Finding(True, "promise and questionnaire: not frozen, the survey has not been opened")]
    made = promise.from_text(survey.promise)
    asked = digest(from_json(survey.questionnaire))
    return [
        _compared("promise", promise.digest(survey.promise) == survey.promise_digest),
        _compared("questionnaire", asked == survey.questionnaire_digest == made.questionnaire),
        _compared("units", promise.digest(survey.units) == made.units),
        _compared(
            "minimum group, comment threshold and how long answers are kept",
            (survey.minimum_group, survey.comment_threshold, survey.kept_months)
            == (made.minimum_group, made.comment_threshold, made.kept_months),
        ),
    ]


def _release(survey: Survey) -> list[Finding]:
    release = db.session.scalar(select(Release).where(Release.survey_id == survey.id))
    if release is None:
        return [Finding(True, "release: none")]
    blocks = select(ReleaseBlock.code, ReleaseBlock.document).where(ReleaseBlock.release_id == release.id)
    # Sorted here and not by the database, whose order depends on its language.
    texts = [text for _, text in sorted(tuple(row) for row in db.session.execute(blocks))]
    tables = select(ReleaseTable.characteristic, ReleaseTable.block, ReleaseTable.document).where(
        ReleaseTable.release_id == release.id
    )
    split = [row[-1] for row in sorted(tuple(row) for row in db.session.execute(tables))]
    same = release_digest(release.head, texts, split) == release.sha256
    found = [_compared(f"release {release.sha256[:12]}", same)]
    if release.withdrawn_at is not None:
        found.append(Finding(True, f"release: withdrawn, because: {release.withdrawn_why}"))
    return found


def _box(survey: Survey) -> list[Finding]:
    if survey.box is None:
        return [Finding(True, "ballot box: none")]
    counts = ballots.counts(survey.box)
    kept = [each.holder for each in ballots.backups(survey.box) if each.destroyed_at is None]
    key = ballots.box(survey.box).key_destroyed_at
    found = [Finding(True, "key: destroyed" if key else "key: still exists")]
    found.append(Finding(True, f"backups of the key kept by: {', '.join(kept)}" if kept else "backups: none kept"))
    if counts is None and survey.answers_deleted_at is not None:
        found.append(Finding(True, "ballots: deleted when their time was over, and never opened"))
    if counts is not None:
        line = (
            f"ballots: {counts.ballots}, noted as having taken part: {counts.flags}, "
            f"unreadable: {counts.unreadable}, too late: {counts.late}"
        )
        if survey.standing:
            line += f", came from the pool before: {counts.carried_in}, went on to the next: {counts.carried_out}"
        found.append(Finding(counts.beyond_flags >= 0, line))
        # Before the close nobody is told, and of a few it is only said that they are few.
        typed = codes.papers(survey.id)
        if typed:
            many = f"{typed:,}" if typed >= survey.minimum_group else f"fewer than {survey.minimum_group}"
            found.append(Finding(typed <= counts.flags, f"came on paper and were typed in by the OD team: {many}"))
    return found
