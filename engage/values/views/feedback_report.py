"""A report, for whoever may read it: its person, their coach, the manager with whom they share it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock, spreadsheets
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.moderation import Excerpt, Moderated
from engage.directory.queries_finding import shown
from engage.values.actions import feedback_sharing as actions
from engage.values.forms.feedback import ConversationForm
from engage.values.models import FeedbackComment, FeedbackSubject
from engage.values.queries import feedback as queries
from engage.values.queries import feedback_reports
from engage.values.rules import feedback_document as document
from engage.values.rules.feedback_document import Reading
from engage.values.rules.feedback_round import by_value, sees_report
from engage.values.views import bp
from engage.values.views.feedback import place_or_404, promised

KIND = "feedback-comment"


@dataclass(frozen=True)
class Open:
    """A report in the hands of somebody who may read it, and as whom."""

    place: FeedbackSubject
    reader: str
    reading: Reading


def _open(round_id: int, person_id: int) -> Open:
    """The report, or NotThere: for everybody else it is as if there were none."""
    place = queries.subject(round_id, person_id)
    made = feedback_reports.report(round_id, person_id)
    if place is not None and made is not None and (reader := reader_of(place)):
        return Open(place, reader, document.from_document(made.document))
    raise NotThere("There is no such report for you.")


def reader_of(place: FeedbackSubject) -> str:
    """As whom the person of this request may read a report; "" for not at all."""
    me = current_person()
    if me.id == place.coach_id and me.id != place.person_id and not me.may(Permission.FEEDBACK_RUN):
        return ""  # no longer in the OD team
    return sees_report(
        me.id, place.person_id, reported=True, conversation_first=place.round.conversation_first,
        coach_id=None if place.shared_at else place.coach_id, manager_id=place.manager_id,
        shared=place.shared_at is not None, shared_with_manager=place.shared_with_manager_at is not None,
    )  # fmt: skip


@bp.get("/feedback/<int:round_id>/report")
@signed_in
def feedback_report(round_id: int) -> Response:
    """One's own report."""
    return _page(_open(round_id, current_person().id))


@bp.get("/feedback/<int:round_id>/people/<int:person_id>/report")
@signed_in
def feedback_report_of(round_id: int, person_id: int) -> Response:
    """Somebody's report, for their coach, or the manager with whom they share it."""
    return _page(_open(round_id, person_id))


def _page(found: Open, status: int = 200, conversation: ConversationForm | None = None) -> Response:
    place, reading = found.place, found.reading
    conversation = conversation or ConversationForm(formdata=None)
    comments = feedback_reports.comments(place.round_id, place.person_id)
    manager = shown([place.manager_id]) if place.manager_id else {}
    return page(
        "values/feedback/report.html",
        status=status,
        place=place,
        round=place.round,
        reader=found.reader,
        own=found.reader == "person",
        reading=reading,
        values=by_value(reading.items),
        lines={line.key: line for line in reading.report.lines},
        words=document,
        comments=_by_group(comments),
        manager=manager.get(place.manager_id or 0),
        conversation=conversation,
        errors=conversation.errors,
        promise=promised(place.round),
    )


def _by_group(comments: Sequence[FeedbackComment]) -> dict[str, dict[str, list[FeedbackComment]]]:
    """Group, then value, then what was said; groups in the order of their names."""
    found: dict[str, dict[str, list[FeedbackComment]]] = {}
    for each in comments:
        found.setdefault(each.block, {}).setdefault(each.value, []).append(each)
    return dict(sorted(found.items(), key=lambda pair: document.block_name(pair[0])))


@bp.get("/feedback/<int:round_id>/report.csv")
@signed_in
def feedback_report_csv(round_id: int) -> Response:
    """One's own copy, as a table."""
    found = _open(round_id, current_person().id)
    if found.reader != "person":
        raise NotThere("There is no such report for you.")
    names = [document.block_name(document.block_code(block)) for block in found.reading.blocks]
    columns = ["Value", "Behaviour", "You", "Manager", *names]
    return spreadsheets.download(f"feedback-report-{round_id}", columns, _lines(found))


def _lines(found: Open) -> Iterator[Sequence[str]]:
    """The figures, then, below a header of their own, the comments."""
    reading = found.reading
    for line in reading.report.lines:
        item = reading.item(line.key)
        told = {figure.block: document.in_words(figure.halves) for figure in line.figures}
        manager = ", ".join(document.rated(each) for each in line.manager) or "–"
        shown = (told.get(block, "not shown") for block in reading.blocks)
        yield [item.value_name, item.text, document.rated(line.own), manager, *shown]
    yield []
    yield ["Value", "Group", "What they saw", "What it led to"]
    values = {item.value: item.value_name for item in reading.items}
    for each in feedback_reports.comments(found.place.round_id, found.place.person_id):
        yield [values.get(each.value, ""), document.block_name(each.block), each.saw, each.led_to]


@bp.post("/feedback/<int:round_id>/report/share")
@signed_in
def feedback_share(round_id: int) -> Response:
    """Let one's manager read all of it."""
    place_or_404(round_id, current_person().id)
    actions.share_with_manager(queries.round_(round_id), current_person().id, clock.now())
    flash("Your manager can read your report now. You can stop sharing it here.")
    return go(url_for(".feedback_report", round_id=round_id))


@bp.post("/feedback/<int:round_id>/report/stop-sharing")
@signed_in
def feedback_stop_sharing(round_id: int) -> Response:
    """The manager no longer finds it."""
    place_or_404(round_id, current_person().id)
    actions.stop_sharing(queries.round_(round_id), current_person().id)
    flash("Your report is no longer shared. What your manager has read or printed they keep.")
    return go(url_for(".feedback_report", round_id=round_id))


@bp.post("/feedback/<int:round_id>/people/<int:person_id>/conversation")
@requires(Permission.FEEDBACK_RUN)
def feedback_conversation(round_id: int, person_id: int) -> Response:
    """The coach says when they talked; the person gets the report now, and the coach has it no longer."""
    found, form = _open(round_id, person_id), ConversationForm()
    if found.reader != "coach":
        raise NotThere("There is no such report for you.")
    if not form.validate():
        return _page(found, 422, form)
    name = found.place.person.name
    actions.note_conversation(queries.round_(round_id), person_id, current_person().id, form.day, clock.now())
    flash(f"{name} has the report now.")
    return go(url_for(".feedback"))


# Comments that are reported.


def _excerpt(comment_id: int) -> Excerpt | None:
    """The words alone: neither whose report it is nor which group said it."""
    found = feedback_reports.comment(comment_id)
    if found is None:
        return None
    words = "\n".join(filter(None, (found.saw, found.led_to)))
    return Excerpt(words, "a comment in a feedback report", url_for("values.feedback"), found.hidden)


def _visible(comment_id: int) -> bool:
    found = feedback_reports.comment(comment_id)
    place = queries.subject(found.round_id, found.subject_id) if found is not None and not found.hidden else None
    return place is not None and bool(reader_of(place))


MODERATED: dict[str, Moderated] = {
    KIND: Moderated(
        excerpt=_excerpt,
        visible=_visible,
        hide=lambda comment_id: actions.set_hidden(comment_id, True),
        restore=lambda comment_id: actions.set_hidden(comment_id, False),
    )
}
