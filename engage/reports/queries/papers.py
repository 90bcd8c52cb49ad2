"""A report as it is read: its figures as they are now or as they were frozen, put together with its words."""

from dataclasses import replace
from datetime import datetime

from flask import current_app

from engage.config import Settings
from engage.core import clock
from engage.reports.blocks import BY_NAME
from engage.reports.models import Report
from engage.reports.queries import layout
from engage.reports.queries import reports as queries
from engage.reports.rules import figures, paper
from engage.reports.rules.figures import Asked, Block, Snapshot
from engage.reports.rules.layout import Section, used
from engage.reports.rules.paper import Cover, Paper
from engage.reports.rules.periods import Period, before, words
from engage.reports.rules.reports import Kind, State, blocks_of


def sections_of(row: Report) -> tuple[Section, ...]:
    """The sections that this report has."""
    return used(layout.sections(), short=row.kind != Kind.PAPER)


def period_of(row: Report) -> Period:
    """The period it is about."""
    return Period(row.first_day, row.last_day)


def live(row: Report) -> Snapshot:
    """Its figures as they are now."""
    period = period_of(row)
    asked = Asked(period, before(period), clock.today(), queries.place(row.unit_id), row.achievements)
    return _snapshot(row, tuple(BY_NAME[name].block(asked) for name in blocks_of(row.blocks) if name in BY_NAME))


def _snapshot(row: Report, blocks: tuple[Block, ...]) -> Snapshot:
    period, only, unit = period_of(row), row.kind == Kind.EXCEPTION, row.unit
    return Snapshot(
        period, before(period), clock.today(), _settings().base_url, unit.name if unit else "", only,
        figures.exceptions(blocks) if only else blocks,
    )  # fmt: skip


def of(row: Report) -> Paper | None:
    """What its documents are made of: a final one's own document, else its words with frozen figures; or None."""
    if row.state == State.FINAL:
        return paper.from_text(row.document)
    kept = queries.newest_snapshot(row.id)
    return assembled(row, figures.from_text(kept.document), kept.sha256) if kept is not None else None


def draft(row: Report) -> tuple[Paper, datetime | None]:
    """Its words with its figures as they were worked out last, and when that was; with no blocks where never."""
    held = queries.worked_out(row.id)
    if held is None:
        return assembled(row, _snapshot(row, ()), ""), None
    snapshot, order = figures.from_text(held.document), blocks_of(row.blocks)
    blocks = sorted(snapshot.blocks, key=lambda each: order.index(each.name))
    return assembled(row, replace(snapshot, blocks=tuple(blocks)), ""), held.made_at


def assembled(row: Report, snapshot: Snapshot, frozen: str) -> Paper:
    """Words and figures as one document, in the layout and template of today."""
    template = layout.template_in_use()
    return Paper(
        cover=_cover(row, snapshot),
        parts=paper.parts(sections_of(row), queries.words(row.id)),
        snapshot=snapshot,
        frozen=frozen,
        draft=row.state != State.FINAL,
        template=template.id if template else None,
    )


def _cover(row: Report, snapshot: Snapshot) -> Cover:
    facts = [("Period", words(snapshot.period)), ("Directorate", snapshot.place)]
    if row.kind == Kind.PAPER:
        facts += [
            ("Key decision", "Yes" if row.key_decision else "No"), ("Forward plan reference", row.forward_plan),
            ("Wards affected", row.wards),
        ]  # fmt: skip
    facts.append(("Contact officer", row.contact))
    return Cover(
        row.title, _settings().organisation, row.meeting, paper.day(row.meeting_on),
        tuple((name, said) for name, said in facts if said),
    )  # fmt: skip


def final(row: Report, frozen: str, snapshot: Snapshot) -> Paper:
    """The document of a report that is about to be final: without its mark as a draft."""
    found = assembled(row, snapshot, frozen)
    return Paper(found.cover, found.parts, found.snapshot, found.frozen, draft=False, template=found.template)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
