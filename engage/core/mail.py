"""Mail: rows of the outbox, sent by SMTP where it is set, else laid into a folder."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import current_app, render_template

from engage.config import Settings
from engage.core import outbox

KEPT_IN_FOLDER = 200


@dataclass(frozen=True)
class Letter:
    """A mail as the demonstration's page shows it."""

    to: str
    subject: str
    body: str


def send(to: str, subject: str, template: str, **context: Any) -> None:
    """Promise a mail; the wording lies in templates/mail/."""
    body = render_template(f"mail/{template}", **context)
    outbox.enqueue("mail", {"to": to, "subject": " ".join(subject.split()), "body": body})


@outbox.handler("mail")
def _deliver(payload: dict[str, Any]) -> None:
    settings: Settings = current_app.extensions["settings"]
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Subject"] = settings.mail_from, payload["to"], payload["subject"]
    message.set_content(payload["body"])
    if not settings.smtp_host:
        folder = mail_folder(settings)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{uuid4().hex}.eml").write_bytes(message.as_bytes())
        return
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as server:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)


def mail_folder(settings: Settings) -> Path:
    """Where mail lies that was not sent."""
    return settings.instance / "mail"


def laid_down(settings: Settings) -> Sequence[Letter]:
    """The newest mails of the folder."""
    files = sorted(mail_folder(settings).glob("*.eml"), key=lambda f: f.stat().st_mtime, reverse=True)
    return [_letter(file) for file in files[:KEPT_IN_FOLDER]]


def _letter(file: Path) -> Letter:
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    body = message.get_body(("plain",))
    return Letter(str(message["To"]), str(message["Subject"]), body.get_content() if body else "")
