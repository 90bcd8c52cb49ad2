"""The letters of a round: their words, sending them, and those for paper."""

from flask import Response, flash, make_response, url_for

from engage.access import current_person
from engage.champions.actions import recruiting_letters as acts
from engage.champions.forms.recruiting import LettersForm
from engage.champions.models import RecruitmentRound
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_applications as reading
from engage.champions.rules.recruiting import DECISIONS, MOST_LETTER
from engage.champions.views import bp
from engage.champions.views.recruiting_applications import OUTCOMES
from engage.champions.views.recruiting_manage import MANAGE
from engage.core import clock
from engage.core.errors import Conflict, NotThere
from engage.core.formatting import count
from engage.core.htmx import go, page

HERE = "/networks/manage/rounds/<int:round_id>/letters"


@bp.get(HERE)
@MANAGE
def recruiting_letters(round_id: int) -> Response:
    """Whom letters wait for, their words, and what is to be printed."""
    row = queries.round_(round_id)
    return _page(row, LettersForm(formdata=None, data=dict(acts.words_of(row))))


def _page(row: RecruitmentRound, form: LettersForm, status: int = 200) -> Response:
    due, me = reading.letters_due(row.id), current_person().id
    return page(
        "champions/recruiting/letters.html",
        status=status,
        round=row,
        form=form,
        due={each: [made for made in due if made.outcome == each and made.person_id != me] for each in DECISIONS},
        total=len(due),
        paper=[person.name for person, _, _ in acts.on_paper(row)],
        sent=len(reading.letters_sent(row.id)),
        outcomes=OUTCOMES,
        most=MOST_LETTER,
    )


@bp.post(HERE)
@MANAGE
def recruiting_letters_save(round_id: int) -> Response:
    """Other words."""
    row, form = queries.round_(round_id), LettersForm()
    if not form.validate():
        return _page(row, form, 422)
    try:
        acts.save(row, {each: form[each].data or "" for each in DECISIONS})
    except Conflict as problem:
        form.form_errors = [problem.message]
        return _page(row, form, 409)
    flash("The words of the letters are saved.")
    return go(url_for(".recruiting_letters", round_id=round_id))


@bp.post(f"{HERE}/send")
@MANAGE
def recruiting_letters_send(round_id: int) -> Response:
    """Send what waits, each once."""
    sent = acts.send(queries.round_(round_id), clock.now())
    if not sent.mailed + sent.printed:
        flash("There was no letter to send.")
    else:
        paper = f" Print {count(sent.printed, 'letter')} for those without an e-mail address." if sent.printed else ""
        flash(f"{count(sent.mailed, 'letter is', 'letters are')} sent by e-mail.{paper}")
    return go(url_for(".recruiting_letters", round_id=round_id))


@bp.get(f"{HERE}/paper.pdf")
@MANAGE
def recruiting_letters_pdf(round_id: int) -> Response:
    """The letters of those without an e-mail address."""
    row = queries.round_(round_id)
    content = acts.printed(row, clock.today())
    if content is None:
        raise NotThere("There is no letter to print.")
    response = make_response(content)
    response.headers["Content-Type"] = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=f"letters-{row.id}.pdf")
    return response
