"""Sign in and out."""

from flask import Response, abort, current_app, flash, request

from engage.access import current_person, public, viewer_or_none
from engage.core import clock, sessions, typed
from engage.core.errors import NotThere, TooMany
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.directory import viewing
from engage.directory.actions import accounts, throttle
from engage.directory.forms import DemoSignInForm, SignInForm
from engage.directory.rules.accounts import DEMO_PEOPLE, own_path
from engage.directory.views import bp

WRONG = "The employee number, e-mail or password is not right"
TOO_OFTEN = "That was tried too often. Wait 15 minutes, then try again"


def start_session(session_id: str, shared: bool) -> None:
    """Sign this browser in; on a shared device for a shorter time."""
    viewer = viewing.viewer(session_id)
    if viewer is None:
        raise NotThere
    sessions.begin(viewer, shared)


@bp.get("/sign-in")
@public
def sign_in() -> Response:
    """The page to sign in on."""
    onward = own_path(request.args.get("next"))
    if viewer_or_none():
        return go(onward or "/")
    form = SignInForm()
    form.next.data, form.shared.data = onward or "", sessions.is_shared()
    return _page(form)


@bp.post("/sign-in")
@public
@reads
def do_sign_in() -> Response:
    """Check a password: it reads only, so that nobody waits for the hashing."""
    form = SignInForm()
    if "identifier" not in request.form:  # sent on from a form whose sign-in had ended
        form.shared.data = sessions.is_shared()
        return _page(form)
    if not form.validate():
        return _page(form, 422)
    at, identifier = clock.now(), form.identifier.data
    tries = throttle.counters("sign in", identifier, request.remote_addr or "")
    try:
        throttle.refuse_if_over(tries, at)
    except TooMany:
        form.form_errors.append(TOO_OFTEN)
        return _page(form, 429)
    session_id = accounts.check_password(identifier, form.password.data, at)
    if session_id is None:
        throttle.count_failure(tries, at)
        form.form_errors.append(WRONG)
        return _page(form, 422)
    throttle.forgive(tries)
    start_session(session_id, form.shared.data)
    return _arrive(form.next.data, form.kept.data)


@bp.post("/demo/sign-in")
@public
def demo_sign_in() -> Response:
    """Become one of the demonstration's six people; anywhere else this is not there."""
    number, form = request.form.get("number", ""), DemoSignInForm()
    if not current_app.extensions["settings"].demo or number not in {p.employee_number for p in DEMO_PEOPLE}:
        abort(404)
    start_session(accounts.demonstrate(number, clock.now()), form.shared.data)
    return _arrive(form.next.data, form.kept.data)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """Sign out here, and leave nothing of the pages in this browser."""
    return leave()


def leave() -> Response:
    """End the session; a shared device keeps no encrypted draft either, whoever's it was."""
    shared, mark = sessions.is_shared(), sessions.mark()
    if mark:
        accounts.end_session(mark, clock.now())
    sessions.end()
    response = go("/sign-in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if shared else '"cache"'
    return response


def _arrive(onward: str | None, kept: str | None) -> Response:
    """Send whoever has just signed in on; or to what they had typed before, where it was they who typed it."""
    if not kept:
        return go(own_path(onward) or "/")
    found = typed.unseal(kept)
    if found is None:
        flash("What you typed could not be brought back: it is kept for two hours.", "error")
        return go(own_path(onward) or "/")
    if found.person_id != current_person().id:
        flash("What was typed before you signed in was somebody else’s. It was not sent, and it is gone.", "error")
        return go("/")
    return page("directory/send_again.html", typed=found)


def _page(form: SignInForm, status: int = 200) -> Response:
    offered = DEMO_PEOPLE if current_app.extensions["settings"].demo else ()
    demo = DemoSignInForm(formdata=None, data=form.data)
    return page("directory/sign_in.html", form=form, demo=demo, offered=offered, status=status)
