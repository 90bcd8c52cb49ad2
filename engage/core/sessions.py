"""Sessions end when idle and after their hours, whatever their cookie says."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, current_app, g, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import login_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

from engage.core import clock

WHO, BEGAN, SEEN = "_user_id", "began", "seen"
# A random number by which this one session, and every copy of its cookie, can be ended.
MARK = "mark"
# Whose the session was that has ended; whether the device is used by others too.
WAS, SHARED = "was", "shared_device"
SHARED_IDLE = timedelta(minutes=10)
# What says of a shared tablet that it is one, and of nobody anything: it outlasts a night, a weekend and a holiday, as
# what it stands for ends by itself. Of the session of hours before it nothing else is left.
DEVICE, DEVICE_LASTS = "kiosk", timedelta(days=366)
# How old the time in the cookie may be, in seconds: to sign it anew is most of what a small answer costs.
STALE = 60


class Sessions(SecureCookieSessionInterface):
    """The signed cookie, read with the times inside it."""

    def __init__(self, longest: timedelta, idle: timedelta) -> None:
        self.longest = int(longest.total_seconds())
        self.idle = int(idle.total_seconds())
        self.signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The one that signs, made once."""
        self.signer = self.signer or super().get_signing_serializer(app)
        return self.signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session, or of one that has ended no more than its token, whose it was, and what device this is."""
        found = super().open_session(app, request) or self._of_device(app, request)
        if found is None or WHO not in found:
            return found
        now = int(clock.now().timestamp())
        began, seen = found.get(BEGAN, now), found.get(SEEN, now)
        if now - began > self.longest or now - seen > self.idle_seconds(found):
            kept = {name: found[name] for name in ("csrf_token", SHARED) if name in found}
            kept[WAS] = _id(found[WHO])
            found.clear()
            found.update(kept)
            return found
        if BEGAN not in found or now - found.get(SEEN, 0) >= STALE:
            found.update({BEGAN: began, SEEN: now})
        return found

    def get_expiration_time(self, app: Flask, session: SessionMixin) -> datetime | None:
        """When the browser drops the cookie: that of a shared tablet lies there over night."""
        if DEVICE in session:
            return clock.now() + DEVICE_LASTS
        return super().get_expiration_time(app, session)

    def _of_device(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Of a session that is too old no more than what this device is; an empty one otherwise."""
        signer = self.get_signing_serializer(app)
        try:
            value = request.cookies.get(self.get_cookie_name(app), "")
            old = signer.loads(value, max_age=int(DEVICE_LASTS.total_seconds())) if signer else {}
        except BadSignature:
            old = {}
        kept = ("csrf_token", "_permanent", DEVICE) if DEVICE in old else ()
        return self.session_class({name: old[name] for name in kept if name in old})

    def idle_seconds(self, found: SessionMixin) -> int:
        """How long nothing may happen in this session."""
        return min(self.idle, int(SHARED_IDLE.total_seconds())) if found.get(SHARED) else self.idle


def begin(viewer: Any, shared: bool = False) -> None:
    """Start a session of its own for this person: nothing of the one before goes on."""
    session.clear()
    g.pop("csrf_token", None)  # made for the session before, and kept for this request
    now = int(clock.now().timestamp())
    own = secrets.token_hex(16)
    session.update({BEGAN: now, SEEN: now, MARK: own, **({SHARED: True} if shared else {})})
    # On a shared device the cookie goes when the browser is closed.
    session.permanent = not shared
    login_user(viewer)


def expire() -> int | None:
    """Take the person out of a session that is nobody's any more; answers whose it was, where that is known."""
    was = _id(session[WHO]) if WHO in session else session.get(WAS)
    logout_user()
    if was is not None:
        session[WAS] = was
    return was


def mark() -> str:
    """This session's own number; nothing where nobody is signed in."""
    return session.get(MARK, "") if WHO in session else ""


def is_shared() -> bool:
    """Whether this person said that others use this device too."""
    return bool(session.get(SHARED))


def idle_minutes() -> int:
    """After how many minutes without a request this session ends."""
    sessions = current_app.session_interface
    assert isinstance(sessions, Sessions)  # noqa: S101  # set by init_app below
    return sessions.idle_seconds(session) // 60


def _id(session_id: str) -> int | None:
    person_id = session_id.partition(".")[0]
    return int(person_id) if person_id.isdigit() else None


def end() -> None:
    """End this browser's session."""
    session.clear()


def init_app(app: Flask, longest: timedelta, idle: timedelta) -> None:
    """Read every session with its times."""
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    app.session_interface = Sessions(longest, idle)
