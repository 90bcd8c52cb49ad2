"""The last steps of a nomination: who seconds it, the look over it, sending, taking back."""

from flask import Response, flash, request, url_for

from engage.access import signed_in
from engage.core import clock, files
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.directory import queries_choosing
from engage.directory.rules.choosing import PERSON
from engage.recognition.actions import nominations as acts
from engage.recognition.forms.nominations import WhoForm
from engage.recognition.models import Nomination
from engage.recognition.queries import nominations as queries
from engage.recognition.rules.nominations import words_in
from engage.recognition.rules.rounds import closing
from engage.recognition.views import bp
from engage.recognition.views.nominations_own import HERE, editable, on, own, seeks
from engage.recognition.views.rounds_manage import version
from engage.recognition.views.rounds_shown import state_of, until


@bp.get(f"{HERE}/seconder")
@signed_in
def nomination_seconder(nomination_id: int) -> Response:
    """Who is to second it."""
    row = editable(nomination_id)
    keys = [f"person:{row.seconding.person_id}"] if row.seconding else []
    return _seconder(row, WhoForm(formdata=None, data={"version": row.version}), keys)


def _seconder(row: Nomination, form: WhoForm, keys: list[str], error: str = "") -> Response:
    q = request.form.get("q", "")[:100]
    return page(
        "recognition/nominations/seconder.html",
        status=422 if error else 200,
        nomination=row,
        form=form,
        q=q,
        found=queries_choosing.find(q, (PERSON,)) if q else (),
        chosen=queries_choosing.chosen(keys, (PERSON,)),
        error=error,
    )


@bp.post(f"{HERE}/seconder")
@signed_in
def nomination_seconder_save(nomination_id: int) -> Response:
    """Save who."""
    row, form = own(nomination_id), WhoForm()
    keys = request.form.getlist("seconder")[:1]
    who = next(iter(queries_choosing.chosen(keys, (PERSON,))), None)
    if seeks(keys):
        return _seconder(row, form, keys)
    if who is None:
        return _seconder(row, form, keys, "Choose who seconds it.")
    try:
        acts.choose_seconder(row, version(), who.id, clock.now())
    except Invalid as invalid:
        return _seconder(row, form, keys, invalid.message)
    return on(row)


@bp.get(HERE)
@signed_in
def nomination(nomination_id: int) -> Response:
    """One's own nomination: checked before it is sent, and looked at afterwards."""
    return _shown(own(nomination_id))


def _shown(row: Nomination, problems: tuple[str, ...] = ()) -> Response:
    of = row.category.round
    return page(
        "recognition/nominations/show.html",
        status=422 if problems else 200,
        nomination=row,
        round=of,
        category=row.category,
        standing=queries.standing(row, clock.now()),
        state=state_of(row),
        until=until(of),
        closes=closing(of.closes_at, of.extended_to),
        written={each.criterion_id: each.words for each in row.answers},
        count=words_in,
        files=files.on("nomination", row.id),
        problems=problems,
    )


@bp.post(f"{HERE}/submit")
@signed_in
def nomination_submit(nomination_id: int) -> Response:
    """Send it."""
    row = own(nomination_id)
    try:
        acts.submit(row, clock.now())
    except Invalid as invalid:
        return _shown(row, tuple(invalid.problems) or (invalid.message,))
    asked = row.seconding is not None and row.category.round.seconded
    flash("Your nomination is sent." + (" Whoever is to second it is asked now." if asked else ""))
    return on(row)


@bp.post(f"{HERE}/withdraw")
@signed_in
def nomination_withdraw(nomination_id: int) -> Response:
    """Take it back, until the close."""
    row = own(nomination_id)
    acts.withdraw(row, clock.now())
    flash("Your nomination is withdrawn. It does not count.")
    return go(url_for(".awards"))


@bp.post(f"{HERE}/delete")
@signed_in
def nomination_delete(nomination_id: int) -> Response:
    """A draft that was never sent."""
    acts.delete_draft(own(nomination_id))
    flash("The draft is deleted.")
    return go(url_for(".awards"))
