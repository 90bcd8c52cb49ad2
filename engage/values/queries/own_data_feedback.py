"""What feedback rounds hold about one person, for their own copy: of others only what they were shown."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.db import db
from engage.core.formatting import day
from engage.core.own_data import WHO, Held, rows_of
from engage.directory.queries_finding import shown
from engage.values.models import FeedbackReport, FeedbackReviewer, FeedbackRound, FeedbackSubject
from engage.values.queries.feedback import places_of
from engage.values.queries.feedback_reports import comments
from engage.values.rules.feedback_document import NAMES, block_code, block_name, from_document, in_words, rated
from engage.values.rules.feedback_report import Relation
from engage.values.rules.feedback_round import Standing

WHY_ROUNDS = "So that you can ask for feedback. Kept for 24 months after the close."
WHY_ASKED = (
    "So that you can answer, once. Kept until the answers are deleted, as the round promises. What you answered is not "
    "stored with your name, so it cannot be shown here."
)
STANDINGS = {
    Standing.INVITED: "not begun",
    Standing.PROPOSING: "being made",
    Standing.SENT: "waits for approval",
    Standing.APPROVED: "approved",
}
WHY_REPORT = "Your report as you were shown it. Kept for 24 months after the close."


ASKED = (
    select(FeedbackRound.title, FeedbackReviewer.subject_id, FeedbackReviewer.relation, FeedbackReviewer.taken_part)
    .join(FeedbackRound, FeedbackRound.id == FeedbackReviewer.round_id)
    .where(FeedbackReviewer.reviewer_id == WHO, FeedbackRound.stage.not_in(("draft", "proposing")))
    .order_by(FeedbackRound.id, FeedbackReviewer.subject_id)
)


def held(person_id: int) -> Sequence[Held]:
    """Rounds about this person, whom they were asked about, and their reports."""
    places = places_of(person_id)
    return [
        Held("Feedback rounds about you", WHY_ROUNDS, [_place(each) for each in places], private=True),
        Held("Feedback that you were asked for", WHY_ASKED, _asked(person_id), others=("about",), private=True),
        *(record for p in places if p.shared_at for record in _report(p)),
    ]


def _place(place: FeedbackSubject) -> dict[str, str | int | bool | None]:
    return {
        "round": place.round.title,
        "your list of reviewers": STANDINGS[Standing(place.standing)],
        "note to you": place.note or None,
        "talked with a coach on": day(place.conversation_on) or None,
        "you got your report on": day(place.shared_at) or None,
        "shared with your manager on": day(place.shared_with_manager_at) or None,
    }


def _asked(person_id: int) -> list[dict[str, str | int | bool | None]]:
    """Lists that are still being made are not told: nobody on one has been asked anything."""
    rows = rows_of(ASKED, person_id)
    names = shown([row.subject_id for row in rows])
    return [
        {
            "round": row.title,
            "about": names[row.subject_id].name,
            "as": NAMES[Relation(row.relation)],
            "answered": row.taken_part,
        }
        for row in rows
    ]


def _report(place: FeedbackSubject) -> list[Held]:
    """The figures and the comments as two records: their rows have other names."""
    made = db.session.get(FeedbackReport, (place.round_id, place.person_id))
    if made is None:
        return []
    reading = from_document(made.document)
    values = {item.value: item.value_name for item in reading.items}
    figures: list[dict[str, str | int | bool | None]] = [
        {
            "behaviour": reading.item(line.key).text,
            "you": rated(line.own),
            "manager": ", ".join(map(rated, line.manager)),
            **{block_name(block_code(figure.block)): in_words(figure.halves) for figure in line.figures},
        }
        for line in reading.report.lines
    ]
    said: list[dict[str, str | int | bool | None]] = [
        {
            "group": block_name(each.block),
            "value": values.get(each.value, ""),
            "what they saw": each.saw,
            "what it led to": each.led_to,
        }
        for each in comments(place.round_id, place.person_id)
    ]
    title = place.round.title
    return [
        Held(f"Your feedback report: {title}", WHY_REPORT, figures, others=("manager",), private=True),
        Held(
            f"Comments in your feedback report: {title}",
            WHY_REPORT,
            said,
            others=("what they saw", "what it led to"),
            private=True,
        ),
    ]
