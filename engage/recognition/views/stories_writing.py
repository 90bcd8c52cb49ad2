"""Writing a story: its form, new or there already."""

import secrets
from collections.abc import Sequence

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.queries_framework import in_force
from engage.directory.rules.choosing import PERSON
from engage.recognition.actions import stories as actions
from engage.recognition.forms.stories import StoryForm
from engage.recognition.models import Story
from engage.recognition.queries import stories as queries
from engage.recognition.rules import stories as rules
from engage.recognition.views import bp

MOST_CHOSEN, LONGEST = 50, 100
AGAIN = "The picture was not kept. Choose it again."


@bp.get("/stories/new")
@signed_in
def story_new() -> Response:
    """An empty form."""
    form = _offered(StoryForm(formdata=None), None)
    form.once.data = secrets.token_urlsafe(16)
    return _form(form, None, ())


@bp.post("/stories/new")
@signed_in
def story_create() -> Response:
    """A draft."""
    form = _offered(StoryForm(), None)
    words = _words(form)
    if words is None:
        return _again(form, None)
    row = actions.create(words, current_person().id, form.once.data or secrets.token_urlsafe(16), clock.now())
    flash("The draft is saved. Nobody else sees it before you send it.")
    return go(url_for(".story", story_id=row.id))


@bp.get("/stories/<int:story_id>/edit")
@signed_in
def story_edit(story_id: int) -> Response:
    """The words there are, to be changed."""
    row = _mine(story_id)
    form = _offered(StoryForm(formdata=None), row)
    form.title.data, form.body.data, form.shows.data = row.title, row.body, row.picture_shows
    form.behaviour.data, form.version.data = str(row.behaviour_id or ""), str(row.version)
    return _form(form, row, [f"{PERSON}:{each.person_id}" for each in row.people])


@bp.post("/stories/<int:story_id>/edit")
@signed_in
def story_save(story_id: int) -> Response:
    """Save them, unless another window has meanwhile."""
    row = _mine(story_id)
    form = _offered(StoryForm(), row)
    words = _words(form)
    if words is None:
        return _again(form, row)
    try:
        actions.save(row, _version(form), words, current_person().id, clock.now())
    except Conflict as problem:
        form.form_errors, form.version.data = [problem.message], str(row.version)
        return _form(form, row, request.form.getlist("people"), 409)
    flash("The draft is saved.")
    return go(url_for(".story", story_id=story_id))


def _mine(story_id: int) -> Story:
    """A story that this person may write on; to everybody but its author there is no such form."""
    row, me = queries.seen(story_id, current_person()), current_person()
    if row.author_id != me.id:
        raise NotThere
    if not rules.may_write(queries.standing(row), me.id):
        raise Conflict("Take the story back before you change it.")
    return row


def _offered(form: StoryForm, row: Story | None) -> StoryForm:
    """The behaviours in force, and the one that the story names already."""
    framework = in_force(clock.today())
    found = [
        (each.id, f"{value.name}: {each.text}")
        for value in (framework.values if framework else ())
        for each in value.behaviours
        if each.polarity != "negative"
    ]
    held = row.behaviour if row else None
    if held is not None and held.id not in {number for number, _ in found}:
        found.append((held.id, f"{held.value.name}: {held.text}"))
    form.offer(found)
    return form


def _words(form: StoryForm) -> actions.Words | None:
    """What was sent, where all of it can be taken; None where the form is to be shown again."""
    if _finding():
        return None
    valid, picture, people = form.validate(), b"", ()  # type: bool, bytes, tuple[int, ...]
    try:
        sent = form.sent_picture
        picture = actions.bare(sent) if sent else b""
    except Invalid as problem:
        form.picture.errors, valid = [problem.message], False
    try:
        people = actions.people_of(request.form.getlist("people")[:MOST_CHOSEN], current_person().id)
    except Invalid as problem:
        form.form_errors, valid = [problem.message], False
    if picture and not form.shows.data:
        form.shows.errors, valid = [actions.LACKS["shows"]], False
    if not valid:
        if picture:
            form.picture.errors = [AGAIN]
        return None
    return actions.Words(
        form.title.data or "", form.body.data or "", form.behaviour_id, form.shows.data or "", people, picture,
        bool(form.drop.data),
    )  # fmt: skip


def _finding() -> bool:
    """Whether a colleague is looked for without scripts; Enter in a field presses that button with nothing typed."""
    return bool(request.form.get("find") and request.form.get("q", "").strip())


def _again(form: StoryForm, row: Story | None) -> Response:
    return _form(form, row, request.form.getlist("people"), 200 if _finding() else 422)


def _form(form: StoryForm, row: Story | None, keys: Sequence[str], status: int = 200) -> Response:
    typed = request.form.get("q", "").strip()[:LONGEST]
    return page(
        "recognition/stories/edit.html",
        status=status,
        form=form,
        row=row,
        picture=queries.picture_of(row.id) if row else None,
        chosen=choosing.chosen(keys[:MOST_CHOSEN], (PERSON,)),
        found=choosing.find(typed, (PERSON,)) if typed else (),
        q=typed,
        most=rules,
    )


def _version(form: StoryForm) -> int:
    sent = form.version.data or ""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
