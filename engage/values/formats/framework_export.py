"""A framework in the CSV layout, row for row as it would come in, and as JSON."""

import csv
import io
from collections.abc import Iterator, Sequence

from engage.values.formats.framework_cells import guarded
from engage.values.formats.framework_table import MORE, NEEDED
from engage.values.rules.framework import Document, Statement, Value
from engage.values.rules.framework_document import to_readable_json
from engage.values.rules.framework_words import audience_kind, level_kind

IDENTITIES = frozenset({"value_identity", "value_replaces", "identity", "replaces"})


def to_csv(documents: Sequence[Document], identities: bool = False) -> str:
    """One table of these frameworks; further columns only where something stands under them.

    With identities it can be edited in a spreadsheet and brought back, and trends go on.
    """
    rows = [row for document in documents for row in _rows(document)]
    wanted = [name for name in MORE if identities or name not in IDENTITIES]
    used = [name for name in wanted if any(row[name] for row in rows)]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, (*NEEDED, *used), extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def to_json_file(document: Document) -> str:
    """The whole of it as JSON that people can read, too."""
    return to_readable_json(document)


def _rows(document: Document) -> Iterator[dict[str, str]]:
    for value in document.values:
        own = {
            "organisation": document.organisation, "value": value.name, "about": value.about,
            "colour": value.colour, "value_identity": value.identity, "value_replaces": " ".join(value.replaces),
        }  # fmt: skip
        later = {"organisation": document.organisation, "value": value.name}
        if not value.statements:
            yield _row(document, own, value, {})
        for place, said in enumerate(value.statements):
            yield _row(document, later if place else own, said, _own(said))


def _own(said: Statement) -> dict[str, str]:
    return {
        "statement": said.text, "tags": "; ".join(said.tags), "question": said.question,
        "identity": said.identity, "replaces": " ".join(said.replaces),
    }  # fmt: skip


def _row(document: Document, value: dict[str, str], part: Value | Statement, own: dict[str, str]) -> dict[str, str]:
    audience, level = document.audience(part.audience), document.level(part.level)
    name = audience.name if audience else "everyone"
    row = dict.fromkeys((*NEEDED, *MORE), "") | value | own | {"audience": name, "level": part.level}
    # Kinds are said only where the words alone would be taken for something else.
    if audience and audience_kind(name) != audience.kind:
        row["audience_kind"] = audience.kind.value
    if level and level_kind(level.name) != level.kind:
        row["level_kind"] = level.kind.value
    return row
