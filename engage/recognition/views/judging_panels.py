"""One panel: its judges and their work, sharing out, what keeps whom from what, and its closing."""

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.fields import typed_day
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.directory import queries_choosing
from engage.directory.rules.choosing import PERSON, parse
from engage.recognition.actions import judging_closing, judging_sharing
from engage.recognition.actions import judging_panels as acting
from engage.recognition.forms.judging import PanelForm
from engage.recognition.models import Panel
from engage.recognition.queries import judging_entries as entries
from engage.recognition.queries import judging_panels as queries
from engage.recognition.queries import judging_shown as shown
from engage.recognition.queries.judging_visible import own_categories
from engage.recognition.rules.judging_panel import PanelState, is_on, state_of
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.views import bp
from engage.recognition.views.judging_rounds import MANAGE
from engage.recognition.views.judging_words import PANELS, STAGES, TIES

MOST_CHOSEN = 50
HOME = "/awards/manage/<int:award_round_id>/judging/panels/<int:panel_id>"


def _back(panel: Panel) -> Response:
    return go(url_for(".judging_panel", award_round_id=panel.round_id, panel_id=panel.id))


@bp.get(f"{HOME}/")
@MANAGE
def judging_panel(award_round_id: int, panel_id: int) -> Response:
    """Where it stands, who has done what, and what is next."""
    return _panel(queries.panel(award_round_id, panel_id))


def _panel(found: Panel, problem: str = "") -> Response:
    viewer, lines = current_person().id, queries.progress_of(found)
    state = state_of(found.assigned_at, found.closed_at)
    active = [each for each in lines if each.judge.dropped_at is None]
    loads = [each.waiting + each.scored for each in active]
    return page(
        "recognition/judging/panel.html",
        status=422 if problem else 200,
        problem=problem,
        panel=found,
        round=found.round,
        state=state,
        tag_words=PANELS[state],
        stage=STAGES[JudgingStage(found.stage)],
        on=is_on(found.stage, found.round.stage),
        lines=lines,
        active=active,
        undeclared=[each for each in active if each.judge.declared_at is None],
        makeup=queries.makeup(lines),
        loads=(min(loads, default=0), max(loads, default=0)),
        entries=len(entries.ids_of_panel(found.id, found.stage)),
        lacking=shown.lacking(found, viewer) if state == PanelState.JUDGING else (),
        missing=shown.missing_scores(found),
        exclusions=queries.how_many_exclusions(found.id, viewer),
        own=own_categories(viewer, found.round_id),
        ties=TIES,
    )


@bp.get(f"{HOME}/edit")
@MANAGE
def judging_edit_panel(award_round_id: int, panel_id: int) -> Response:
    """Its name, categories and date."""
    found = queries.panel(award_round_id, panel_id)
    by = clock.local(found.scores_by).date() if found.scores_by else None
    form = PanelForm(formdata=None, data={
        "name": found.name, "by_day": typed_day(by), "categories": [str(each.category_id) for each in found.categories],
    })  # fmt: skip
    form.offer(queries.free_categories(award_round_id, found.stage, found.id))
    return _edit(found, form)


def _edit(found: Panel, form: PanelForm, problem: str = "") -> Response:
    return page("recognition/judging/edit.html", status=422 if form.errors or problem else 200, panel=found,
                round=found.round, form=form, problem=problem, shared_out=found.assigned_at is not None)  # fmt: skip


@bp.post(f"{HOME}/edit")
@MANAGE
def judging_save_panel(award_round_id: int, panel_id: int) -> Response:
    """Save them."""
    found, form = queries.panel(award_round_id, panel_id), PanelForm()
    form.offer(queries.free_categories(award_round_id, found.stage, found.id))
    if found.assigned_at is not None:
        form.categories.data = [str(each.category_id) for each in found.categories]
    if not form.validate():
        return _edit(found, form)
    try:
        acting.change(found, acting.Terms(form.name.data or "", form.chosen, form.scores_by))
    except Invalid as problem:
        return _edit(found, form, problem.message)
    flash("The panel is saved.")
    return _back(found)


@bp.get(f"{HOME}/judges")
@MANAGE
def judging_judges(award_round_id: int, panel_id: int) -> Response:
    """Choose judges by typing."""
    return _judges(queries.panel(award_round_id, panel_id), (), "")


def _judges(found: Panel, keys: list[str] | tuple[str, ...], typed: str, problem: str = "") -> Response:
    lines = queries.progress_of(found)
    return page(
        "recognition/judging/judges.html",
        status=422 if problem else 200,
        panel=found,
        round=found.round,
        q=typed,
        chosen=queries_choosing.chosen(keys, (PERSON,)),
        found=queries_choosing.find(typed, (PERSON,)) if typed else (),
        problem=problem,
        makeup=queries.makeup(lines),
        lines=[each for each in lines if each.judge.dropped_at is None],
    )


@bp.post(f"{HOME}/judges")
@MANAGE
def judging_add_judges(award_round_id: int, panel_id: int) -> Response:
    """Put them on the panel."""
    found = queries.panel(award_round_id, panel_id)
    keys, typed = request.form.getlist("judge")[:MOST_CHOSEN], request.form.get("q", "")[:100].strip()
    if request.form.get("find") and typed:
        return _judges(found, keys, typed)
    people = [person for _, person in parse(keys, (PERSON,))]
    if not people:
        return _judges(found, keys, typed, "Find and tick at least one colleague.")
    added = acting.add_judges(found, people, clock.now())
    flash(f"{count(added, 'judge')} added." if added else "They were on the panel already.")
    return _back(found)


@bp.post(f"{HOME}/judges/<int:judge_id>/drop")
@MANAGE
def judging_drop_judge(award_round_id: int, panel_id: int, judge_id: int) -> Response:
    """A judge leaves: what they finished stays, what waits goes to others."""
    found = queries.panel(award_round_id, panel_id)
    judging_sharing.drop(found, judge_id, clock.now())
    flash("The judge has left the panel. What they finished counts; what waited for them went to others.")
    return _back(found)


@bp.post(f"{HOME}/write")
@MANAGE
def judging_write(award_round_id: int, panel_id: int) -> Response:
    """Ask or remind those who have something to do."""
    found = queries.panel(award_round_id, panel_id)
    told = acting.write_to_judges(found)
    flash(f"{count(told, 'mail')} on the way. Who has no address finds it on the start page.")
    return _back(found)


@bp.post(f"{HOME}/share-out")
@MANAGE
def judging_share_out(award_round_id: int, panel_id: int) -> Response:
    """Give the entries to the judges, by what the directory says at this moment."""
    found = queries.panel(award_round_id, panel_id)
    try:
        shared = judging_sharing.share(found, clock.now())
    except Invalid as problem:
        return _panel(found, problem.message)
    lacking = f" {count(len(shared.lacking), 'entry has', 'entries have')} too few judges." if shared.lacking else ""
    flash(f"The entries are shared out.{lacking}")
    return _back(found)


@bp.post(f"{HOME}/close")
@MANAGE
def judging_close_panel(award_round_id: int, panel_id: int) -> Response:
    """Freeze its scores, for good, and compute its figures."""
    found = queries.panel(award_round_id, panel_id)
    judging_closing.close(found, clock.now())
    flash(f"{found.name} is closed. Its figures are ready.")
    return _back(found)


@bp.post(f"{HOME}/delete")
@MANAGE
def judging_delete_panel(award_round_id: int, panel_id: int) -> Response:
    """A panel that nothing was given to."""
    found = queries.panel(award_round_id, panel_id)
    name = found.name
    acting.delete(found)
    flash(f"{name} is deleted.")
    return go(url_for(".judging_round", award_round_id=award_round_id))


@bp.get(f"{HOME}/exclusions")
@MANAGE
def judging_exclusions(award_round_id: int, panel_id: int) -> Response:
    """Who is kept from what, and why."""
    found = queries.panel(award_round_id, panel_id)
    lines = shown.exclusion_lines(found.id, current_person().id, request.args.get("page", 1, type=int))
    return page("recognition/judging/exclusions.html", panel=found, round=found.round, found=lines, ties=TIES,
                left=shown.abstentions(found.id, current_person().id))  # fmt: skip
