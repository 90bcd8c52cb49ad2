"""Thanks: who thanks whom, for which behaviour, in which words, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Behaviour, Person, Unit
from engage.recognition.rules.thanks import MOST_REASON, MOST_WORDS, REACTIONS, ThanksState, Via

_STATES = ", ".join(f"'{each}'" for each in ThanksState)
_VIAS = ", ".join(f"'{each}'" for each in Via)
_REACTIONS = ", ".join(f"'{each}'" for each in REACTIONS)


class Thanks(Model):
    """One thank-you. It is on the wall while it is for all staff and its state is `shown`."""

    __tablename__ = "thanks"
    __searched__ = ("words",)
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint(f"via IN ({_VIAS})", name="via_is_known"),
        CheckConstraint(f"words <> '' AND length(words) <= {MOST_WORDS}", name="words_are_some"),
        CheckConstraint("giver_id IS NOT NULL OR signed <> ''", name="somebody_gives"),
        CheckConstraint("via <> 'card' OR entered_by_id IS NOT NULL", name="a_card_was_entered"),
        Index("ix_thanks_wall", "to_all", "state", "given_at", "id"),
        # Few are cards: whoever typed some in finds them without reading every thank-you.
        Index("ix_thanks_entered_by_id", "entered_by_id", sqlite_where=text("entered_by_id IS NOT NULL"),
              postgresql_where=text("entered_by_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # As it stands on a paper card whose writer is not in the directory.
    signed: Mapped[str] = mapped_column(String(100), default="")
    giver_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    words: Mapped[str] = mapped_column(Text)
    to_all: Mapped[bool]
    state: Mapped[str] = mapped_column(String(12), default=ThanksState.SHOWN)
    via: Mapped[str] = mapped_column(String(8), default=Via.PAGE)
    # The site of the poster or the card.
    site: Mapped[str] = mapped_column(String(120), default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    # One for each form that was opened: a form that is sent twice is one thank-you.
    once: Mapped[str] = mapped_column(String(40), unique=True)
    # When it was taken back or declined: it is deleted some time after that.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Why it was declined, for whoever gave it.
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="")

    giver: Mapped[Person | None] = relationship(foreign_keys=[giver_id])
    entered_by: Mapped[Person | None] = relationship(foreign_keys=[entered_by_id])
    receivers: Mapped[list["ThanksReceiver"]] = relationship(
        back_populates="thanks", order_by="ThanksReceiver.id", cascade="all, delete-orphan"
    )
    behaviours: Mapped[list["ThanksBehaviour"]] = relationship(
        order_by="ThanksBehaviour.position", cascade="all, delete-orphan"
    )


class ThanksReceiver(Model):
    """A person (with the unit they worked in then) or a whole team that is thanked."""

    __tablename__ = "thanks_receiver"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR unit_id IS NOT NULL", name="somebody_receives"),
        Index("uq_thanks_receiver_person", "thanks_id", "person_id", unique=True),
        # With what the wall's filter asks for in it, so that no row is read for it.
        Index("ix_thanks_receiver_unit", "unit_id", "thanks_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thanks_id: Mapped[int] = mapped_column(ForeignKey("thanks.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    thanks: Mapped[Thanks] = relationship(back_populates="receivers")
    person: Mapped[Person | None] = relationship()
    unit: Mapped[Unit | None] = relationship()


class ThanksBehaviour(Model):
    """A behaviour that it names, in the words of the framework then in force."""

    __tablename__ = "thanks_behaviour"
    __table_args__ = (Index("ix_thanks_behaviour_named", "behaviour_id", "thanks_id"),)

    thanks_id: Mapped[int] = mapped_column(ForeignKey("thanks.id", ondelete="CASCADE"), primary_key=True)
    behaviour_id: Mapped[int] = mapped_column(ForeignKey("behaviour.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    behaviour: Mapped[Behaviour] = relationship()


class ThanksReaction(Model):
    """One colleague's reaction to a thank-you, once of each kind."""

    __tablename__ = "thanks_reaction"
    __table_args__ = (CheckConstraint(f"kind IN ({_REACTIONS})", name="kind_is_known"),)

    thanks_id: Mapped[int] = mapped_column(ForeignKey("thanks.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)


class ThanksPreference(Model):
    """How somebody likes to be thanked, and what is sent to them; who has no row has the defaults."""

    __tablename__ = "thanks_preference"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    in_private: Mapped[bool] = mapped_column(default=False)
    no_digest: Mapped[bool] = mapped_column(default=False)
    # Thanks are printed to be picked up at the site, for whoever has no e-mail or likes paper.
    on_paper: Mapped[bool] = mapped_column(default=False)
    # Thanks that came before this moment are no news on the start page.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ThanksSettings(Model):
    """What the OD team has set for everybody: one row."""

    __tablename__ = "thanks_settings"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    moderated_before: Mapped[bool] = mapped_column(default=False)


class SitePoster(Model):
    """The short code of a site's poster: who follows it thanks somebody from there."""

    __tablename__ = "site_poster"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    site: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PickUp(Model):
    """That a thank-you is to be printed for somebody at their site, and when it was."""

    __tablename__ = "pick_up"

    thanks_id: Mapped[int] = mapped_column(ForeignKey("thanks.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    site: Mapped[str] = mapped_column(String(120), index=True)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    thanks: Mapped[Thanks] = relationship()
    person: Mapped[Person] = relationship()
