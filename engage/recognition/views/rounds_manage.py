"""Running award rounds: schemes, the list, a new round, its page and each act of its life up to the close."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.recognition.actions import rounds as acts
from engage.recognition.actions import rounds_stages
from engage.recognition.forms.rounds import ExtendForm, NewRoundForm, SchemeForm
from engage.recognition.models import AwardRound, AwardScheme
from engage.recognition.queries import nominations_checking as checking
from engage.recognition.queries import rounds as queries
from engage.recognition.rules.rounds import RoundStage, closing
from engage.recognition.rules.rounds_ready import Missing, lacks
from engage.recognition.views import bp

MANAGE = requires(Permission.AWARDS_MANAGE)
STAGES: dict[str, tuple[str, str]] = {
    RoundStage.DRAFT: ("Draft", "slate"),
    RoundStage.OPEN: ("Open", "green"),
    RoundStage.CLOSED: ("Closed, to be checked", "amber"),
    RoundStage.SHORTLISTING: ("Shortlisting", "plum"),
    RoundStage.FINAL: ("Final", "plum"),
    RoundStage.DECIDED: ("Decided", "blue"),
    RoundStage.ANNOUNCED: ("Announced", "blue"),
}
LACKS = {
    Missing.ABOUT: "Say in the settings what the round is about: staff read it before they nominate.",
    Missing.CLOSING: "Set in the settings when nominations close.",
    Missing.CLOSING_PAST: "The closing date has passed. Set a later one in the settings.",
    Missing.CLOSES_FIRST: "Nominations close before they open. Change the dates in the settings.",
    Missing.ANCHORS: "Say what each point of the scale means, so that judges mean the same by it.",
    Missing.CATEGORIES: "Add at least one category.",
    Missing.CATEGORY_ABOUT: "Say what the category is for.",
    Missing.CRITERIA: "Add at least one criterion.",
}


def version() -> int:
    """The version that the page showed."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


@bp.get("/awards/manage/")
@MANAGE
def award_manage() -> Response:
    """All rounds, the newest first, and the schemes they belong to."""
    found = queries.listed(request.args.get("page", 1, type=int))
    return page("recognition/rounds/manage.html", found=found, schemes=queries.schemes(), words=STAGES)


@bp.get("/awards/manage/schemes/new")
@MANAGE
def award_scheme_new() -> Response:
    """It begins with a name."""
    return _scheme(SchemeForm(formdata=None), None)


def _scheme(form: SchemeForm, row: AwardScheme | None, new: NewRoundForm | None = None) -> Response:
    bad = form.errors or (new.errors if new else None)
    return page("recognition/rounds/scheme.html", status=422 if bad else 200, form=form, scheme=row,
                new=new or NewRoundForm(formdata=None), last=queries.last_of(row.id) if row else None)  # fmt: skip


@bp.post("/awards/manage/schemes/")
@MANAGE
def award_scheme_create() -> Response:
    """A scheme; next its first round."""
    form = SchemeForm()
    if not form.validate():
        return _scheme(form, None)
    try:
        row = acts.make_scheme(form.name.data or "", form.about.data or "")
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _scheme(form, None)
    flash(f"“{row.name}” is made. Now make its first round.")
    return go(url_for(".award_scheme", scheme_id=row.id))


@bp.get("/awards/manage/schemes/<int:scheme_id>")
@MANAGE
def award_scheme(scheme_id: int) -> Response:
    """Its words, and room for a new round."""
    row = queries.scheme(scheme_id)
    return _scheme(SchemeForm(formdata=None, data={"name": row.name, "about": row.about}), row)


@bp.post("/awards/manage/schemes/<int:scheme_id>")
@MANAGE
def award_scheme_save(scheme_id: int) -> Response:
    """Other words."""
    row, form = queries.scheme(scheme_id), SchemeForm()
    if not form.validate():
        return _scheme(form, row)
    try:
        acts.change_scheme(row, form.name.data or "", form.about.data or "")
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _scheme(form, row)
    flash("The scheme is saved.")
    return go(url_for(".award_manage"))


@bp.post("/awards/manage/schemes/<int:scheme_id>/rounds")
@MANAGE
def award_round_create(scheme_id: int) -> Response:
    """A draft with the last round's categories and criteria; next its settings."""
    row, new = queries.scheme(scheme_id), NewRoundForm()
    if not new.validate():
        return _scheme(SchemeForm(formdata=None, data={"name": row.name, "about": row.about}), row, new)
    made = acts.make_round(row, new.title.data or "", current_person().id, clock.now())
    if made.categories:
        flash(f"The draft begins with the {len(made.categories)} categories of the last round. Change what you like.")
    return go(url_for(".award_settings", round_id=made.id))


@bp.get("/awards/manage/<int:round_id>/")
@MANAGE
def award_round_manage(round_id: int) -> Response:
    """Where it stands and what is next."""
    row = queries.award_round(round_id)
    return one(row, ExtendForm(formdata=None, data={"version": row.version, "to_time": "17:00"}))


def one(row: AwardRound, extend: ExtendForm) -> Response:
    """The page of a round, also with a form that has something to mend."""
    now, me = clock.now(), current_person().id
    sent = row.stage != RoundStage.DRAFT
    return page(
        "recognition/rounds/show.html",
        status=422 if extend.errors else 200,
        round=row,
        words=STAGES,
        form=extend,
        closes=closing(row.closes_at, row.extended_to),
        counts=checking.counts(row.id, me) if sent else (),
        lacks=lacks(queries.as_draft(row), now) if not sent else (),
        views=checking.view_counts(row.id, me) if row.asks_manager and sent else (0, 0),
    )


@bp.get("/awards/manage/<int:round_id>/ready")
@MANAGE
def award_ready(round_id: int) -> Response:
    """Everything that is missing before it can open, in plain words."""
    row = queries.award_round(round_id)
    return page("recognition/rounds/ready.html", round=row, lacks=lacks(queries.as_draft(row), clock.now()),
                words=LACKS)  # fmt: skip


def back(round_id: int) -> Response:
    """To the page of the round."""
    return go(url_for(".award_round_manage", round_id=round_id))


@bp.post("/awards/manage/<int:round_id>/open")
@MANAGE
def award_open(round_id: int) -> Response:
    """Staff can nominate from now on."""
    row = queries.award_round(round_id)
    rounds_stages.open_round(row, clock.now())
    flash(f"{row.title} is open. It is on everybody’s start page.")
    return back(round_id)


@bp.post("/awards/manage/<int:round_id>/close")
@MANAGE
def award_close(round_id: int) -> Response:
    """Nobody can nominate any more."""
    row = queries.award_round(round_id)
    rounds_stages.close_round(row, clock.now())
    flash(f"Nominations for {row.title} are closed. Next: check them.")
    return back(round_id)


@bp.post("/awards/manage/<int:round_id>/extend")
@MANAGE
def award_extend(round_id: int) -> Response:
    """A later close; of a closed round it opens it again."""
    row, form = queries.award_round(round_id), ExtendForm()
    if not form.validate():
        return one(row, form)
    try:
        told = rounds_stages.extend(row, version(), form.to, clock.now())
    except Invalid as invalid:
        form.to_day.errors = [invalid.message]
        return one(row, form)
    mailed = f" {told} with a draft {'is' if told == 1 else 'are'} told by e-mail." if told else ""
    flash(f"Nominations for {row.title} stay open longer.{mailed}")
    return back(round_id)


@bp.post("/awards/manage/<int:round_id>/delete")
@MANAGE
def award_delete(round_id: int) -> Response:
    """A draft that nobody needs."""
    row = queries.award_round(round_id)
    title = row.title
    acts.delete(row)
    flash(f"The draft “{title}” is deleted.")
    return go(url_for(".award_manage"))
