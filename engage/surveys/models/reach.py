"""Who is left out of a survey, what is mailed about it and how far it has got; of who took part nothing stands here."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime


class SurveyReach(Model):
    """What goes with a survey's audience: the words of its mails, and what was frozen and worked out of it."""

    __tablename__ = "survey_reach"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    # The words of the mails and the days of the reminders (rules/mailing), as JSON.
    words: Mapped[str] = mapped_column(Text, default="")
    # Which reporting group the people of each unit carry, by its code, as JSON; for whoever joins later.
    homes: Mapped[str] = mapped_column(Text, default="")
    # The rates of one day, rounded, as JSON; the day before is overwritten.
    rates: Mapped[str] = mapped_column(Text, default="")
    rates_on: Mapped[date | None]


class SurveyLeftOut(Model):
    """Somebody whom a survey is not to ask; the list goes when it opens."""

    __tablename__ = "survey_left_out"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class SurveyMail(Model):
    """One mail to many: what it is, when it is due, and how far it went; never to whom, nor to how many exactly."""

    __tablename__ = "survey_mail"
    __table_args__ = (
        CheckConstraint("kind IN ('invitation', 'reminder', 'cancelled')", name="kind_is_known"),
        UniqueConstraint("survey_id", "kind", "due_on", name="uq_survey_mail_survey_id_kind_due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[date]
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # In words, rounded: "about 65% of those asked by e-mail", or why it was not sent.
    told: Mapped[str] = mapped_column(String(120), default="")


class SurveyMailTo(Model):
    """Somebody to whom a mail is about to go: made as it starts, deleted as each is sent or fails; no address."""

    __tablename__ = "survey_mail_to"
    __table_args__ = (
        ForeignKeyConstraint(
            ["survey_id", "person_id"], ["invitation.survey_id", "invitation.person_id"], ondelete="CASCADE"
        ),
    )

    mail_id: Mapped[int] = mapped_column(ForeignKey("survey_mail.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int]


class SurveyBounce(Model):
    """That the invitation did not reach somebody's address. Everybody gets one: it tells nothing of taking part."""

    __tablename__ = "survey_bounce"
    __table_args__ = (
        ForeignKeyConstraint(
            ["survey_id", "person_id"], ["invitation.survey_id", "invitation.person_id"], ondelete="CASCADE"
        ),
    )

    survey_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
