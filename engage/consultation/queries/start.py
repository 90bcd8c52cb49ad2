"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.consultation.models import Consultation
from engage.consultation.queries import open_for
from engage.consultation.rules import State
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import day

WAITING = {State.DRAFT: "in draft", State.CLOSED: "closed, to be answered"}


UNANSWERED = (
    select(Consultation.id, Consultation.title, Consultation.state)
    .where(Consultation.state.in_(WAITING))
    .order_by(Consultation.id)
    .limit(20)
)


def cards(viewer: Viewer) -> Sequence[Card]:
    """The open consultations that ask this person: two statements."""
    return [
        Card(
            title=row.title,
            href=url_for("consultation.show", consultation_id=row.id),
            body="Read the draft and say what you think." if row.kind != "board" else "Say what you think.",
            tag="Have your say",
            meta=f"Open until {day(row.closes_at)}" if row.closes_at else "Open now",
            colour="green",
            place=Place.WAITING,
        )
        for row in open_for(viewer)[:6]
    ]


def desk(viewer: Viewer) -> Sequence[Task]:
    """Drafts, and closed consultations that wait for an answer: one statement."""
    if not viewer.may(Permission.CONSULTATIONS_MANAGE):
        return ()
    return [
        Task(title, WAITING[State(state)], url_for("consultation.manage_one", consultation_id=consultation_id))
        for consultation_id, title, state in db.session.execute(UNANSWERED)
    ]
