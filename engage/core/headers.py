"""Security headers on every answer."""

import secrets

from flask import Flask, Response, g


def nonce() -> str:
    """This answer's own nonce for its inline script."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    value: str = g.csp_nonce
    return value


def init_app(app: Flask, https: bool) -> None:
    """Strict content security policy with nonces, and its companions."""
    app.jinja_env.globals["csp_nonce"] = nonce

    @app.after_request
    def _headers(response: Response) -> Response:
        own = f"'self' 'nonce-{nonce()}'"
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src {own}; style-src {own}; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; form-action 'self'; manifest-src 'self'; "
            "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers.setdefault("Cache-Control", "no-store")
        if https:  # whoever ends TLS in front, and whether or not it says so
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response
