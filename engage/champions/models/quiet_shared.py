"""What the council shares with representatives of recognised unions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.champions.rules.quiet_shared import MOST_ADDRESS, MOST_BODY, MOST_TITLE
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Network


class SharedItem(Model):
    """A text, an address within Engage, files; read by the people of its networks once it is shared."""

    __tablename__ = "shared_item"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint(f"length(body) <= {MOST_BODY}", name="body_is_short"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    body: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(MOST_ADDRESS), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    once: Mapped[str] = mapped_column(String(40), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    networks: Mapped[list["SharedItemNetwork"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class SharedItemNetwork(Model):
    """A network that an item is shared with."""

    __tablename__ = "shared_item_network"

    item_id: Mapped[int] = mapped_column(ForeignKey("shared_item.id", ondelete="CASCADE"), primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"), primary_key=True, index=True)

    network: Mapped[Network] = relationship()
