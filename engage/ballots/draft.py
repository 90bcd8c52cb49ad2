"""The encrypted draft on a respondent's own device: its name there, and the key that comes with each page."""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from flask import current_app, session


def name_and_key(bound_to: str) -> tuple[str, str]:
    """Of the draft that is `bound_to` one person and one asking; two empty texts on a shared device."""
    if session.get("shared_device"):
        return "", ""
    secret: str = current_app.extensions["settings"].secret_key
    digest = hmac.new(secret.encode(), f"draft|{bound_to}".encode(), hashlib.sha512).digest()
    return digest[:12].hex(), urlsafe_b64encode(digest[32:]).decode()
