"""Who may do what: the whole policy on one page, and the one place that decides."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import Forbidden
from wtforms.validators import ValidationError

from engage.core import forms, sessions
from engage.core.errors import SignedOut, page_before
from engage.core.htmx import wants_fragment
from engage.core.typed import LONGEST_BYTES, Typed, seal


class Role(StrEnum):
    """What somebody is; what else a person may do is a rule about an object."""

    STAFF = "staff"
    CHAMPION = "champion"
    MANAGER = "manager"
    OD = "od"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a role can be allowed."""

    SURVEYS_ANSWER = "answer surveys"
    RESULTS_READ = "read published results"
    SURVEYS_MANAGE = "make, run and publish surveys"
    RESULTS_CHECK = "read results before they are published"
    PEOPLE_MANAGE = "import people and units, issue sign-in codes"
    ROLES_MANAGE = "give and take roles"
    OUTBOX_READ = "see what is waiting to be sent"
    AUDIT_READ = "read the audit log"
    FRAMEWORK_MANAGE = "write and publish the values and behaviours"
    CONVERSATIONS_SEE = "see which teams have talked"
    FEEDBACK_RUN = "run feedback rounds, and go through a report with whoever it is about"
    CONSULTATIONS_MANAGE = "run consultations, and say what changed"
    THEMES_MANAGE = "keep the list of themes"
    HEARD_READ = "read what we heard, over all sources"
    PAGES_MANAGE = "write guides, toolkits and help"
    THANKS_MANAGE = "look after thanks, posters, paper cards and stories"
    AWARDS_MANAGE = "run award rounds, from categories to certificates"
    RECOGNITION_READ = "see who gets recognised, and who does not"
    NETWORKS_MANAGE = "run networks: appoint, recruit, plan coverage"
    CONCERNS_ANSWER = "answer what champions pass on"
    EVENTS_MANAGE = "run events"
    ACTIONS_MANAGE = "promise actions, follow them and carry them over"
    PROGRAMME_MANAGE = "keep plans, boards and what hangs on them"
    REPORTS_MANAGE = "make reports, freeze their figures, and keep the archive"
    MODERATE = "decide about what was reported"
    SWITCHES_MANAGE = "switch on what must be signed first"
    POLICY_READ = "read the data inventory and the documents for sign-off"
    POLICY_WRITE = "write the privacy notice, the accessibility statement and what the council adds to the documents"
    DATA_REQUESTS = "answer requests for a person's own data"
    RETENTION_MANAGE = "see what is deleted after its date, and hold it back"


_STAFF = frozenset({Permission.SURVEYS_ANSWER, Permission.RESULTS_READ})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.STAFF: _STAFF,
    Role.CHAMPION: _STAFF,
    Role.MANAGER: _STAFF,
    Role.OD: _STAFF
    | {
        Permission.SURVEYS_MANAGE,
        Permission.RESULTS_CHECK,
        Permission.FRAMEWORK_MANAGE,
        Permission.CONVERSATIONS_SEE,
        Permission.FEEDBACK_RUN,
        Permission.CONSULTATIONS_MANAGE,
        Permission.THEMES_MANAGE,
        Permission.HEARD_READ,
        Permission.PAGES_MANAGE,
        Permission.THANKS_MANAGE,
        Permission.AWARDS_MANAGE,
        Permission.RECOGNITION_READ,
        Permission.NETWORKS_MANAGE,
        Permission.CONCERNS_ANSWER,
        Permission.EVENTS_MANAGE,
        Permission.ACTIONS_MANAGE,
        Permission.PROGRAMME_MANAGE,
        Permission.REPORTS_MANAGE,
        Permission.MODERATE,
        Permission.POLICY_READ,
        Permission.POLICY_WRITE,
    },
    Role.ADMIN: _STAFF
    | {
        Permission.PEOPLE_MANAGE,
        Permission.ROLES_MANAGE,
        Permission.OUTBOX_READ,
        Permission.AUDIT_READ,
        Permission.SWITCHES_MANAGE,
        Permission.POLICY_READ,
        Permission.POLICY_WRITE,
        Permission.DATA_REQUESTS,
        Permission.RETENTION_MANAGE,
    },
}


@dataclass(frozen=True)
class Viewer:
    """The person whose request this is."""

    id: int
    name: str
    first_name: str
    language: str
    roles: frozenset[Role]
    session_version: int

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the session holds: the person and the version of their sessions."""
        return f"{self.id}.{self.session_version}"

    def may(self, permission: Permission) -> bool:
        """Whether any role of theirs allows it."""
        return any(permission in GRANTS[role] for role in self.roles)


View = TypeVar("View", bound=Callable[..., Any])


def _mark(view: View, access: Permission | str) -> View:
    view.__dict__["access"] = access
    return view


def public(view: View) -> View:
    """Open to everybody."""
    return _mark(view, "public")


def signed_in(view: View) -> View:
    """Open to whoever is signed in."""
    return _mark(view, "signed in")


def requires(permission: Permission) -> Callable[[View], View]:
    """Open to whoever holds this permission."""
    return lambda view: _mark(view, permission)


def current_person() -> Viewer:
    """Who is signed in; only for views that are not public."""
    viewer: Viewer = current_user._get_current_object()
    return viewer


def viewer_or_none() -> Viewer | None:
    """Who is signed in, or None."""
    return current_person() if current_user.is_authenticated else None


def acting_id() -> int | None:
    """The id of whoever acts, for the audit; None for commands and strangers."""
    from flask import has_request_context

    viewer = viewer_or_none() if has_request_context() else None
    return viewer.id if viewer else None


def init_app(app: Flask, load: Callable[[str], Viewer | None]) -> None:
    """Decide about every request before its view runs."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(load)
    manager.init_app(app)
    app.before_request(enforce)


def enforce() -> ResponseReturnValue | None:
    """Let the request pass, or answer it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None
    access = getattr(view, "access", None)
    if access == "public":
        return None
    if not current_user.is_authenticated:
        return _ask_to_sign_in(view)
    if isinstance(access, Permission) and not current_person().may(access):
        raise Forbidden
    return None


def _ask_to_sign_in(view: Callable[..., Any]) -> ResponseReturnValue:
    was = sessions.expire()
    if request.method in {"GET", "HEAD"} and not wants_fragment():
        if request.path != "/":
            flash("Sign in to see that page.")
        return redirect(url_for("directory.sign_in", next=request.full_path.rstrip("?")), code=303)
    raise SignedOut(page_before(), _typed_by(was, view))


def _typed_by(person_id: int | None, view: Callable[..., Any]) -> str | None:
    """What this person typed, sealed: no answers of a survey (their draft has them), no file, no password."""
    short = request.content_length is not None and request.content_length <= LONGEST_BYTES
    plain = request.mimetype == "application/x-www-form-urlencoded" and not wants_fragment()
    if person_id is None or getattr(view, "unlogged", False) or not (plain and short):
        return None
    try:
        # A form of somebody else's making would come back with our own words around it.
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    left_out = {"csrf_token", *forms.SECRET}
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name not in left_out)
    query = request.query_string.decode("ascii", "ignore")
    path = quote(request.path) + (f"?{query}" if query else "")
    return seal(Typed(person_id, path, fields)) if fields else None


def check_marks(app: Flask) -> None:
    """Every route carries a mark: one without it stops the start."""
    bare = [
        rule.endpoint for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    ]  # fmt: skip
    if bare:
        raise RuntimeError(f"routes without @public, @signed_in or @requires: {', '.join(sorted(bare))}")
