"""The data inventory: every column of every table has a class; each part brings its tables as INVENTORY."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; the value is how a page says it."""

    IDENTIFIER = "points to a person"
    CONTACT = "name or contact detail"
    ABOUT = "about a person"
    TEXT = "what a person wrote"
    SPECIAL = "special category, or may tell it"
    ANSWER = "confidential answer"
    SCRAMBLED = "scrambled value"
    FIGURE = "figure about many"
    COUNCIL = "the council’s own content"
    TECHNICAL = "technical"


# What is about somebody, or may be.
PERSONAL = frozenset(
    {Kind.IDENTIFIER, Kind.CONTACT, Kind.ABOUT, Kind.TEXT, Kind.SPECIAL, Kind.ANSWER, Kind.SCRAMBLED}
)  # fmt: skip


class Basis(StrEnum):
    """Why the council may hold it, in plain words; proposed here, confirmed by the council."""

    TASK = "our task as a public body and employer (UK GDPR Article 6(1)(e))"
    CONSENT = "you agree, and can take it back (Article 6(1)(a), and 9(2)(a) for special categories)"
    LEGAL = "the law asks us to (Article 6(1)(c))"
    NONE = "nothing here is about a person"


@dataclass(frozen=True)
class Table:
    """One table: why it is there, who sees it, the beginnings of the lines of KEPT that it goes by, its columns.

    `kept` begins as a line of the features' KEPT does; with no such line `until` says how long, in words.
    The rest are names of columns, separated by blanks, under their class.
    """

    purpose: str
    seen: str
    kept: tuple[str, ...] = ()
    until: str = ""
    basis: Basis = Basis.TASK
    identifier: str = ""
    contact: str = ""
    about: str = ""
    text: str = ""
    special: str = ""
    answer: str = ""
    scrambled: str = ""
    figure: str = ""
    council: str = ""
    technical: str = ""

    @property
    def columns(self) -> Mapping[str, Kind]:
        """Every named column and its class."""
        return {name: kind for kind in Kind for name in getattr(self, kind.name.lower()).split()}

    @property
    def doubled(self) -> tuple[str, ...]:
        """Columns that are named more than once."""
        names = [name for kind in Kind for name in getattr(self, kind.name.lower()).split()]
        return tuple(sorted({name for name in names if names.count(name) > 1}))

    @property
    def is_personal(self) -> bool:
        """Whether any column is about somebody."""
        return any(kind in PERSONAL for kind in self.columns.values())


# The core's own tables.
INVENTORY = {
    "audit_event": Table(
        "Who did what, and when, so that it can be checked.", "Administrators.", kept=("Who did what, and when",),
        identifier="actor_id", about="at act facts", technical="id kind object_id previous digest"),
    "audit_head": Table(
        "Where the record of acts ends, so that a missing end is noticed.", "Nobody.", until="as long as the record",
        basis=Basis.NONE, technical="id last_id acts digest seal"),
    "audit_checkpoint": Table(
        "Up to where the record of acts was deleted by its rule.", "Nobody.", until="as long as the record",
        basis=Basis.NONE, technical="id at up_to acts digest seal"),
    "legal_hold": Table(
        "What must not be deleted, why, and until when.", "Administrators.",
        kept=("Legal holds",), basis=Basis.LEGAL, identifier="person_id set_by_id lifted_by_id",
        about="set_at lifted_at", council="unit_id kind reason review_on lifted_why", technical="id"),
    "retention_run": Table(
        "When each rule of deletion last ran.", "Administrators.", until="replaced by the next run", basis=Basis.NONE,
        figure="done held", technical="name at deleted_at"),
    "retention_count": Table(
        "How much is due to be deleted.", "Administrators.", until="replaced by the next count", basis=Basis.NONE,
        figure="due held", technical="name ahead at"),
    "moderation_report": Table(
        "What colleagues reported, and what was decided.",
        "The OD team, without who reported; who reported it sees their own.",
        kept=("Reports of problems", "Decided reports"), identifier="reporter_id decided_by_id",
        about="state reported_at decided_at", text="reason note", technical="id kind object_id"),
    "outbox": Table(
        "Mail and work that waits to be done.", "Administrators see what kind, and never who or what.",
        kept=("Mail and other work", "What it held", "What was given up"), contact="payload",
        technical="id kind state due_at useless_at leased_until tries problem"),
    "stored_file": Table(
        "Files that people hung on something.", "Whoever may see the thing it hangs on.",
        until="as long as the thing it hangs on", text="name content",
        technical="id on_kind on_id content_type size sha256 added_at"),
    "switch_state": Table(
        "What a switch was turned to, and why.", "Administrators.", kept=("What a switch was turned to",),
        identifier="changed_by_id", council="on why", technical="name changed_at"),
    "worker_beat": Table(
        "That the worker is there.", "Machines.", until="replaced each time", basis=Basis.NONE,
        technical="name at said"),
}  # fmt: skip
