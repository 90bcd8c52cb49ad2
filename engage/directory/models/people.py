"""Units, people, posts; accounts, codes and roles; imports that can be taken back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.rules import KINDS

_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)


class Unit(Model):
    """A part of the council at any level; closed ones stay, with what replaced them."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("closed_on IS NULL OR opened_on IS NULL OR closed_on >= opened_on",
                        name="dates_in_order"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[str] = mapped_column(String(40), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    parent: Mapped["Unit | None"] = relationship(remote_side=[id], foreign_keys=[parent_id])
    replaced_by: Mapped["Unit | None"] = relationship(remote_side=[id], foreign_keys=[replaced_by_id])


class Person(Model):
    """Somebody who works with the council, found by employee number."""

    __tablename__ = "person"
    __searched__ = ("first_name", "known_as", "surname")
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_is_known"),
        CheckConstraint("leaves_on IS NULL OR started_on IS NULL OR leaves_on >= started_on",
                        name="dates_in_order"),
        Index("ix_person_email_lower", text("lower(email)"), unique=True),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_number: Mapped[str] = mapped_column(String(40), unique=True)
    first_name: Mapped[str] = mapped_column(String(100))
    known_as: Mapped[str] = mapped_column(String(100), default="")
    surname: Mapped[str] = mapped_column(String(100), index=True)
    email: Mapped[str | None] = mapped_column(String(254))
    kind: Mapped[str] = mapped_column(String(20), default="employee")
    language: Mapped[str] = mapped_column(String(10), default="en")
    started_on: Mapped[date | None]
    leaves_on: Mapped[date | None]
    # The import profile that brought them; who was added by hand never leaves by being absent from a file.
    source: Mapped[str | None] = mapped_column(String(60))

    posts: Mapped[list["Post"]] = relationship(back_populates="person", order_by="Post.id")

    @property
    def name(self) -> str:
        """The name colleagues use."""
        return f"{self.known_as or self.first_name} {self.surname}"


class Post(Model):
    """A job in a unit, held by a person or vacant; the main one counts for surveys."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_not_negative"),
        Index("uq_post_held", "reference", "person_id", unique=True,
              sqlite_where=text("reference IS NOT NULL AND person_id IS NOT NULL AND ended_on IS NULL"),
              postgresql_where=text("reference IS NOT NULL AND person_id IS NOT NULL AND ended_on IS NULL")),
        Index("uq_post_main", "person_id", unique=True, sqlite_where=text("is_main AND ended_on IS NULL"),
              postgresql_where=text("is_main AND ended_on IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    # Several people may hold one position (a job share, forty care assistants).
    reference: Mapped[str | None] = mapped_column(String(60), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    manager_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    job_title: Mapped[str] = mapped_column(String(200), default="")
    grade: Mapped[str] = mapped_column(String(40), default="")
    site: Mapped[str] = mapped_column(String(120), default="")
    work_type: Mapped[str] = mapped_column(String(60), default="")
    shift: Mapped[str] = mapped_column(String(60), default="")
    contract: Mapped[str] = mapped_column(String(60), default="")
    hours: Mapped[float | None]
    is_head: Mapped[bool] = mapped_column(default=False)
    is_main: Mapped[bool] = mapped_column(default=True)
    ended_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(String(60))

    person: Mapped[Person | None] = relationship(back_populates="posts")
    unit: Mapped[Unit] = relationship()
    manager_post: Mapped["Post | None"] = relationship(remote_side=[id])


class Account(Model):
    """How a person signs in; raising the version ends all their sessions."""

    __tablename__ = "account"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_version: Mapped[int] = mapped_column(default=1)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class SignInCode(Model):
    """A one-time code to claim an account or replace a password, kept as its hash."""

    __tablename__ = "sign_in_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class RoleGrant(Model):
    """A role that somebody was given; staff and manager are told from the posts, champion from appointments."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint("role IN ('od', 'admin')", name="role_is_given"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)

    person: Mapped[Person] = relationship()


class Throttle(Model):
    """How often something failed lately, by a keyed digest of the account or address."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class EndedSession(Model):
    """A session that its person signed out of, by its mark: a copy of its cookie opens nothing."""

    __tablename__ = "ended_session"

    mark: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ImportProfile(Model):
    """Which column of a council's own extract is which, under a name."""

    __tablename__ = "import_profile"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    columns: Mapped[str] = mapped_column(Text)


class ImportRun(Model):
    """One import of people or units: its counts, and what it takes to undo it."""

    __tablename__ = "import_run"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    filename: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    undo: Mapped[str] = mapped_column(Text)
    rolled_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    by: Mapped[Person | None] = relationship()
