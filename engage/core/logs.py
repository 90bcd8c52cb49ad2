"""Structured logs, a line of JSON each; never an answer, a name, an address or a ballot's number."""

import json
import logging
import sys
from time import perf_counter

from flask import Flask, Response, current_app, g, request


class JsonLines(logging.Formatter):
    """One record, one line; line breaks in what is logged cannot start a new one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {"at": self.formatTime(record), "level": record.levelname, "what": record.getMessage()}
        line.update(getattr(record, "facts", {}))
        return json.dumps(line)


def _log_exception(exc_info: tuple[type[BaseException] | None, BaseException | None, object]) -> None:
    kind = exc_info[0].__name__ if exc_info[0] else "unknown"
    current_app.logger.error("unexpected", extra={"facts": {"error": f"{kind} outside a view"}})


def init_app(app: Flask) -> None:
    """Send the application's log to standard error, and log each request by its route, not its path."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    app.logger.handlers[:] = [handler]
    app.logger.propagate = False
    app.logger.setLevel(logging.WARNING if app.testing else logging.INFO)
    # Flask's own line for an error outside a view names the path, and may hold what was typed.
    app.log_exception = _log_exception  # type: ignore[method-assign]

    @app.before_request
    def _start() -> None:
        g.started = perf_counter()

    @app.after_request
    def _log(response: Response) -> Response:
        if not getattr(app.view_functions.get(request.endpoint or ""), "unlogged", False):
            facts = {
                "route": request.endpoint or "none",
                "method": request.method,
                "status": response.status_code,
                "ms": round((perf_counter() - g.started) * 1000) if "started" in g else None,
            }
            app.logger.info("request", extra={"facts": facts})
        return response
