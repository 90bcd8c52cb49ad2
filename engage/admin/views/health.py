"""Whether the process lives, and whether it can do its work."""

from flask import Response, jsonify

from engage.access import public
from engage.admin import queries
from engage.admin.views import bp


@bp.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Both databases answer and are migrated, and the worker's last beat is recent."""
    checks = queries.readiness()
    return jsonify(checks), 200 if all(checks.values()) else 503
