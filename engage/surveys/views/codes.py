"""Taking part with a code on paper: no sign-in, no name, nothing of it in a log, and nothing left on the device."""

from datetime import timedelta
from typing import Any

from flask import Response, flash, g, request, session, url_for

from engage.access import public
from engage.core import clock, sessions
from engage.core.errors import TooMany
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.directory.actions import throttle
from engage.directory.rules.accounts import Limit
from engage.surveys.actions import casting, kiosks
from engage.surveys.actions.codes import digest_of
from engage.surveys.forms.codes import CodeForm
from engage.surveys.models import Kiosk
from engage.surveys.queries import codes as queries
from engage.surveys.queries import taking
from engage.surveys.queries.codes import ByCode
from engage.surveys.rules import codes as rules
from engage.surveys.rules import prune
from engage.surveys.views import answering, bp, paper
from engage.surveys.views.answering import Sheet

HELD, SENT, KIOSK = "code", "code_sent", sessions.DEVICE
# What is counted is right in form and wrong: a slip of the hand is told from it, and counts nowhere. docs/operate.md
# has the arithmetic. The first is everybody's together, the second one address's; a site shares one.
EVERYBODY = "everybody"
ALL, PLACE = Limit(5000, timedelta(minutes=15)), Limit(60, timedelta(minutes=15))
NO_CODE = (
    "That is not a code: a letter or digit is mistyped, missing or too many. Compare it with {}. "
    f"It has {rules.LETTERS} letters and digits."
)
MISTYPED = NO_CODE.format("your letter")
WRONG = (
    "This code does not open a survey that is open now. It may be of another survey, may have been used, or was "
    "cancelled. Whoever gave you the letter can give you another."
)
TOO_OFTEN = (
    "Wrong codes were typed too often, by you or by others. That does not use your own code up: wait 15 minutes, then "
    "try again"
)
NO_SCRIPTS = (
    "This tablet can’t be used for answers now, because scripts are switched off in its browser: it could not clear "
    "itself for the next person. Use your own phone, or ask for a form on paper"
)
# Nothing of an answer stays on a device that may be anybody's. A kiosk's own cookie has to.
CLEAR, CLEAR_KIOSK = '"cache", "cookies", "storage"', '"cache", "storage"'


@bp.get("/code")
@public
def code() -> Response:
    """Where the code is typed; whoever comes back here has left their survey."""
    for name in (HELD, paper.BY_CODE):
        session.pop(name, None)
    return _entry(CodeForm(formdata=None))


@bp.post("/code")
@public
@reads
def enter_code() -> Response:
    """One answer for every code that opens nothing now, whatever the reason."""
    form, kiosk, at = CodeForm(), _kiosk(), clock.now()
    if not form.validate():
        return _entry(form, 422)
    if kiosk is not None and not form.scripts.data:
        form.form_errors.append(NO_SCRIPTS)
        return _entry(form, 422)
    typed = rules.read(form.code.data or "")
    if typed is None:
        form.code.errors = [MISTYPED]
        return _entry(form, 422)
    tries = throttle.counters("survey code", EVERYBODY, request.remote_addr or "", ALL, PLACE)
    try:
        throttle.refuse_if_over(tries, at)
    except TooMany:
        form.form_errors.append(TOO_OFTEN)
        return _entry(form, 429)
    digest = digest_of(typed)
    found = queries.by_code(digest)
    if found is None or not found.opens or (kiosk is not None and kiosk.survey_id != found.asked.survey_id):
        throttle.count_failure(tries, at)
        form.code.errors = [WRONG]
        return _entry(form, 422)
    _begin(digest)
    return go(url_for(".answer_by_code"))


@bp.get("/code/answer")
@public
def answer_by_code() -> Response:
    """The first section, with what is promised."""
    found = _held()
    if found is None:
        return go(url_for(".code"))
    sheet = _sheet(found)
    return answering.first(sheet) if found.opens else _too_late(found, sheet)


@bp.post("/code/answer")
@public
@reads
def answer_section_by_code() -> Response:
    """The next section, or the one before."""
    found = _held()
    if found is None or not _is_theirs():
        return _again()
    sheet = _sheet(found)
    return answering.step(sheet) if found.opens else _too_late(found, sheet)


@bp.post("/code/ballots")
@public
def cast_by_code() -> Response:
    """Sealed and counted, once; then nothing of it is left in this browser."""
    found = _held()
    if found is None or not _is_theirs():
        return _again()
    survey, sheet = found.asked, _sheet(found)
    answers = prune(survey.questionnaire, answering.given(survey.questionnaire, request.form))
    if not found.opens:
        return _too_late(found, sheet)
    if wrong := answering.unfinished(sheet, answers):
        return wrong
    try:
        casting.cast_by_code(survey.survey_id, session[HELD], sheet.number, survey.questionnaire, answers)
    except casting.SurveyClosed:
        return answering.closed(sheet)
    except casting.CodeSpent:
        return _spent(sheet)
    _end()
    session[SENT] = survey.survey_id
    return go(url_for(".thanks_by_code"))


@bp.get("/code/thanks")
@public
def thanks_by_code() -> Response:
    """That the answers are in; said once, to the browser that sent them."""
    survey = taking.opened(session.get(SENT, 0))
    if survey is None:  # whoever is signed in stays so: only a session that sent answers ends here
        return go(url_for(".code"))
    _end()
    response = page("surveys/codes/thanks.html", survey=survey, promise=taking.promised_by(survey), **_look())
    return _cleared(response)


@bp.post("/code/leave")
@public
@reads
def leave_code() -> Response:
    """Stop, and leave nothing behind: answers that were not sent are gone."""
    _end()
    return _cleared(go(url_for(".code")))


# A request about a code or a ballot leaves no line in the log.
for _view in (
    code, enter_code, answer_by_code, answer_section_by_code, cast_by_code, thanks_by_code, leave_code,
):  # fmt: skip
    _view.__dict__["unlogged"] = True


def _entry(form: CodeForm, status: int = 200) -> Response:
    return page("surveys/codes/entry.html", status=status, form=form, **_look())


def _look() -> dict[str, Any]:
    kiosk = _kiosk()
    return {"kiosk": kiosk, "frame": "layouts/kiosk.html" if kiosk else "layouts/base.html"}


def _kiosk() -> Kiosk | None:
    """The kiosk that this device is, while it may be one: asked once a request."""
    if "kiosk" not in g:
        g.kiosk = kiosks.in_force(session.get(KIOSK, ""))
    found: Kiosk | None = g.kiosk
    return found


def _begin(digest: str) -> None:
    """A session of its own: whoever was signed in here is not any more, so no name stands beside an answer."""
    _end()
    session[HELD] = digest


def _end() -> None:
    """Everything goes but that this device is a kiosk."""
    kept = session.get(KIOSK)
    sessions.end()
    g.pop("csrf_token", None)
    if kept:
        session[KIOSK] = kept
        session.permanent = True


def _cleared(response: Response) -> Response:
    response.headers["Clear-Site-Data"] = CLEAR_KIOSK if session.get(KIOSK) else CLEAR
    return response


def _held() -> ByCode | None:
    digest = session.get(HELD)
    return queries.by_code(digest) if digest else None


def _is_theirs() -> bool:
    """Whether the form was given out for the code in hand: an older one, reached by Back, is somebody else's."""
    return request.form.get("paper", "") == paper.by_code(session[HELD]) == session.get(paper.BY_CODE)


def _again() -> Response:
    flash("Type your code again: this page was left, or was somebody else’s. Nothing was sent.", "error")
    return go(url_for(".code"))


def _sheet(found: ByCode) -> Sheet:
    return Sheet(
        found.asked,
        url_for(".answer_section_by_code"),
        url_for(".cast_by_code"),
        url_for(".code"),
        paper.by_code(session[HELD]),
        frame="layouts/kiosk.html" if _kiosk() else "layouts/base.html",
        by_code=True,
    )


def _too_late(found: ByCode, sheet: Sheet) -> Response:
    return _spent(sheet) if found.asked.is_open else answering.closed(sheet)


def _spent(sheet: Sheet) -> Response:
    """Used meanwhile, perhaps by a first press of the same button, or cancelled: what was written comes back."""
    return page(
        "surveys/codes/spent.html",
        fragment="surveys/codes/_code_spent.html",
        status=409,
        sheet=sheet,
        words=answering.words(sheet.survey.questionnaire),
        **_look(),
    )
