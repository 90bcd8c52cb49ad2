"""Engage: where a council's staff are heard and thanked. create_app() is the table of contents."""

from datetime import timedelta
from importlib import import_module

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from engage import access, cli, config
from engage.core import (
    asked,
    assets,
    audit,
    db,
    errors,
    formatting,
    headers,
    holds,
    htmx,
    links,
    logs,
    moderation,
    navigation,
    overviews,
    rich,
    switches,
)

FEATURES = (
    "home", "recognition", "champions", "events", "surveys", "values", "consultation", "followup", "pages", "programme",
    "reports", "directory", "admin", "governance",
)  # fmt: skip


def create_app(settings: config.Settings | None = None) -> Flask:
    """The application, checked; raises BadSettings, or RuntimeError where a feature forgot a step."""
    settings = settings or config.read()
    app = Flask("engage", static_folder=None, root_path=str(config.ROOT))
    app.extensions["settings"] = settings
    _configure(app, settings)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    parts = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([FileSystemLoader(config.ROOT / "templates"), parts])
    # There are more templates than Jinja keeps by itself: each that it has let go of costs its compiling again.
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "cache_size": -1}
    logs.init_app(app)
    headers.init_app(app, settings.https)
    db.init_app(app, settings.database_url, settings.ballot_database_url, settings.ballot_owner_url)
    htmx.htmx.init_app(app)
    assets.init_app(app)
    errors.init_app(app)
    formatting.init_app(app)
    rich.init_app(app)
    audit.init_app(app, access.acting_id)
    holds.init_app(app, import_module("engage.directory.queries_holds").of_units)
    access.init_app(app, import_module("engage.directory.viewing").viewer)
    CSRFProtect(app)  # after access: an ended sign-in is told as such, not as a bad token
    features = [import_module(f"engage.{name}.views") for name in FEATURES]
    for views in features:
        app.register_blueprint(views.bp)
    links.init_app(app, features)
    moderation.init_app(app, features)
    asked.init_app(app, features)
    switches.init_app(app, features)
    navigation.init_app(app, FEATURES)
    overviews.init_app(app, features)
    cli.init_app(app, FEATURES)
    access.check_marks(app)
    return app


def _configure(app: Flask, settings: config.Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-engage" if settings.https else "engage",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1_000_000,
        MAX_FORM_MEMORY_SIZE=settings.max_body_kb * 1000,
        MAX_FORM_PARTS=2000,
    )
