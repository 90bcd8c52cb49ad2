"""The plain editor: themes and indices, the sets of questions that results sum up."""

from flask import Response, flash

from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.surveys.actions import editing
from engage.surveys.forms.editor import GroupForm
from engage.surveys.models import Survey
from engage.surveys.rules import (
    Group,
    Item,
    Questionnaire,
    add_group,
    edit_group,
    items,
    remove_group,
)
from engage.surveys.views import bp
from engage.surveys.views.editor import draft, outline
from engage.surveys.views.manage import MANAGE, version
from engage.surveys.views.manage_words import short

WORD = {"themes": "theme", "indices": "index"}


@bp.get("/manage/<int:survey_id>/<any(themes, indices):kind>/new")
@MANAGE
def new_group(survey_id: int, kind: str) -> Response:
    """A new theme or index."""
    survey, questionnaire = draft(survey_id)
    form = GroupForm(formdata=None, data={"version": survey.version})
    return _group(survey, questionnaire, kind, None, form)


@bp.get("/manage/<int:survey_id>/<any(themes, indices):kind>/<code>")
@MANAGE
def show_group(survey_id: int, kind: str, code: str) -> Response:
    """A theme or index: its name and questions."""
    survey, questionnaire = draft(survey_id)
    found = _group_of(questionnaire, kind, code)
    data = {"version": survey.version, "name": found.name, "items": list(found.items)}
    return _group(survey, questionnaire, kind, found, GroupForm(formdata=None, data=data))


def _group_of(questionnaire: Questionnaire, kind: str, code: str) -> Group:
    groups = questionnaire.themes if kind == "themes" else questionnaire.indices
    found = next((group for group in groups if group.code == code), None)
    if found is None:
        raise NotThere(f"There is no such {WORD[kind]}.")
    return found


def _group(
    survey: Survey,
    questionnaire: Questionnaire,
    kind: str,
    found: Group | None,
    form: GroupForm,
    status: int = 200,
) -> Response:
    usable = [item for item in items(questionnaire) if _usable(item, kind)]
    form.items.choices = {item.code: f"{item.code}: {short(item.text, 90)}" for item in usable}
    return page(
        "surveys/manage/group.html", status=status, survey=survey, kind=kind, group=found, form=form,
        word=WORD[kind],
    )  # fmt: skip


def _usable(item: Item, kind: str) -> bool:
    if kind == "themes":
        return any(option.direction is not None for option in item.counted)
    return len({option.score for option in item.counted if option.score is not None}) > 1


@bp.post("/manage/<int:survey_id>/<any(themes, indices):kind>/new")
@MANAGE
def create_group(survey_id: int, kind: str) -> Response:
    """Add it."""
    survey, questionnaire = draft(survey_id)
    form = GroupForm()
    if not form.validate():
        return _group(survey, questionnaire, kind, None, form, 422)
    name, chosen = form.name.data or "", _chosen(questionnaire, form)
    editing.save(survey, version(), lambda doc: add_group(doc, kind, name, chosen))
    return outline(survey_id, kind)


def _chosen(questionnaire: Questionnaire, form: GroupForm) -> tuple[str, ...]:
    sent = set(form.items.data or ())
    return tuple(item.code for item in items(questionnaire) if item.code in sent)


@bp.post("/manage/<int:survey_id>/<any(themes, indices):kind>/<code>")
@MANAGE
def save_group(survey_id: int, kind: str, code: str) -> Response:
    """Save it."""
    survey, questionnaire = draft(survey_id)
    found, form = _group_of(questionnaire, kind, code), GroupForm()
    if not form.validate():
        return _group(survey, questionnaire, kind, found, form, 422)
    name, chosen = form.name.data or "", _chosen(questionnaire, form)
    editing.save(survey, version(), lambda doc: edit_group(doc, kind, code, name=name, items=chosen))
    flash(f"The {WORD[kind]} is saved.")
    return outline(survey_id, kind)


@bp.post("/manage/<int:survey_id>/<any(themes, indices):kind>/<code>/remove")
@MANAGE
def drop_group(survey_id: int, kind: str, code: str) -> Response:
    """It goes; its questions stay."""
    survey, _ = draft(survey_id)
    editing.save(survey, version(), lambda doc: remove_group(doc, kind, code))
    flash(f"The {WORD[kind]} is removed. Its questions stay.")
    return outline(survey_id, kind)
