"""What concerns bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for

from engage.access import Permission, Viewer
from engage.champions.queries import concerns, concerns_manage
from engage.core import clock
from engage.core.cards import Card, Task
from engage.core.formatting import count, day

# How long the newest published answer stays on everybody's start page.
NEWS = timedelta(days=14)


def cards(viewer: Viewer) -> Sequence[Card]:
    """Answers to be told, what one leads, and the newest answer that all staff may read: three statements."""
    return [*_to_tell(viewer), *_led(viewer), *_newest()]


def _to_tell(viewer: Viewer) -> Sequence[Card]:
    """One card, however many there are: several that say the same would read as one."""
    rows = concerns.to_tell(viewer.id)
    if not rows:
        return ()
    one = len(rows) == 1
    return [
        Card(
            title="Your concern was answered: tell them" if one else "Your concerns were answered: tell them",
            href=url_for("champions.concern", concern_id=rows[0].id) if one else url_for("champions.concerns_own"),
            body="; ".join(row.title for row in rows),
            tag="Passed on",
            meta=f"{'Answered' if one else 'The oldest answered'} on {day(rows[0].case.answered_on)}",
            colour="rose",
        )
    ]


def _led(viewer: Viewer) -> Sequence[Card]:
    return [
        Card(
            title=row.title,
            href=url_for("champions.concern_led", case_id=row.id),
            body="The OD team asks you what could be answered.",
            tag="For you as lead officer",
            meta=f"Answer due by {day(row.due_on)}",
            colour="amber",
        )
        for row in concerns.waiting_for_lead(viewer.id)
    ]


def _newest() -> Sequence[Card]:
    rows = concerns.published_since(clock.now() - NEWS)
    return [
        Card(
            title=row.published_title,
            href=url_for("champions.concern_answered", case_id=row.id),
            body=_opening(row.answer),
            tag="You said, we answered",
            meta=day(row.published_at),
            colour="blue",
        )
        for row in rows
    ]


def _opening(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 140 else flat[:140].rsplit(" ", 1)[0] + "…"


def desk(viewer: Viewer) -> Sequence[Task]:
    """What is new, what is late, and what a lead officer proposes: one statement."""
    if not viewer.may(Permission.CONCERNS_ANSWER):
        return ()
    waits = concerns_manage.waiting()
    told = (
        ("Concerns passed on", waits.new, "new, with nobody yet", "new"),
        ("Concerns that are overdue", waits.overdue, "late", "overdue"),
        ("Concerns with a proposed answer", waits.proposed, "to answer", "proposed"),
    )
    return [
        Task(title, f"{count(number, 'concern')} {words}", url_for("champions.concerns_manage", show=show))
        for title, number, words, show in told if number
    ]  # fmt: skip
