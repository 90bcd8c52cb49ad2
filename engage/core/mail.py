"""Mail: rows of the outbox, sent by SMTP where it is set; else laid into a folder, though never in production."""

import smtplib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import current_app, render_template
from sqlalchemy import Select

from engage.config import Settings
from engage.core import clock, outbox
from engage.core.retention import Rule, literals, run_all

KEPT_IN_FOLDER, KEPT_FOR = 200, timedelta(days=30)


@dataclass(frozen=True)
class Letter:
    """A mail as the demonstration's page shows it."""

    to: str
    subject: str
    body: str


@dataclass(frozen=True)
class Attached:
    """A text file that goes with a mail: its name, what kind of text it is (calendar), and its words."""

    name: str
    kind: str
    text: str


class NotSetUp(Exception):
    """Production without a mail server: what waits from when it had one cannot be sent."""


def send(
    to: str, subject: str, template: str, useless_at: datetime | None = None, attached: Attached | None = None,
    **context: Any,
) -> None:  # fmt: skip
    """Promise a mail, where mail is set up; the wording lies in templates/mail/.

    One that holds a code says from when on it is useless, so that no code waits in the database for long.
    """
    if not current_app.extensions["settings"].sends_mail:
        current_app.logger.warning("mail is not set up", extra={"facts": {"mail": template}})
        return
    body = render_template(f"mail/{template}", **context)
    payload: dict[str, Any] = {"to": to, "subject": subject, "body": body}
    if attached:
        payload["attached"] = asdict(attached)
    outbox.enqueue("mail", payload, useless_at=useless_at)


@outbox.handler("mail")
def _deliver(payload: dict[str, Any]) -> None:
    attached = payload.get("attached")
    deliver(payload["to"], payload["subject"], payload["body"], Attached(**attached) if attached else None)


def deliver(to: str, subject: str, body: str, attached: Attached | None = None) -> None:
    """Send one mail now: for the worker, where a row of the outbox for each would tell how many people there are."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.sends_mail:
        raise NotSetUp
    message = EmailMessage(policy=policy.SMTP)
    # A title may hold a line break, or the one that word processors put in; no header may.
    message["From"], message["To"], message["Subject"] = settings.mail_from, to, " ".join(subject.split())
    message.set_content(body)
    if attached:
        message.add_attachment(attached.text, subtype=attached.kind, filename=attached.name)
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


def _due(at: datetime) -> Select[str]:
    """Names of files, as a select of them."""
    oldest = (at - KEPT_FOR).timestamp()
    files = mail_folder(current_app.extensions["settings"]).glob("*.eml")
    return literals([file.name for file in files if file.stat().st_mtime < oldest])


def _remove(names: Sequence[str], at: datetime) -> None:
    for name in names:
        (mail_folder(current_app.extensions["settings"]) / name).unlink(missing_ok=True)


# A hold finds it by its kind alone: it is a file, not a record.
KEPT = (
    Rule(name="mail-folder", what="Mail that is laid into a folder because no mail server is set up",
         how_long=f"{KEPT_FOR.days} days", then="deleted", due=_due, erase=_remove,
         # As many as were sent, and so as many as a staff network has.
         secret=True),
)  # fmt: skip


@outbox.schedule("tidy mail", seconds=outbox.DAY)
def tidy() -> None:
    """Remove what has lain in the folder for 30 days: names, addresses and codes are in it."""
    run_all(KEPT, clock.now())


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
