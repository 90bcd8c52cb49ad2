"""Question sets: the list of all, one of them, its versions, and its words changed."""

from typing import Any

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.surveys.actions import library as actions
from engage.surveys.actions.edits import lines
from engage.surveys.forms.library import WordsForm, words_form
from engage.surveys.queries import library as queries
from engage.surveys.rules.library import Origin, QuestionSet, words_of
from engage.surveys.rules.library_behaviours import BEHAVIOURS
from engage.surveys.rules.library_shipped import PROMOTER, SECTOR, SLOTS
from engage.surveys.rules.library_versions import differences
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE
from engage.surveys.views.manage_words import KIND_WORDS, STAGES, short

ORIGINS = {
    Origin.SHIPPED: "Sets that come with Engage",
    Origin.FRAMEWORK: "From your framework",
    Origin.OWN: "Your own sets",
}
SLOT_WORDS = {code: f"Official wording: {about}" for code, about, _ in (*SLOTS, PROMOTER)}


@bp.get("/library/")
@MANAGE
def library() -> Response:
    """All sets, what they hold and where they were used."""
    found = queries.sets()
    groups = [(words, [each for each in found if each.origin is origin]) for origin, words in ORIGINS.items()]
    return page("surveys/library/index.html", groups=[g for g in groups if g[1]], uses=queries.uses(), words=STAGES)


@bp.get("/library/<string:set_code>/")
@MANAGE
def library_set(set_code: str) -> Response:
    """One set with its questions."""
    found = queries.question_set(set_code)
    return page(
        "surveys/library/set.html",
        found=found,
        kinds=KIND_WORDS,
        uses=queries.uses(set_code).get(set_code, ()),
        words=STAGES,
        official=set_code == SECTOR,
        fixed=set_code == BEHAVIOURS,
    )


@bp.get("/library/<string:set_code>/versions")
@MANAGE
def library_versions(set_code: str) -> Response:
    """Each version, and what is different from the one before."""
    versions = queries.versions(set_code)
    older = [*versions[1:], None]
    return page(
        "surveys/library/versions.html",
        found=queries.question_set(set_code),
        versions=[
            (version, differences(before.document, version.document) if before else None)
            for version, before in zip(versions, older, strict=True)
        ],
    )


@bp.get("/library/<string:set_code>/words")
@MANAGE
def library_words(set_code: str) -> Response:
    """Its words, to be changed: a new version of it."""
    found = _changeable(set_code)
    data = {"number": found.number, "name": found.name, "about": found.about}
    return _words(found, _form(found)(formdata=None, data=data))


def _changeable(set_code: str) -> QuestionSet:
    found = queries.question_set(set_code)
    if found.code == BEHAVIOURS:
        raise NotThere("These statements are those of the framework: change them there.")
    return found


def _form(found: QuestionSet) -> type[WordsForm]:
    official = found.code == SECTOR
    labels = SLOT_WORDS if official else {
        at: f"{at}: {short(text, 60)}" for question in found.questions for at, text in words_of(question).items()
    }  # fmt: skip
    return words_form(found.document, labels)


def _words(found: QuestionSet, form: WordsForm, status: int = 200) -> Response:
    return page(
        "surveys/library/words.html",
        status=status,
        found=found,
        form=form,
        official=found.code == SECTOR,
        parts=[(question, list(words_of(question))) for question in found.questions],
    )


@bp.post("/library/<string:set_code>/words")
@MANAGE
def library_reword(set_code: str) -> Response:
    """Save them as the next version; the earlier ones stay as they are."""
    found = _changeable(set_code)
    form = _form(found)()
    if not form.validate():
        return _words(found, form, 422)
    said: dict[str, Any] = form.data
    texts = {at: said[f"words-{at}"] for question in found.questions for at in words_of(question)}
    official = found.code == SECTOR
    out = set() if official else {q.code for q in found.questions if said[f"out-{q.code}"]}
    more = () if official else lines(form.more.data or "")
    number = form.number.data or ""
    words = actions.Words(form.name.data or "", form.about.data or "", form.note.data or "")
    try:
        actions.reword(
            set_code, int(number) if number.isdecimal() and len(number) < 7 else 0, words, texts, out, more,
            current_person().id, clock.now(),
        )  # fmt: skip
    except Invalid as bad:
        form.note.errors = [bad.message]
        return _words(found, form, 422)
    flash("The new version is saved. Surveys that use an earlier one keep its words.")
    return go(url_for(".library_set", set_code=set_code))
