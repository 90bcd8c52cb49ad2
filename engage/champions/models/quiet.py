"""People of staff networks: special category data, read by the queries and actions of this part and by nothing else.

No row tells who let somebody in, or when they joined once their answer is forgotten; no other table refers to these.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engage.champions.rules.quiet import MOST_ANSWER, MOST_MESSAGE, MOST_TITLE, Asked
from engage.core.db import Model, UtcDateTime

_STATES = ", ".join(f"'{each}'" for each in Asked)


class NetworkPerson(Model):
    """Somebody in a staff network; `named`: they show their name where the network is open."""

    __tablename__ = "network_person"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    named: Mapped[bool] = mapped_column(default=False)


class NetworkRequest(Model):
    """Somebody asks to join; answered ones are kept so long that the answer can be read, and no longer."""

    __tablename__ = "network_request"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint("(state = 'waiting') = (answered_on IS NULL)", name="answer_has_its_day"),
    )

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(10), default=Asked.WAITING)
    # What the coordinator wrote to them.
    answer: Mapped[str] = mapped_column(String(MOST_ANSWER), default="")
    answered_on: Mapped[date | None]


class NetworkMessage(Model):
    """What the coordinators wrote to everybody in a network; it holds no author."""

    __tablename__ = "network_message"
    __table_args__ = (CheckConstraint(f"length(body) <= {MOST_MESSAGE}", name="body_is_short"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    body: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # One for each form that was opened: a form that is sent twice is one message.
    once: Mapped[str] = mapped_column(String(40), unique=True)
    # How far the worker has come with the mails, so that the outbox holds one row and not one for each person.
    mailed: Mapped[bool] = mapped_column(default=False)
    mailed_to: Mapped[int] = mapped_column(default=0)


class NetworkSize(Model):
    """How many are in a staff network, as the OD team is told it until the next quarter begins."""

    __tablename__ = "network_size"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"), primary_key=True)
    # A multiple of 5 from 10 on; 0: fewer than 10. `counted`: the exact number when it last changed, never shown.
    told: Mapped[int]
    counted: Mapped[int]
    quarter: Mapped[date]
