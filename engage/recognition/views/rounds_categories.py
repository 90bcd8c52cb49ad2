"""Categories of a round and their criteria."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.directory.queries_audience import offered
from engage.directory.rules.audience import from_text
from engage.recognition.actions import rounds_categories as acts
from engage.recognition.forms.rounds import CategoryForm, CriterionForm
from engage.recognition.models import AwardCategory, AwardCriterion, AwardRound
from engage.recognition.queries import rounds as queries
from engage.recognition.rules.rounds import RoundStage
from engage.recognition.views import bp
from engage.recognition.views.rounds_manage import MANAGE, back, version

SAME = ("name", "about", "nominees", "most_words", "most_each", "shortlist", "winners", "commended")
HERE = "/awards/manage/<int:round_id>/categories"


@bp.get(f"{HERE}/new")
@MANAGE
def award_category_new(round_id: int) -> Response:
    """One more category."""
    row = queries.award_round(round_id)
    form = CategoryForm(formdata=None, data={"version": row.version})
    form.offer(offered())
    return _category(row, None, form)


def _category(row: AwardRound, category: AwardCategory | None, form: CategoryForm) -> Response:
    form.who.label.text = "Who can be nominated?"
    return page("recognition/rounds/category.html", status=422 if form.errors else 200, round=row, category=category,
                form=form, draft=row.stage == RoundStage.DRAFT)  # fmt: skip


def _terms(form: CategoryForm) -> acts.CategoryTerms:
    said: dict[str, Any] = {name: form[name].data for name in SAME}
    return acts.CategoryTerms(**said | {"about": form.about.data or ""}, eligible=form.audience)


@bp.post(HERE + "/")
@MANAGE
def award_category_add(round_id: int) -> Response:
    """Add it; next its criteria."""
    row, form = queries.award_round(round_id), CategoryForm()
    form.offer(offered())
    if not form.validate():
        return _category(row, None, form)
    try:
        made = acts.add_category(row, version(), _terms(form))
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _category(row, None, form)
    flash(f"The category “{made.name}” is added. Now add its criteria.")
    return _to(row, made)


def _to(row: AwardRound, category: AwardCategory) -> Response:
    return go(url_for(".award_category_edit", round_id=row.id, category_id=category.id))


def there(round_id: int, category_id: int) -> tuple[AwardRound, AwardCategory]:
    """A round and one of its categories, or NotThere."""
    row = queries.award_round(round_id)
    return row, queries.category(row, category_id)


@bp.get(f"{HERE}/<int:category_id>")
@MANAGE
def award_category_edit(round_id: int, category_id: int) -> Response:
    """Its words and rules, and its criteria in order."""
    row, category = there(round_id, category_id)
    given = {"version": row.version} | {name: getattr(category, name) for name in SAME}
    form = CategoryForm(formdata=None, data=given)
    form.offer(offered(), from_text(category.eligible))
    return _category(row, category, form)


@bp.post(f"{HERE}/<int:category_id>")
@MANAGE
def award_category_save(round_id: int, category_id: int) -> Response:
    """Save it."""
    row, category = there(round_id, category_id)
    form = CategoryForm()
    form.offer(offered())
    if not form.validate():
        return _category(row, category, form)
    try:
        acts.change_category(row, version(), category, _terms(form))
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _category(row, category, form)
    flash("The category is saved.")
    return _to(row, category)


def _up() -> bool:
    way = request.form.get("way", "")
    if way not in ("up", "down"):
        raise Invalid("Choose up or down.")
    return way == "up"


@bp.post(f"{HERE}/<int:category_id>/move")
@MANAGE
def award_category_move(round_id: int, category_id: int) -> Response:
    """A place up or down."""
    row, category = there(round_id, category_id)
    acts.move_category(row, version(), category, _up())
    return back(round_id)


@bp.post(f"{HERE}/<int:category_id>/delete")
@MANAGE
def award_category_delete(round_id: int, category_id: int) -> Response:
    """Away with it and its criteria."""
    row, category = there(round_id, category_id)
    name = category.name
    acts.drop_category(row, version(), category)
    flash(f"The category “{name}” is deleted.")
    return back(round_id)


@bp.get(f"{HERE}/<int:category_id>/criteria/new")
@MANAGE
def award_criterion_new(round_id: int, category_id: int) -> Response:
    """One more criterion."""
    row, category = there(round_id, category_id)
    return _criterion(row, category, None, CriterionForm(formdata=None, data={"version": row.version, "weight": 1}))


def _criterion(
    row: AwardRound, category: AwardCategory, criterion: AwardCriterion | None, form: CriterionForm
) -> Response:  # fmt: skip
    return page("recognition/rounds/criterion.html", status=422 if form.errors else 200, round=row, category=category,
                criterion=criterion, form=form, draft=row.stage == RoundStage.DRAFT)  # fmt: skip


@bp.post(f"{HERE}/<int:category_id>/criteria/")
@MANAGE
def award_criterion_add(round_id: int, category_id: int) -> Response:
    """Add it."""
    row, category = there(round_id, category_id)
    form = CriterionForm()
    if not form.validate():
        return _criterion(row, category, None, form)
    said = (form.name.data or "", form.prompt.data or "", int(form.weight.data or 1))
    try:
        made = acts.add_criterion(row, version(), category, *said)
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _criterion(row, category, None, form)
    flash(f"The criterion “{made.name}” is added.")
    return _to(row, category)


@bp.get(f"{HERE}/<int:category_id>/criteria/<int:criterion_id>")
@MANAGE
def award_criterion_edit(round_id: int, category_id: int, criterion_id: int) -> Response:
    """Its words and weight."""
    row, category = there(round_id, category_id)
    found = queries.criterion(category, criterion_id)
    given = {"version": row.version, "name": found.name, "prompt": found.prompt, "weight": found.weight}
    return _criterion(row, category, found, CriterionForm(formdata=None, data=given))


@bp.post(f"{HERE}/<int:category_id>/criteria/<int:criterion_id>")
@MANAGE
def award_criterion_save(round_id: int, category_id: int, criterion_id: int) -> Response:
    """Save it."""
    row, category = there(round_id, category_id)
    found, form = queries.criterion(category, criterion_id), CriterionForm()
    if not form.validate():
        return _criterion(row, category, found, form)
    said = (form.name.data or "", form.prompt.data or "", int(form.weight.data or 1))
    try:
        acts.change_criterion(row, version(), category, found, *said)
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _criterion(row, category, found, form)
    flash("The criterion is saved.")
    return _to(row, category)


@bp.post(f"{HERE}/<int:category_id>/criteria/<int:criterion_id>/move")
@MANAGE
def award_criterion_move(round_id: int, category_id: int, criterion_id: int) -> Response:
    """A place up or down."""
    row, category = there(round_id, category_id)
    acts.move_criterion(row, version(), category, queries.criterion(category, criterion_id), _up())
    return _to(row, category)


@bp.post(f"{HERE}/<int:category_id>/criteria/<int:criterion_id>/delete")
@MANAGE
def award_criterion_delete(round_id: int, category_id: int, criterion_id: int) -> Response:
    """Away with it."""
    row, category = there(round_id, category_id)
    found = queries.criterion(category, criterion_id)
    acts.drop_criterion(row, version(), category, found)
    flash("The criterion is deleted.")
    return _to(row, category)
