"""Judging of a round as those who run it see it: its stages, its panels, a new panel."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.recognition.actions import judging_panels as acting
from engage.recognition.actions import judging_stages
from engage.recognition.forms.judging import PanelForm
from engage.recognition.models import AwardRound
from engage.recognition.queries import judging_panels as queries
from engage.recognition.queries import judging_scores as scores
from engage.recognition.queries.judging_visible import own_categories
from engage.recognition.rules.judging_panel import can_be_prepared, state_of
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import NEXT, RoundStage
from engage.recognition.views import bp
from engage.recognition.views.judging_words import PANELS, ROUND_STAGES, STAGES

MANAGE = requires(Permission.AWARDS_MANAGE)


@bp.get("/awards/manage/<int:award_round_id>/judging/")
@MANAGE
def judging_round(award_round_id: int) -> Response:
    """Where the judging of a round stands, and what is next."""
    found = queries.round_(award_round_id)
    own = own_categories(current_person().id, award_round_id)
    stages = [
        (stage, STAGES[stage], [each for each in scores.states(found, stage) if each.id not in own])
        for stage in JudgingStage
    ]
    return page(
        "recognition/judging/round.html",
        round=found,
        stage_words=ROUND_STAGES,
        next=[each for each in judging_stages.MINE if each in NEXT[RoundStage(found.stage)]],
        stages=stages,
        panels=[
            (each, PANELS[state_of(each.assigned_at, each.closed_at)]) for each in queries.panels_of(award_round_id)
        ],
        can_prepare=[each for each in JudgingStage if can_be_prepared(each, found.stage)],
        own=own,
        words=STAGES,
    )


@bp.post("/awards/manage/<int:award_round_id>/judging/stage")
@MANAGE
def judging_stage(award_round_id: int) -> Response:
    """One step on."""
    sent = request.form.get("stage", "")
    if sent not in set(judging_stages.MINE):
        raise Invalid("Choose a stage that comes next.")
    found = queries.round_(award_round_id)
    judging_stages.move(found, RoundStage(sent))
    flash(f"{found.title}: {ROUND_STAGES[RoundStage(sent)].lower()}.")
    return go(url_for(".judging_round", award_round_id=award_round_id))


def stage_of(text: str) -> JudgingStage:
    """The stage that an address names."""
    if text not in set(JudgingStage):
        raise NotThere
    return JudgingStage(text)


@bp.get("/awards/manage/<int:award_round_id>/judging/new")
@MANAGE
def judging_new_panel(award_round_id: int) -> Response:
    """A panel begins with its name and categories."""
    found, stage = queries.round_(award_round_id), stage_of(request.args.get("stage", JudgingStage.SHORTLIST))
    free = queries.free_categories(award_round_id, stage)
    form = PanelForm(formdata=None, data={"categories": [str(category) for category, _ in free]})
    form.offer(free)
    return _new(found, stage, form)


def _new(found: AwardRound, stage: JudgingStage, form: PanelForm, problem: str = "") -> Response:
    status = 422 if form.errors or problem else 200
    return page("recognition/judging/new.html", status=status, round=found, stage=stage, words=STAGES, form=form,
                problem=problem)  # fmt: skip


@bp.post("/awards/manage/<int:award_round_id>/judging/<string:judging_stage>")
@MANAGE
def judging_create_panel(award_round_id: int, judging_stage: str) -> Response:
    """Next: its judges."""
    found, of = queries.round_(award_round_id), stage_of(judging_stage)
    form = PanelForm()
    form.offer(queries.free_categories(award_round_id, of))
    if not form.validate():
        return _new(found, of, form)
    try:
        row = acting.create(found, of, acting.Terms(form.name.data or "", form.chosen, form.scores_by))
    except Invalid as problem:
        return _new(found, of, form, problem.message)
    flash(f"{row.name} is made. Next: choose its judges.")
    return go(url_for(".judging_judges", award_round_id=award_round_id, panel_id=row.id))
