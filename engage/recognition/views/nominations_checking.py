"""Checking nominations: the list by category and state, one with everything, and each decision about it."""

from functools import partial

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock, files
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.directory import queries_choosing
from engage.directory.rules.choosing import PERSON, UNIT
from engage.recognition.actions import nominations_checking as acts
from engage.recognition.actions import nominations_seconding
from engage.recognition.formats import nominations_csv
from engage.recognition.forms.rounds import RefuseForm
from engage.recognition.models import Nomination
from engage.recognition.queries import nominations as queries
from engage.recognition.queries import nominations_checking as checking
from engage.recognition.queries import rounds
from engage.recognition.rules.nominations import unseconded
from engage.recognition.rules.rounds import Nominees, RoundStage
from engage.recognition.views import bp
from engage.recognition.views.nominations_own import KINDS
from engage.recognition.views.rounds_manage import MANAGE
from engage.recognition.views.rounds_shown import state_of

HERE = "/awards/manage/<int:round_id>/nominations"
STATE_WORDS = {"": "Everything that was sent", "entries": "Entries", "joined": "Joined to another entry",
               "waiting": "Waiting for you", "refused": "Not taken", "withdrawn": "Withdrawn"}  # fmt: skip
ORIGINS = {
    "councillor": "From a councillor, by the council’s form",
    "resident": "From a resident, by the council’s form",
}
BY_PAGE = {"councillor": "From a councillor, by the page for people outside",
           "resident": "From a resident, by the page for people outside"}  # fmt: skip


def origin_of(row: Nomination) -> str:
    """Where a nomination came from, in words; nothing for staff's own."""
    if row.origin == "staff":
        return ""
    return (ORIGINS if row.once.startswith("csv") else BY_PAGE)[row.origin]


def _lacks(needed: bool, row: Nomination) -> bool:
    """Whether nobody agreed to second it, though somebody has to."""
    return row.origin == "staff" and unseconded(needed, row.seconding.agreed if row.seconding else None)


def _int(name: str) -> int:
    sent = request.args.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


@bp.get(HERE)
@MANAGE
def award_nominations(round_id: int) -> Response:
    """What was sent, by category and state."""
    row, me = rounds.award_round(round_id), current_person().id
    state, category = request.args.get("state", ""), _int("category")
    state = state if state in STATE_WORDS else ""
    return page(
        "recognition/nominations/list.html",
        fragment="recognition/nominations/_nomination_list.html",
        round=row,
        found=checking.found(round_id, me, state, category, request.args.get("page", 1, type=int)),
        counts=checking.counts(round_id, me),
        groups=checking.groups(round_id, me) if row.stage == RoundStage.CLOSED else (),
        state=state,
        category=category,
        states=STATE_WORDS,
        state_of=state_of,
        origin_of=origin_of,
        lacks=partial(_lacks, row.seconded),
        address=partial(url_for, ".award_nominations", round_id=round_id, state=state or None,
                        category=category or None),
    )  # fmt: skip


@bp.get(f"{HERE}.csv")
@MANAGE
def award_nominations_csv(round_id: int) -> Response:
    """The same with the words, as a file."""
    row = rounds.award_round(round_id)
    found = checking.everything(round_id, current_person().id)
    return download(f"nominations-{row.id}", *nominations_csv.export_rows(row, found))


def there(round_id: int, nomination_id: int) -> Nomination:
    """A nomination that this person may check, or NotThere."""
    return queries.for_od(round_id, nomination_id, current_person().id)


@bp.get(f"{HERE}/<int:nomination_id>")
@MANAGE
def award_nomination(round_id: int, nomination_id: int) -> Response:
    """One nomination with everything."""
    return _one(there(round_id, nomination_id), RefuseForm(formdata=None))


def _one(row: Nomination, form: RefuseForm) -> Response:
    of = row.category.round
    parts = [row, *checking.joined_to(row)]
    return page(
        "recognition/nominations/checked.html",
        status=422 if form.errors else 200,
        nomination=row,
        round=of,
        category=row.category,
        standing=queries.standing(row, clock.now()),
        state=state_of(row),
        origin=origin_of(row),
        origin_of=origin_of,
        lacking=_lacks(of.seconded, row),
        parts=[(each, {one.criterion_id: one.words for one in each.answers}) for each in parts],
        files=[one for each in parts for one in files.on("nomination", each.id)],
        views=checking.views(row.id),
        others=checking.same_entries(row) if row.nominee_id or row.team_id else (),
        form=form,
    )


def _back(round_id: int, nomination_id: int) -> Response:
    return go(url_for(".award_nomination", round_id=round_id, nomination_id=nomination_id))


@bp.post(f"{HERE}/<int:nomination_id>/refuse")
@MANAGE
def award_refuse(round_id: int, nomination_id: int) -> Response:
    """Not an entry, with the reason."""
    row, form = there(round_id, nomination_id), RefuseForm()
    if not form.validate():
        return _one(row, form)
    acts.refuse(row, form.why.data or "", clock.now())
    flash("The nomination is not taken." + (" Its nominator is told." if row.nominator else ""))
    return _back(round_id, nomination_id)


@bp.post(f"{HERE}/<int:nomination_id>/bring-back")
@MANAGE
def award_bring_back(round_id: int, nomination_id: int) -> Response:
    """Refused by mistake."""
    acts.bring_back(there(round_id, nomination_id), clock.now())
    flash("The nomination is back.")
    return _back(round_id, nomination_id)


@bp.post(f"{HERE}/<int:nomination_id>/accept")
@MANAGE
def award_accept(round_id: int, nomination_id: int) -> Response:
    """An entry, though nobody seconded it."""
    acts.accept(there(round_id, nomination_id), clock.now())
    flash("The nomination is an entry.")
    return _back(round_id, nomination_id)


@bp.get(f"{HERE}/<int:nomination_id>/match")
@MANAGE
def award_match(round_id: int, nomination_id: int) -> Response:
    """Whom somebody from outside means."""
    return _match(there(round_id, nomination_id), [])


def _match(row: Nomination, keys: list[str], error: str = "") -> Response:
    q, kinds = request.form.get("q", "")[:100], KINDS[Nominees(row.category.nominees)]
    return page(
        "recognition/nominations/match.html",
        status=422 if error else 200,
        nomination=row,
        round=row.category.round,
        kinds=kinds,
        q=q,
        found=queries_choosing.find(q, kinds) if q else (),
        chosen=queries_choosing.chosen(keys, kinds),
        error=error,
    )


@bp.post(f"{HERE}/<int:nomination_id>/match")
@MANAGE
def award_match_save(round_id: int, nomination_id: int) -> Response:
    """Save whom."""
    row = there(round_id, nomination_id)
    keys = request.form.getlist("nominee")[:1]
    who = next(iter(queries_choosing.chosen(keys, (PERSON, UNIT))), None)
    if request.form.get("find") == "y" and (request.form.get("q", "").strip() or not keys):
        return _match(row, keys)
    if who is None:
        return _match(row, keys, "Choose who is meant.")
    try:
        acts.match(row, who, current_person().id, clock.now())
    except Invalid as invalid:
        return _match(row, keys, invalid.message)
    flash(f"It is a nomination of {who.name} now, and an entry.")
    return _back(round_id, nomination_id)


@bp.post(f"{HERE}/<int:nomination_id>/join")
@MANAGE
def award_join(round_id: int, nomination_id: int) -> Response:
    """The other nominations of this nominee in this category become part of this entry."""
    joined = acts.join(there(round_id, nomination_id), clock.now())
    flash(f"{joined} joined. Judges read all of their words as one entry." if joined else "There was nothing to join.")
    return _back(round_id, nomination_id)


@bp.post(f"{HERE}/<int:nomination_id>/part")
@MANAGE
def award_part(round_id: int, nomination_id: int) -> Response:
    """An entry of its own again."""
    acts.part(there(round_id, nomination_id), clock.now())
    flash("It is an entry of its own again.")
    return _back(round_id, nomination_id)


@bp.post("/awards/manage/<int:round_id>/ask-managers")
@MANAGE
def award_ask_managers(round_id: int) -> Response:
    """Ask the nominees' managers in one go."""
    row = rounds.award_round(round_id)
    asked = nominations_seconding.ask_managers(row, current_person().id, clock.now())
    flash(f"Managers have been asked about {asked} {'entry' if asked == 1 else 'entries'}.")
    return go(url_for(".award_round_manage", round_id=round_id))
