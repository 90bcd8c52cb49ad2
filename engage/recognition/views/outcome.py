"""A decided round: who won, the embargo and the ceremony, citations, and the announcement."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.recognition.actions import outcome as actions
from engage.recognition.forms.outcome import CitationForm, DatesForm
from engage.recognition.models import AwardRound
from engage.recognition.queries import outcome as queries
from engage.recognition.rules.outcome import MOST_CITATION, WORDS, may_announce
from engage.recognition.views import bp

MANAGE = requires(Permission.AWARDS_MANAGE)


@bp.get("/awards/manage/outcomes/")
@MANAGE
def outcomes() -> Response:
    """Rounds that are decided, and everything that comes after a decision."""
    return page("recognition/outcome/index.html", found=queries.rounds(request.args.get("page", 1, type=int)))


@bp.get("/awards/manage/<int:round_id>/outcome/")
@MANAGE
def outcome(round_id: int) -> Response:
    """Who won, and what is next."""
    row = queries.decided(round_id)
    given: dict[str, Any] = {
        "version": row.version, "announces_itself": row.announces_itself, "ceremony_at": row.ceremony_at,
        "ceremony_day": typed_day(row.ceremony_on),
    }  # fmt: skip
    if row.announces_at is not None:
        local = clock.local(row.announces_at)
        given |= {"announces_day": typed_day(local.date()), "announces_time": f"{local.hour}:{local.minute:02}"}
    return _outcome(row, DatesForm(formdata=None, data=given))


def _outcome(row: AwardRound, form: DatesForm) -> Response:
    found = queries.entries(row.id, viewer_id=queries.shown_to(row, current_person().id))
    return page(
        "recognition/outcome/show.html",
        status=422 if form.errors else 200,
        round=row,
        found=found,
        by_category=[(each, [entry for entry in found if entry.category == each.name]) for each in row.categories],
        words=WORDS,
        waits=may_announce(row.stage),
        without=sum(not each.citation for each in found if each.outcome == "winner"),
        form=form,
    )


@bp.post("/awards/manage/<int:round_id>/outcome/dates")
@MANAGE
def outcome_dates(round_id: int) -> Response:
    """Keep the embargo and the ceremony."""
    row, form = queries.decided(round_id), DatesForm()
    if not form.validate():
        return _outcome(row, form)
    dates = actions.Dates(
        form.announces_at, bool(form.announces_itself.data), form.ceremony_on, form.ceremony_at.data or ""
    )
    try:
        actions.set_dates(row, version(), dates, clock.now())
    except Invalid as problem:
        form.announces_day.errors = [problem.message]
        return _outcome(row, form)
    flash("The dates are saved.")
    return go(url_for(".outcome", round_id=round_id))


def version() -> int:
    """The version that the page showed."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


@bp.post("/awards/manage/<int:round_id>/outcome/announce")
@MANAGE
def outcome_announce(round_id: int) -> Response:
    """Tell everybody now."""
    row = queries.decided(round_id)
    try:
        actions.announce(row, clock.now(), version())
    except Invalid as problem:
        flash(problem.message)
        return go(url_for(".outcome", round_id=round_id))
    flash("The winners are announced. They are on everybody’s start page now.")
    return go(url_for(".winners", round_id=round_id))


@bp.get("/awards/manage/<int:round_id>/outcome/<int:nomination_id>")
@MANAGE
def outcome_citation(round_id: int, nomination_id: int) -> Response:
    """What everybody will read of one winner."""
    row = queries.decided(round_id)
    entry = queries.entry(row.id, nomination_id, queries.shown_to(row, current_person().id))
    return _citation(row, entry, CitationForm(formdata=None, data={"words": entry.citation}))


def _citation(row: AwardRound, entry: queries.Entry, form: CitationForm) -> Response:
    status = 422 if form.errors else 200
    return page("recognition/outcome/citation.html", status=status, round=row, entry=entry, form=form,
                most=MOST_CITATION, words=WORDS, waits=may_announce(row.stage))  # fmt: skip


@bp.post("/awards/manage/<int:round_id>/outcome/<int:nomination_id>")
@MANAGE
def outcome_save_citation(round_id: int, nomination_id: int) -> Response:
    """Keep it."""
    row, form = queries.decided(round_id), CitationForm()
    entry = queries.entry(row.id, nomination_id, queries.shown_to(row, current_person().id))
    if not form.validate():
        return _citation(row, entry, form)
    actions.write_citation(row, nomination_id, form.words.data or "", current_person().id)
    flash(f"The citation of {entry.name} is kept.")
    return go(url_for(".outcome", round_id=round_id))
