"""Zips made of a release: the pack to publish, and the PDFs of groups in their folders."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app

from engage.core import spreadsheets
from engage.core.formatting import moment
from engage.surveys.formats import group_parts
from engage.surveys.formats.group_sheet import cite, protection
from engage.surveys.formats.release_out import ELSEWHERE, HIDDEN, csv_text, notes
from engage.surveys.queries.results import Results
from engage.surveys.rules import importance
from engage.surveys.rules.packs import paths
from engage.surveys.rules.published import Block, BlockFigures, GroupFigure, TableFigures
from engage.surveys.rules.reading import Line, by_section

PAGE, FIGURES, NOTES, AUDIT = "results.html", "figures.csv", "notes.csv", "audit.csv"
CERTIFIED = (
    "A figure is certified when as many sets of respondents as the minimum group, none sharing a person, can each "
    "tell all its groups apart. Then every combination of its figures involves at least that many people."
)
Row = dict[str, Any]


def to_publish(found: Results, figures: Sequence[BlockFigures], tables: Sequence[TableFigures]) -> bytes:
    """A web page that needs nothing else, the figures, the notes and the audit as CSV; all of it from the release."""
    noted = [("Notes", line) for line in notes(found.head, found.elsewhere)]
    noted += [("How the figures are protected", line) for line in protection(found.head)]
    noted += [("How to read tables by a characteristic", line) for line in group_parts.how() if found.head.tables]
    noted += [("How to read what goes along with the index", line) for line in _driven(found, figures)]
    noted += [("How to cite them", cited(found))]
    texts = {
        PAGE: page(found, figures, tables),
        FIGURES: "\ufeff" + csv_text(found.head, figures, tables, found.elsewhere),
        NOTES: "\ufeff" + spreadsheets.csv_text(("about", "note"), noted),
        AUDIT: "\ufeff" + spreadsheets.csv_text(("what", "value"), audit_lines(found)),
    }
    return _zip(found, {name: text.encode() for name, text in texts.items()})


def of_pdfs(found: Results, made: Mapping[str, bytes]) -> bytes:
    """The PDFs of groups, by their codes, in the folders of their directorates."""
    places = paths(found.head)
    return _zip(found, {places[code]: content for code, content in made.items()})


def _zip(found: Results, files: Mapping[str, bytes]) -> bytes:
    """All files carry the day on which the figures were computed, so that the same release makes the same zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, found.made_at.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def cited(found: Results) -> str:
    """How to cite the release, with whose it is."""
    return f"{current_app.extensions['settings'].organisation}, {cite(found)}"


def audit_lines(found: Results) -> list[tuple[str, str]]:
    """How the release was made safe, and its hash."""
    audit, head = found.head.audit, found.head
    asked = "Not known: asked elsewhere"
    lines = [
        ("Minimum group", str(audit.minimum_group)),
        ("People who were asked", asked if found.elsewhere else f"{head.invited:,}"),
        ("Ballots counted", audit.ballots or HIDDEN),
        (
            "Ballots minus people recorded as having taken part",
            asked if found.elsewhere else f"{audit.ballots_minus_flags}",
        ),
        ("Units in the organisation", f"{audit.units:,}"),
        ("Groups shown", f"{audit.blocks:,}"),
        ("Figures shown and certified", f"{audit.certified_items:,}"),
        ("Figures withheld altogether", f"{audit.withheld:,}"),
        ("Tables by a characteristic shown", f"{audit.tables:,}"),
        ("Tables by a characteristic withheld", f"{audit.tables_withheld:,}"),
        ("Groups put together for a single figure", f"{audit.merges:,}"),
        ("Survey open", f"{head.opened_on} to {head.closed_on}"),
        ("Figures computed", moment(found.made_at)),
        ("Hash of the release", found.sha256),
    ]
    return [
        *lines,
        ("What certified means", CERTIFIED),
        *((f"Certificate: {code}", words) for code, words in audit.details),
    ]


def _driven(found: Results, figures: Sequence[BlockFigures]) -> list[str]:
    """How key drivers are read, where they were looked for in any group."""
    by_code = {each.code: each for each in figures}
    head = found.head
    looked_for = any(importance.looked_for(head, block, by_code[block.code]) for block in head.blocks)
    return [*importance.READING, importance.METHOD, importance.WHERE] if looked_for else []


def page(found: Results, figures: Sequence[BlockFigures], tables: Sequence[TableFigures]) -> str:
    """The web page: no script, no file from elsewhere, every word escaped."""
    by_code = {each.code: each for each in figures}
    names = {block.code: block.name for block in found.head.blocks}
    template = current_app.jinja_env.get_template("surveys/results/pack_page.html")
    return template.render(
        organisation=current_app.extensions["settings"].organisation, head=found.head, title=found.title,
        elsewhere=ELSEWHERE.format(found.elsewhere) if found.elsewhere else "", hidden=HIDDEN,
        groups=[_group(found, block, by_code[block.code], names, tables) for block in found.head.blocks],
        how=group_parts.how() if found.head.tables else [], driven=_driven(found, figures),
        notes=notes(found.head)[1:], protection=protection(found.head), audit=audit_lines(found), cite=cited(found),
        figures=FIGURES,
    )  # fmt: skip


def _group(
    found: Results, block: Block, figures: BlockFigures, names: Mapping[str, str], tables: Sequence[TableFigures]
) -> Row:
    head = found.head
    pairs = [(meta.name, each, "%") for meta, each in zip(head.themes, figures.themes, strict=True)]
    pairs += [(meta.name, each, " out of 100") for meta, each in zip(head.indices, figures.indices, strict=True)]
    return {
        "name": block.name, "inside": names.get(block.parent or "", ""), "members": block.members,
        "rate": block.rate or HIDDEN,
        "values": [(name, _value(each, unit), _with(each.with_blocks, block, names)) for name, each, unit in pairs],
        "sections": [
            (title, [_line(line, block, names) for line in lines]) for title, lines in by_section(head, figures)
        ],
        "drivers": group_parts.drivers(head, block, figures), "splits": group_parts.tables(head, block, tables),
    }  # fmt: skip


def _value(figure: GroupFigure, unit: str) -> str:
    return HIDDEN if figure.value is None else f"{figure.value}{unit}"


def _with(codes: Sequence[str], block: Block, names: Mapping[str, str]) -> list[str]:
    return [names[code] for code in codes if code != block.code and code in names]


def _line(line: Line, block: Block, names: Mapping[str, str]) -> Row:
    figure = line.figure
    shares = (figure.positive, figure.neutral, figure.negative) if line.meta.directed else ()
    told = figure.answered is not None
    return {
        "text": line.meta.text, "reversed": line.meta.reversed, "ranking": line.meta.kind == "ranking", "told": told,
        "with": _with(figure.with_blocks, block, names), "shares": [f"{share}%" for share in shares] if told else [],
        "options": [(part.label, part.share) for part in line.options] if told and not shares else [],
        "answers": f"{figure.answered:,}" if figure.answered is not None else HIDDEN,
    }  # fmt: skip
