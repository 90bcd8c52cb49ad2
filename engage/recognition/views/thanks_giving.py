"""Saying thank you: the form, and giving it; taking it back."""

import re
import secrets
from collections.abc import Mapping, Sequence

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go, page
from engage.directory.queries_choosing import chosen, find
from engage.directory.rules.choosing import PERSON, parse
from engage.recognition.actions import thanks as actions
from engage.recognition.forms.thanks import ALL, PRIVATE, ThanksForm
from engage.recognition.models import Thanks
from engage.recognition.queries import thanks as queries
from engage.recognition.queries.paper import led_by
from engage.recognition.queries.thanks_offered import offered
from engage.recognition.rules.thanks import MOST_PEOPLE, MOST_WORDS, ThanksState, Via
from engage.recognition.views import bp

LONGEST, MOST_KEYS = 100, 50
NUMBER = re.compile("[0-9]{1,9}")


@bp.get("/thanks/new")
@signed_in
def thanks_new() -> Response:
    """The form; ?to=person:12, ?to=unit:7 and ?behaviour=3 fill some of it in."""
    given = request.args
    data = {
        "once": secrets.token_hex(16),
        "behaviour": [int(each) for each in given.getlist("behaviour") if NUMBER.fullmatch(each)][:2],
        "at": given.get("at", ""),
        "audience": given.get("audience") if given.get("audience") in (ALL, PRIVATE) else ALL,
    }
    return _form(ThanksForm(formdata=None, data=data), given.getlist("to"))


def _form(form: ThanksForm, keys: Sequence[str], errors: Mapping[str, Sequence[str]] | None = None,
          status: int = 200) -> Response:  # fmt: skip
    to, q = chosen(keys[:MOST_KEYS]), request.form.get("q", "")[:LONGEST]
    if queries.anybody_private([each.id for each in to if each.kind == PERSON]):
        form.audience.data = PRIVATE
        is_private = True
    else:
        is_private = False
    return page(
        "recognition/thanks/new.html",
        fragment="recognition/thanks/_thanks_audience.html",
        status=status,
        form=form,
        errors=errors or {},
        to=to,
        q=q,
        found=find(q) if q else (),
        values=offered(clock.today()),
        is_private=is_private,
        read_first=queries.moderated_before(),
        most=MOST_WORDS,
        most_people=MOST_PEOPLE,
    )


@bp.post("/thanks")
@signed_in
def thanks_give() -> Response:
    """Find whoever is looked for, or give it."""
    form, keys = ThanksForm(), list(dict.fromkeys(request.form.getlist("to")[:MOST_KEYS]))
    if "find" in request.form and request.form.get("q", "").strip():
        return _form(form, keys)
    form.allow([each.id for value in offered(clock.today()) for each in value.behaviours])
    errors = {} if parse(keys) else {"to": ["Choose who you want to thank: type a name, then tick it."]}
    if not form.validate() or errors:
        return _form(form, keys, {**errors, **form.errors}, 422)
    poster = led_by(form.at.data or "")
    gift = actions.Gift(
        giver_id=current_person().id, to=tuple(keys), words=form.words.data or "",
        behaviours=tuple(dict.fromkeys(form.behaviour.data or ())), to_all=form.audience.data == ALL,
        once=form.once.data or "", via=Via.POSTER if poster else Via.PAGE, site=poster.site if poster else "",
    )  # fmt: skip
    try:
        row = actions.give(gift, clock.now())
    except (Invalid, Conflict) as problem:
        return _form(form, keys, {"to": [problem.message]}, problem.status)
    flash(_given(row, wanted_all=gift.to_all))
    if row.to_all and row.state == ThanksState.SHOWN:
        return go(url_for(".thanks_wall", _anchor=f"thanks-{row.id}"))
    return go(url_for(".thanks_show", thanks_id=row.id))


def _given(row: Thanks, wanted_all: bool) -> str:
    if row.state == ThanksState.WAITING:
        return "Thank you for saying it. The OD team reads it first; then it is on the wall."
    if row.to_all:
        return "Your thank-you is on the wall."
    if wanted_all:
        return "Your thank-you is given, in private: somebody you thanked likes it so."
    return "Your thank-you is given, in private."


@bp.post("/thanks/<int:thanks_id>/take-back")
@signed_in
def thanks_take_back(thanks_id: int) -> Response:
    """Whoever gave it takes it back."""
    row = queries.row(thanks_id)
    _, its = queries.seen(thanks_id, current_person())
    actions.take_back(row, its, clock.now())
    flash("Your thank-you is taken back. Nobody else can read it now.")
    return go(url_for(".thanks_mine", show="given"))


@bp.post("/thanks/<int:thanks_id>/take-off-wall")
@signed_in
def thanks_take_off_wall(thanks_id: int) -> Response:
    """Whoever is thanked keeps it for themselves."""
    row = queries.row(thanks_id)
    _, its = queries.seen(thanks_id, current_person())
    actions.take_off_wall(row, its)
    flash("It is off the wall. Whoever gave it and whoever is thanked can still read it.")
    return go(url_for(".thanks_show", thanks_id=thanks_id))
