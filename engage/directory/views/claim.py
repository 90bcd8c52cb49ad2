"""Claim an account, or replace a forgotten password, with a one-time code."""

from flask import Response, current_app, flash, request, session, url_for

from engage.access import public
from engage.core import clock, outbox, sessions
from engage.core.errors import TooMany
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.directory import queries_accounts
from engage.directory.actions import accounts, codes, passwords, throttle
from engage.directory.forms import WEAK, ClaimForm, FirstPasswordForm, ForgottenForm
from engage.directory.rules.accounts import CLAIM_LIFE, CODE_REQUESTS, CODE_REQUESTS_ADDRESS
from engage.directory.rules.passwords import weakness
from engage.directory.views import bp
from engage.directory.views.sign_in import TOO_OFTEN, start_session

NO_MATCH = "The employee number, surname and code do not go together, or the code has run out"


@bp.get("/claim")
@public
def claim() -> Response:
    """Ask for number, surname and code."""
    return page("directory/claim.html", form=ClaimForm())


@bp.post("/claim")
@public
@reads
def check_claim() -> Response:
    """Check the three; the code is used up only when the password is chosen."""
    form = ClaimForm()
    if not form.validate():
        return page("directory/claim.html", form=form, status=422)
    at, number = clock.now(), form.number.data
    tries = throttle.counters("claim", number, request.remote_addr or "")
    try:
        throttle.refuse_if_over(tries, at)
    except TooMany:
        form.form_errors.append(TOO_OFTEN)
        return page("directory/claim.html", form=form, status=429)
    code = codes.find(number, form.surname.data, form.code.data, at)
    if code is None:
        throttle.count_failure(tries, at)
        form.form_errors.append(NO_MATCH)
        return page("directory/claim.html", form=form, status=422)
    throttle.forgive(tries)
    session["claim"] = [code.person_id, code.id, int((at + CLAIM_LIFE).timestamp())]
    return go(url_for(".choose_password"))


@bp.get("/claim/password")
@public
def choose_password() -> Response:
    """Ask for the password, from whoever has just shown a code."""
    claimed = _claimed()
    if claimed is None:
        return _start_again()
    person = queries_accounts.candidate_by_id(claimed[0], clock.today())
    form = FirstPasswordForm(data={"shared": sessions.is_shared()})
    return page("directory/choose_password.html", form=form, person=person)


@bp.post("/claim/password")
@public
def finish_claim() -> Response:
    """Set the password and sign in."""
    claimed, form = _claimed(), FirstPasswordForm()
    if claimed is None:
        return _start_again()
    valid = form.validate()
    why = weakness(form.password.data or "") if valid else None
    if valid and why is None:
        # Hashed before the first query, so that no lock is held meanwhile.
        password_hash = passwords.hashed(form.password.data)
        try:
            at = clock.now()
            session_id = accounts.claim(claimed[0], claimed[1], form.password.data, password_hash, at)
        except accounts.WeakPassword as weak:
            why = weak.why
        else:
            start_session(session_id, form.shared.data)
            flash("Your password is set and you are signed in.")
            return go("/")
    if why is not None:
        form.password.errors = [WEAK[why]]
    person = queries_accounts.candidate_by_id(claimed[0], clock.today())
    return page("directory/choose_password.html", form=form, person=person, status=422)


@bp.get("/forgotten")
@public
def forgotten() -> Response:
    """Ask whose code to send."""
    return page("directory/forgotten.html", form=ForgottenForm())


@bp.post("/forgotten")
@public
def request_code() -> Response:
    """Promise a code: looked up by the worker, so that nothing here differs for who is known."""
    form = ForgottenForm()
    if not form.validate():
        return page("directory/forgotten.html", form=form, status=422)
    settings = current_app.extensions["settings"]
    if not settings.sends_mail:
        form.form_errors.append(f"Engage sends no mail here. Ask {settings.help_contact} for a printed code")
        return page("directory/forgotten.html", form=form, status=422)
    at, number = clock.now(), form.number.data
    asked = throttle.counters("code", number, request.remote_addr or "", CODE_REQUESTS, CODE_REQUESTS_ADDRESS)
    try:
        throttle.refuse_if_over(asked, at)
    except TooMany:
        form.form_errors.append("A code was asked for too often. Wait an hour, then try again")
        return page("directory/forgotten.html", form=form, status=429)
    throttle.count_failure(asked, at)
    outbox.enqueue("sign-in code", {"typed": number})
    return go(url_for(".code_sent"))


@bp.get("/forgotten/sent")
@public
def code_sent() -> Response:
    """The same sentence for everybody."""
    return page("directory/code_sent.html")


def _claimed() -> tuple[int, int] | None:
    held = session.get("claim")
    if not held or held[2] < clock.now().timestamp():
        return None
    return held[0], held[1]


def _start_again() -> Response:
    session.pop("claim", None)
    flash("Enter your number, surname and code again.", "error")
    return go(url_for(".claim"))
