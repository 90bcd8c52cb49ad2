"""Nominating in steps, one thing a page: whom, the words, the files, the seconder, then check and send."""

import secrets

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock, files
from engage.core.errors import Conflict, Invalid
from engage.core.files import Sent
from engage.core.htmx import go, page
from engage.directory import queries_choosing
from engage.directory.queries_audience import names
from engage.directory.rules.choosing import PERSON, UNIT, Choice
from engage.recognition.actions import nominations as acts
from engage.recognition.forms.nominations import EvidenceForm, WhoForm, words_form
from engage.recognition.models import AwardCategory, Nomination
from engage.recognition.queries import nominations as queries
from engage.recognition.queries import rounds
from engage.recognition.rules.nominations import MOST_FILES, WhyNot, words_in
from engage.recognition.rules.rounds import Nominees, takes_nominations
from engage.recognition.views import bp
from engage.recognition.views.rounds_manage import version

KINDS = {Nominees.PERSON: (PERSON,), Nominees.TEAM: (UNIT,), Nominees.EITHER: (PERSON, UNIT)}
WHY_NOT = {
    WhyNot.NOBODY: "Choose who you nominate.",
    WhyNot.THEMSELVES: "You cannot nominate yourself. You can nominate a team that you are in.",
    WhyNot.A_PERSON: "In this category you nominate a person, not a team.",
    WhyNot.A_TEAM: "In this category you nominate a team, not a person.",
    WhyNot.NOT_ELIGIBLE: "{name} cannot be nominated here: this category is for {names}.",
    WhyNot.ALREADY: "You have nominated {name} in this category already.",
    WhyNot.TOO_MANY: "In this category everybody can make at most {most}, and you have made them.",
}
HERE = "/awards/nominations/<int:nomination_id>"


def _category(round_id: int, category_id: int) -> AwardCategory:
    row = rounds.seen_round(round_id)
    found = rounds.category(row, category_id)
    if not takes_nominations(row.stage, row.closes_at, row.extended_to, clock.now()):
        raise Conflict(f"Nominations for {row.title} are closed.")
    return found


@bp.get("/awards/<int:round_id>/categories/<int:category_id>/nominate")
@signed_in
def nominate(round_id: int, category_id: int) -> Response:
    """The first step: whom."""
    form = WhoForm(formdata=None, data={"once": secrets.token_urlsafe(24)})
    return _who(_category(round_id, category_id), form, None)


def _who(category: AwardCategory, form: WhoForm, row: Nomination | None, error: str = "", status: int = 200,
         keys: list[str] | None = None) -> Response:  # fmt: skip
    q, kinds = request.form.get("q", "")[:100], KINDS[Nominees(category.nominees)]
    return page(
        "recognition/nominations/who.html",
        status=status,
        category=category,
        round=category.round,
        nomination=row,
        form=form,
        kinds=kinds,
        q=q,
        found=queries_choosing.find(q, kinds) if q else (),
        chosen=queries_choosing.chosen(keys or [], kinds),
        error=error,
    )


def _chosen(kinds: tuple[str, ...]) -> tuple[list[str], Choice | None]:
    keys = request.form.getlist("nominee")[:1]
    return keys, next(iter(queries_choosing.chosen(keys, kinds)), None)


def seeks(keys: list[str]) -> bool:
    """Whether the form was sent to find somebody: by the button, or by Enter in the search with nobody chosen."""
    return request.form.get("find") == "y" and (bool(request.form.get("q", "").strip()) or not keys)


def _why(code: WhyNot, category: AwardCategory, who: Choice) -> str:
    called = names(category.eligible)
    most = "one nomination" if category.most_each == 1 else f"{category.most_each} nominations"
    return WHY_NOT[code].format(name=who.name, names=" and ".join(called), most=most)


@bp.post("/awards/<int:round_id>/categories/<int:category_id>/nominate")
@signed_in
def nominate_start(round_id: int, category_id: int) -> Response:
    """A draft; next the words."""
    category, form = _category(round_id, category_id), WhoForm()
    keys, who = _chosen((PERSON, UNIT))
    if seeks(keys):
        return _who(category, form, None, keys=keys)
    if who is None or not 8 <= len(form.once.data or "") <= 40:
        return _who(category, form, None, WHY_NOT[WhyNot.NOBODY], 422)
    try:
        made = acts.start(category, current_person().id, who, form.once.data or "", clock.now())
    except acts.CannotBe as problem:
        return _who(category, form, None, _why(problem.code, category, who), 422, keys)
    return go(url_for(".nomination_words", nomination_id=made.id))


def own(nomination_id: int) -> Nomination:
    return queries.own(nomination_id, current_person().id)


def editable(nomination_id: int) -> Nomination:
    row = own(nomination_id)
    if not queries.standing(row, clock.now()).may_edit:
        raise Conflict("This nomination cannot be changed any more. What you wrote is kept on its own page.")
    return row


@bp.get(f"{HERE}/who")
@signed_in
def nomination_who(nomination_id: int) -> Response:
    """Somebody else, while it is a draft."""
    row = editable(nomination_id)
    key = f"person:{row.nominee_id}" if row.nominee_id else f"unit:{row.team_id}"
    return _who(row.category, WhoForm(formdata=None, data={"version": row.version}), row, keys=[key])


@bp.post(f"{HERE}/who")
@signed_in
def nomination_who_save(nomination_id: int) -> Response:
    """Save whom."""
    row, form = own(nomination_id), WhoForm()
    keys, who = _chosen((PERSON, UNIT))
    if seeks(keys):
        return _who(row.category, form, row, keys=keys)
    if who is None:
        return _who(row.category, form, row, WHY_NOT[WhyNot.NOBODY], 422)
    try:
        acts.choose_nominee(row, version(), who, clock.now())
    except acts.CannotBe as problem:
        return _who(row.category, form, row, _why(problem.code, row.category, who), 422, keys)
    return on(row)


def on(row: Nomination) -> Response:
    return go(url_for(".nomination", nomination_id=row.id))


def _words(row: Nomination, form: object, status: int = 200, closed: str = "") -> Response:
    criteria = {f"words_{each.id}": each for each in row.category.criteria}
    return page("recognition/nominations/words.html", status=status, nomination=row, category=row.category, form=form,
                criteria=criteria, count=words_in, closed=closed)  # fmt: skip


def _asked(category: AwardCategory) -> list[tuple[int, str, str]]:
    return [(each.id, each.name, each.prompt) for each in category.criteria]


@bp.get(f"{HERE}/words")
@signed_in
def nomination_words(nomination_id: int) -> Response:
    """What stands under each criterion."""
    row = editable(nomination_id)
    given: dict[str, object] = {"version": row.version}
    given |= {f"words_{each.criterion_id}": each.words for each in row.answers}
    return _words(row, words_form(_asked(row.category), row.category.most_words)(formdata=None, data=given))


@bp.post(f"{HERE}/words")
@signed_in
def nomination_words_save(nomination_id: int) -> Response:
    """Save them; where nominations closed meanwhile, what was typed stays on the page."""
    row = own(nomination_id)
    form = words_form(_asked(row.category), row.category.most_words)()
    if not form.validate():
        return _words(row, form, 422)
    try:
        acts.write(row, version(), form.said, clock.now())
    except acts.Closed as closed:
        return _words(row, form, 409, closed.message)
    except Invalid as invalid:
        form.version.errors = [invalid.message]
        return _words(row, form, 422)
    if request.form.get("do") == "draft" or row.submitted_at is not None:
        flash("Your words are saved.")
        return on(row)
    return go(url_for(".nomination_files", nomination_id=row.id))


@bp.get(f"{HERE}/files")
@signed_in
def nomination_files(nomination_id: int) -> Response:
    """Evidence, where there is any."""
    return _files(editable(nomination_id), EvidenceForm(formdata=None))


def _files(row: Nomination, form: EvidenceForm) -> Response:
    held = files.on("nomination", row.id)
    ahead = ".nomination_seconder" if row.category.round.seconded and row.submitted_at is None else ".nomination"
    return page("recognition/nominations/files.html", status=422 if form.errors else 200, nomination=row, form=form,
                files=held, most=MOST_FILES, ahead=url_for(ahead, nomination_id=row.id))  # fmt: skip


@bp.post(f"{HERE}/files")
@signed_in
def nomination_files_add(nomination_id: int) -> Response:
    """Hang files on it: all of them, or none."""
    row, form = editable(nomination_id), EvidenceForm()
    sent = [Sent(each.filename, each.read()) for each in form.files.data or () if each and each.filename]
    try:
        if not sent:
            raise Invalid("Choose a file first, or continue without one.")
        acts.add_files(row, sent, clock.now())
    except Invalid as invalid:
        form.files.errors = [invalid.message]
        return _files(row, form)
    flash("The file is added." if len(sent) == 1 else f"{len(sent)} files are added.")
    return go(url_for(".nomination_files", nomination_id=row.id))


@bp.post(f"{HERE}/files/<int:file_id>/remove")
@signed_in
def nomination_files_remove(nomination_id: int, file_id: int) -> Response:
    """Take a file away again."""
    row = editable(nomination_id)
    if name := acts.remove_file(row, file_id, clock.now()):
        flash(f"{name} is removed.")
    return go(url_for(".nomination_files", nomination_id=row.id))
