"""Signing in and one's own account."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from engage.access import Permission
from engage.core import sessions
from engage.core.navigation import Entry

bp = Blueprint("directory", __name__)

DESK = (Entry("Themes", "directory.themes", 61, Permission.THEMES_MANAGE),)


@bp.record_once
def _sessions(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    settings = app.extensions["settings"]
    sessions.init_app(app, timedelta(hours=settings.session_hours), timedelta(minutes=settings.idle_minutes))


from engage.directory.views import account, claim, finding, sign_in, themes  # noqa: E402, F401  # routes hang on bp

LINKS = {"theme": themes.link}
