"""The scores of a category: raw and calibrated side by side, the decision with its reason, and a file of it."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.recognition.actions import judging_deciding as acting
from engage.recognition.forms.judging import NOTHING, OUTCOMES, DecideForm, deciding, has_words
from engage.recognition.queries import judging_panels, judging_scores
from engage.recognition.rules.judging_deciding import CHOICES, suggested
from engage.recognition.rules.judging_panel import is_on
from engage.recognition.rules.rounds import Outcome
from engage.recognition.views import bp
from engage.recognition.views.judging_rounds import MANAGE, stage_of
from engage.recognition.views.judging_words import STAGES

HERE = "/awards/manage/<int:award_round_id>/judging/<string:judging_stage>/categories/<int:award_category_id>"
COLUMNS = ("rank", "entry", "calibrated score", "from", "to", "raw mean", "rank by raw mean", "judges",
           "too close to call", "outcome")  # fmt: skip


def _found(award_round_id: int, judging_stage: str, award_category_id: int) -> judging_scores.Scores:
    category = judging_scores.category(award_round_id, award_category_id, current_person().id)
    return judging_scores.scores(category, stage_of(judging_stage))


def _form(found: judging_scores.Scores) -> type[DecideForm]:
    return deciding([(each.figures.id, each.name) for each in found.lines], CHOICES[found.stage])


@bp.get(HERE)
@MANAGE
def judging_scores_page(award_round_id: int, judging_stage: str, award_category_id: int) -> Response:
    """What the panel's scores say, and what was decided."""
    found = _found(award_round_id, judging_stage, award_category_id)
    held = found.decisions[0] if found.decisions else None
    data = {"seen": found.newest, "reason": held.row.reason if held else ""}
    outcomes = held.outcomes if held else suggested(found.figures, found.stage, _places(found))
    data |= {f"outcome_{entry}": each or NOTHING for entry, each in outcomes.items()}
    return _show(award_round_id, found, _form(found)(formdata=None, data=data))


def _places(found: judging_scores.Scores) -> dict[Outcome, int]:
    return judging_scores.places(found.category, found.stage)


def _show(award_round_id: int, found: judging_scores.Scores, form: DecideForm, problem: str = "") -> Response:
    round_ = judging_panels.round_(award_round_id)
    figures = found.figures
    return page(
        "recognition/judging/scores.html",
        status=422 if form.errors or problem else 200,
        problem=problem,
        round=round_,
        found=found,
        form=form,
        on=is_on(found.stage, round_.stage),
        words=STAGES,
        outcomes=OUTCOMES,
        names={each.figures.id: each.name for each in found.lines},
        places=_places(found),
        differ=[each for each in found.lines if each.figures.differs],
        close=[each for each in found.lines if each.too_close],
        scale=figures.scale_top,
        comments=judging_scores.comments(found),
    )


@bp.post(HERE)
@MANAGE
def judging_decide(award_round_id: int, judging_stage: str, award_category_id: int) -> Response:
    """Keep the decision, beside those before it."""
    found = _found(award_round_id, judging_stage, award_category_id)
    form = _form(found)()
    if not form.validate():
        return _show(award_round_id, found, form)
    sent = form.seen.data or ""
    seen = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    chosen = {each.figures.id: _outcome(form[f"outcome_{each.figures.id}"].data) for each in found.lines}
    reason = form.reason.data or ""
    try:
        acting.decide(found, chosen, reason if has_words(reason) else "", seen, current_person().id, clock.now())
    except Invalid as problem:
        form.reason.errors = [problem.message]
        return _show(award_round_id, found, form, problem.message)
    flash(f"{found.category.name}: the decision is kept.")
    return go(url_for(".judging_round", award_round_id=award_round_id))


def _outcome(sent: str) -> Outcome | None:
    return None if sent == NOTHING else Outcome(sent)


@bp.get(f"{HERE}/scores.csv")
@MANAGE
def judging_scores_csv(award_round_id: int, judging_stage: str, award_category_id: int) -> Response:
    """The same figures for the file."""
    found = _found(award_round_id, judging_stage, award_category_id)
    held = found.decisions[0].outcomes if found.decisions else {}
    rows = (
        (f.rank, each.name, f.calibrated, f.low, f.high, f.raw, f.raw_rank, f.judges,
         "yes" if each.too_close else "no", OUTCOMES[held[f.id]] if f.id in held else "")
        for each in found.lines
        for f in (each.figures,)
    )  # fmt: skip
    return download(f"scores-{award_category_id}-{found.stage}", COLUMNS, rows)
