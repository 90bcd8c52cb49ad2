"""One's own account."""

from flask import Response, flash, request, url_for

from engage.access import GRANTS, Permission, Role, current_person, signed_in
from engage.core import clock, sessions
from engage.core.errors import TooMany
from engage.core.htmx import go, page
from engage.directory import queries, queries_accounts
from engage.directory.actions import accounts, throttle
from engage.directory.forms import WEAK, ChangePasswordForm
from engage.directory.views import bp
from engage.directory.views.sign_in import TOO_OFTEN, leave, start_session

LANGUAGES = {"en": "English", "cy": "Welsh"}


@bp.get("/account")
@signed_in
def account() -> Response:
    """Who I am here, what I may do, and the ways to change it."""
    me = current_person()
    return page(
        "directory/account.html",
        person=queries.person(me.id),
        posts=queries_accounts.own_posts(me.id),
        roles=[role for role in Role if role in me.roles],
        grants=GRANTS,
        permissions=list(Permission),
        languages=LANGUAGES,
        has_password=_has_password(me.id),
        idle_minutes=sessions.idle_minutes(),
    )


@bp.get("/account/password")
@signed_in
def password() -> Response:
    """Ask for the present and the new password."""
    return _page(ChangePasswordForm())


@bp.post("/account/password")
@signed_in
def change_password() -> Response:
    """Change the password; every other session ends."""
    form, me, at = ChangePasswordForm(), current_person(), clock.now()
    if not form.validate():
        return _page(form, 422)
    tries = throttle.counters("change password", str(me.id), request.remote_addr or "")
    try:
        throttle.refuse_if_over(tries, at)
        session_id = accounts.change_password(me.id, form.present.data, form.password.data, at)
    except TooMany:
        form.form_errors.append(TOO_OFTEN)
        return _page(form, 429)
    except accounts.WrongPassword:
        throttle.count_failure(tries, at)
        form.present.errors = ["This is not your present password"]
        return _page(form, 422)
    except accounts.WeakPassword as weak:
        form.password.errors = [WEAK[weak.why]]
        return _page(form, 422)
    throttle.forgive(tries)
    start_session(session_id, sessions.is_shared())
    flash("Your password is changed. You are signed out everywhere else.")
    return go(url_for(".account"))


@bp.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> Response:
    """End every session of mine, this one too."""
    accounts.end_sessions(current_person().id)
    response = leave()
    flash("You are signed out everywhere.")
    return response


def _page(form: ChangePasswordForm, status: int = 200) -> Response:
    return page("directory/change_password.html", form=form, status=status)


def _has_password(person_id: int) -> bool:
    me = queries_accounts.candidate_by_id(person_id, clock.today())
    return me is not None and me.password_hash is not None
