"""A draft from a file in any format that is read, with an account of what came over."""

import json
from dataclasses import asdict
from datetime import datetime

from engage.core import audit
from engage.surveys.actions import editing
from engage.surveys.formats import BadFile, Imported, read
from engage.surveys.models import Survey

__all__ = ["BadFile", "bring_in", "report_of"]

MOST_TITLE = 200


def bring_in(filename: str, data: bytes, title: str, by_id: int | None, at: datetime) -> Survey:
    """A new draft with the file's questionnaire and the report of the import; raises BadFile."""
    imported = read(filename, data)
    survey = editing.create(title.strip() or _named_after(filename), by_id, at, imported.questionnaire)
    survey.import_report = report_of(filename, imported)
    audit.record("import", "survey", survey.id, questions=len(imported.questionnaire.questions))
    return survey


def _named_after(filename: str) -> str:
    stem = filename.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = stem.replace("_", " ").replace("-", " ").strip()
    return (words[:1].upper() + words[1:])[:MOST_TITLE] or "Imported survey"


def report_of(filename: str, imported: Imported) -> str:
    """The account of an import as JSON: the file, the tallies, what came over, what did not and why."""
    return json.dumps(
        {
            "file": filename[-120:],
            "carried": imported.carried,
            "tallies": [asdict(tally) for tally in imported.tallies],
            "not_carried": [asdict(note) for note in imported.not_carried],
            "responses": imported.collected is not None and bool(imported.collected.answers),
        },
        ensure_ascii=False,
    )
