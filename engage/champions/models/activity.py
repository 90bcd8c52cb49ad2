"""What champions logged: one row for a conversation, briefing, event or concern."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.champions.rules.activity import MOST_PEOPLE, MOST_SITE, MOST_WORDS, How, Kind
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Network, Theme, Unit

_KINDS = ", ".join(f"'{each}'" for each in Kind)
_HOWS = ", ".join(f"'{each}'" for each in How)


class Activity(Model):
    """One entry. Only whoever wrote it reads it as theirs; the OD team reads figures and words without a name."""

    __tablename__ = "champion_activity"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_is_known"),
        CheckConstraint(f"how IN ({_HOWS})", name="how_is_known"),
        CheckConstraint(f"people BETWEEN 1 AND {MOST_PEOPLE}", name="people_are_some"),
        CheckConstraint(f"length(works_well) <= {MOST_WORDS}", name="works_well_is_short"),
        CheckConstraint(f"length(even_better) <= {MOST_WORDS}", name="even_better_is_short"),
        Index("ix_champion_activity_own", "person_id", "happened_on", "id"),
        # With all that the figures ask for in each, so that no row is read for them, and in the order of their groups.
        Index("ix_champion_activity_places", "unit_id", "kind", "happened_on", "network_id", "people"),
        Index("ix_champion_activity_days", "happened_on", "kind", "network_id", "unit_id", "people"),
        Index("ix_champion_activity_themes", "theme_id", "says_well", "says_better", "happened_on", "network_id",
              "unit_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    # None once their appointment has been over for a year.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    kind: Mapped[str] = mapped_column(String(12))
    happened_on: Mapped[date]
    # Where: a unit, a place in the champion's own words, both, or neither.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    site: Mapped[str] = mapped_column(String(MOST_SITE), default="")
    how: Mapped[str] = mapped_column(String(10), default=How.IN_PERSON)
    people: Mapped[int] = mapped_column(default=1)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    works_well: Mapped[str] = mapped_column(Text, default="")
    even_better: Mapped[str] = mapped_column(Text, default="")
    # Whether there are such words: counted without reading them. The database keeps both.
    says_well: Mapped[bool] = mapped_column(Computed("works_well <> ''", persisted=True))
    says_better: Mapped[bool] = mapped_column(Computed("even_better <> ''", persisted=True))
    logged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # One for each form that was opened: a form that is sent twice is one entry.
    once: Mapped[str] = mapped_column(String(40), unique=True)

    network: Mapped[Network] = relationship()
    unit: Mapped[Unit | None] = relationship()
    theme: Mapped[Theme | None] = relationship()
