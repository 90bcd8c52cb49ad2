"""Nominating without signing in, where an administrator has switched it on: no search, no list of staff."""

import secrets
from datetime import timedelta

from flask import Response, request, url_for

from engage.access import public
from engage.core import clock, switches
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.switches import Switch
from engage.directory.actions import throttle
from engage.directory.rules.accounts import Limit
from engage.recognition.actions import nominations_import as acts
from engage.recognition.forms.nominations import OutsideForm, words_form
from engage.recognition.models import AwardCategory, AwardRound
from engage.recognition.queries import rounds
from engage.recognition.rules.nominations import MONTHS_KEPT, MONTHS_UNANNOUNCED
from engage.recognition.rules.rounds import Origin, closing, takes_nominations
from engage.recognition.views import bp

NAME = "nominate-from-outside"
HERE = f"/awards/<int:round_id>/{NAME}"
EACH, PLACE = Limit(5, timedelta(hours=1)), Limit(30, timedelta(hours=1))
SWITCH: Switch = Switch(
    NAME,
    "Nominating awards from outside",
    "Residents and councillors can nominate on a page that needs no sign-in. Names, contact details and what they "
    "write about staff are kept.",
    "Our privacy notice covers nominations by the public, and somebody checks what comes in.",
)


def _round(round_id: int) -> AwardRound:
    if not switches.is_on(NAME):
        raise NotThere
    return rounds.seen_round(round_id)


def _takes(row: AwardRound) -> bool:
    return takes_nominations(row.stage, row.closes_at, row.extended_to, clock.now())


def _category(row: AwardRound) -> AwardCategory | None:
    sent = request.args.get("category", "")
    key = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    return next((each for each in row.categories if each.id == key), None)


def _form(category: AwardCategory) -> type[OutsideForm]:
    asked = [(each.id, each.name, each.prompt) for each in category.criteria]
    return words_form(asked, category.most_words, OutsideForm, needed=True)


@bp.get(HERE)
@public
def nominate_outside(round_id: int) -> Response:
    """The categories; of the one that is chosen, its form."""
    row = _round(round_id)
    category = _category(row)
    form = _form(category)(formdata=None, data={"once": secrets.token_urlsafe(24)}) if category else None
    return _page(row, category, form)


def _page(row: AwardRound, category: AwardCategory | None, form: OutsideForm | None) -> Response:
    return page("recognition/nominations/outside.html", status=422 if form and form.errors else 200, round=row,
                category=category, form=form, takes=_takes(row), closes=closing(row.closes_at, row.extended_to),
                kept=(MONTHS_KEPT, MONTHS_UNANNOUNCED))  # fmt: skip


@bp.post(HERE)
@public
def nominate_outside_send(round_id: int) -> Response:
    """What was written; it waits until the OD team finds whom it means."""
    row = _round(round_id)
    category = _category(row)
    if category is None:
        return _page(row, None, None)
    form = _form(category)()
    if not form.validate() or not 8 <= len(form.once.data or "") <= 40:
        return _page(row, category, form)
    now = clock.now()
    tries = throttle.counters("nomination", form.contact.data or "", request.remote_addr or "", EACH, PLACE)
    throttle.refuse_if_over(tries, now)
    throttle.count_failure(tries, now)
    acts.receive(category, Origin(form.origin.data), form.name.data or "", form.contact.data or "",
                 form.nominee.data or "", form.said, form.once.data or "", now)  # fmt: skip
    return go(url_for(".nominate_outside_thanks", round_id=row.id))


@bp.get(f"{HERE}/thanks")
@public
def nominate_outside_thanks(round_id: int) -> Response:
    """That it came."""
    return page("recognition/nominations/outside_thanks.html", round=_round(round_id))
