"""Prizes with what payroll needs to know, and costs with a summary for whoever asks."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.core.money import exact, plain, pounds
from engage.core.spreadsheets import download
from engage.recognition.actions import outcome_prizes as actions
from engage.recognition.actions.outcome_prizes import Paid
from engage.recognition.forms.outcome import CostForm, PrizeForm
from engage.recognition.models import AwardRound
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_costs
from engage.recognition.rules.outcome import WORDS, over_three_years
from engage.recognition.views import bp
from engage.recognition.views.outcome import MANAGE

PAYROLL = ("Employee number", "Name", "Value in pounds", "Date", "What", "Paid by", "Award")


def _entries(row: AwardRound) -> dict[int, queries.Entry]:
    found = queries.entries(row.id, viewer_id=queries.shown_to(row, current_person().id))
    return {each.id: each for each in found}


@bp.get("/awards/manage/<int:round_id>/prizes/")
@MANAGE
def prizes(round_id: int) -> Response:
    """The prizes of a round, and room for one more."""
    return _prizes(queries.decided(round_id), PrizeForm(formdata=None))


def _prizes(row: AwardRound, form: PrizeForm) -> Response:
    entries = _entries(row)
    form.offer(
        [(each.id, f"{each.name} ({WORDS[each.outcome].lower()}, {each.category})") for each in entries.values()]
    )
    found = outcome_costs.prizes(row.id, queries.shown_to(row, current_person().id))
    return page("recognition/outcome/prizes.html", status=422 if form.errors else 200, round=row, form=form,
                entries=entries, found=found, pounds=pounds, total=sum(each.pence for each in found))  # fmt: skip


@bp.post("/awards/manage/<int:round_id>/prizes/")
@MANAGE
def add_prize(round_id: int) -> Response:
    """One more."""
    row, form = queries.decided(round_id), PrizeForm()
    entries = _entries(row)
    form.offer([(each.id, each.name) for each in entries.values()])
    if not form.validate():
        return _prizes(row, form)
    paid = Paid(form.what.data or "", form.pence, form.paid_by.data or "", bool(form.sponsored.data), form.given_on)
    try:
        actions.give_prize(row, int(form.entry.data or 0), paid, current_person().id)
    except Invalid as problem:
        form.what.errors = [problem.message]
        return _prizes(row, form)
    flash("The prize is added.")
    return go(url_for(".prizes", round_id=round_id))


@bp.post("/awards/manage/<int:round_id>/prizes/<int:prize_id>/delete")
@MANAGE
def drop_prize(round_id: int, prize_id: int) -> Response:
    """Not given after all."""
    actions.drop_prize(queries.decided(round_id), prize_id, current_person().id)
    flash("The prize is deleted.")
    return go(url_for(".prizes", round_id=round_id))


@bp.get("/awards/manage/<int:round_id>/prizes/payroll.csv")
@MANAGE
def payroll_csv(round_id: int) -> Response:
    """What payroll needs: a line for each prize."""
    row = queries.decided(round_id)
    entries = _entries(row)
    found = outcome_costs.prizes(row.id, queries.shown_to(row, current_person().id))
    rows = []
    for each in found:
        entry = entries.get(each.nomination_id or 0)
        if entry is None:
            continue
        number = "A team: share it out" if entry.is_team else entry.contact.employee_number
        given = each.given_on.isoformat() if each.given_on else ""
        rows.append((number, entry.name, plain(each.pence), given, each.what, each.paid_by, entry.category))
    return download(f"prizes-{row.id}-payroll", PAYROLL, rows)


@bp.get("/awards/manage/<int:round_id>/costs/")
@MANAGE
def costs(round_id: int) -> Response:
    """What a round cost besides its prizes, and room for one more; at any stage."""
    return _costs(queries.award_round(round_id), CostForm(formdata=None))


def _costs(row: AwardRound, form: CostForm) -> Response:
    return page("recognition/outcome/costs.html", status=422 if form.errors else 200, round=row, form=form,
                found=outcome_costs.costs(row.id), pounds=pounds)  # fmt: skip


@bp.post("/awards/manage/<int:round_id>/costs/")
@MANAGE
def add_cost(round_id: int) -> Response:
    """One more."""
    row, form = queries.award_round(round_id), CostForm()
    if not form.validate():
        return _costs(row, form)
    paid = Paid(form.what.data or "", form.pence, form.paid_by.data or "", bool(form.sponsored.data))
    try:
        actions.add_cost(row, paid)
    except Invalid as problem:
        form.what.errors = [problem.message]
        return _costs(row, form)
    flash("The cost is added.")
    return go(url_for(".costs", round_id=round_id))


@bp.post("/awards/manage/<int:round_id>/costs/<int:cost_id>/delete")
@MANAGE
def drop_cost(round_id: int, cost_id: int) -> Response:
    """Entered by mistake."""
    actions.drop_cost(queries.award_round(round_id), cost_id)
    flash("The cost is deleted.")
    return go(url_for(".costs", round_id=round_id))


@bp.get("/awards/manage/cost-summary")
@MANAGE
def cost_summary() -> Response:
    """What awards cost in three years, without anybody's name."""
    year = clock.today().year
    sums = over_three_years(outcome_costs.sums(), year)
    years = [(each, [one for one in sums if one.year == each]) for each in (year, year - 1, year - 2)]
    return page("recognition/outcome/cost_summary.html", years=years, sums=sums, pounds=exact)


@bp.get("/awards/manage/cost-summary.csv")
@MANAGE
def cost_summary_csv() -> Response:
    """The same as a file."""
    sums = over_three_years(outcome_costs.sums(), clock.today().year)
    rows = [(each.year, each.round_title, plain(each.gross), plain(each.sponsored), plain(each.net)) for each in sums]
    return download("award-costs", ("Year", "Award round", "Gross in pounds", "Sponsored", "Net"), rows)
