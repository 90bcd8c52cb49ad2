"""What concerns bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for

from engage.access import Permission, Viewer
from engage.champions.queries import concerns, concerns_manage
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.formatting import day

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
            place=Place.WAITING,
        )
    ]


def _led(viewer: Viewer) -> Sequence[Card]:
    rows = concerns.waiting_for_lead(viewer.id)
    if not rows:
        return ()
    one = len(rows) == 1
    asks = "The OD team asks you what could be answered"
    return [
        Card(
            title=rows[0].title if one else "Concerns to look into",
            href=url_for("champions.concern_led", case_id=rows[0].id) if one else url_for("champions.concerns_led"),
            body=f"{asks}." if one else f"{asks}: {'; '.join(row.title for row in rows)}.",
            tag="For you as lead officer",
            meta=f"{'Answer' if one else 'The first answer'} due by {day(rows[0].due_on)}",
            colour="amber",
            place=Place.WAITING,
        )
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
            place=Place.CAME,
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
    told = [
        (f"{number:,} {words}", show)
        for number, words, show in (
            (waits.overdue, "overdue", "overdue"),
            (waits.new, "new, with nobody yet", "new"),
            (waits.proposed, "with a proposed answer", "proposed"),
        )
        if number
    ]
    if not told:
        return ()
    # Where several things wait the list shows all that is open, what is due first on top.
    address = url_for("champions.concerns_manage", show=told[0][1] if len(told) == 1 else "open")
    return [Task("Concerns passed on", "; ".join(words for words, _ in told), address)]
