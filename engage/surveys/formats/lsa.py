"""LimeSurvey's archive (.lsa): the questionnaire, and its answers as they may be counted.

Of a response only its answers to choices are read: no token, date, address, referrer, seed or time. Words, numbers
and dates are left behind with them, for no figure is made of these and they may say who wrote them."""

import re
from collections import Counter
from collections.abc import Mapping

from engage.surveys.formats.archive import Archive
from engage.surveys.formats.expressions_in import Target
from engage.surveys.formats.imported import BadFile, Collected, Imported, NewIdentity, Note, Tally, counted, decoded
from engage.surveys.formats.lss import read_lss_with_targets
from engage.surveys.formats.lss_xml import Record, Tables, read_tables
from engage.surveys.rules import Answers, Kind, Questionnaire

# No id has more digits; of a name with a million, each beginning would be looked up.
COLUMN = re.compile(r"_?([0-9]+)X([0-9]+)X([0-9]{1,20})(.*)", re.DOTALL)
COUNTED = frozenset({Kind.SCALE, Kind.SINGLE, Kind.NPS, Kind.GRID})
LEFT = {
    "_tokens.lst": "who was asked, with their tokens and addresses: not opened",
    "_timings.lsi": "how long each answer took: not opened",
}
# What stands beside the answers of a response and could say whose they are.
BESIDE = {
    "id": "the order of arrival", "token": "whom the answers belong to", "submitdate": "when somebody answered",
    "startdate": "when somebody began", "datestamp": "when somebody answered", "ipaddr": "a device’s address",
    "refurl": "where somebody came from", "seed": "a number of one response", "startlanguage": "a language",
    "lastpage": "how far somebody came",
}  # fmt: skip


def read_lsa(archive: Archive, identity: NewIdentity) -> Imported:
    """The questionnaire in an archive, with its answers in `collected` where it has any; raises BadFile."""
    surveys = [name for name in archive.names if name.lower().endswith(".lss")]
    if len(surveys) != 1:
        what = "no .lss file" if not surveys else "more than one .lss file"
        raise BadFile("", "not_an_archive", f"The archive is neither a workbook nor LimeSurvey’s: it holds {what}.")
    text, notes = decoded(archive.read(surveys[0]))
    found, targets = read_lss_with_targets(text.lstrip("\ufeff"), notes, identity)
    left = []
    for name in archive.names:
        why = next((why for end, why in LEFT.items() if name.lower().endswith(end)), "")
        if why:
            left.append(Note("", name[-80:], why))
        elif name != surveys[0] and not name.lower().endswith("_responses.lsr"):
            left.append(Note("", name[-80:], "no part of a survey archive: not opened"))
    responses = [name for name in archive.names if name.lower().endswith("_responses.lsr")]
    collected = None
    if len(responses) == 1:
        collected = _collected(_responses(archive, responses[0]), targets, found.questionnaire)
        why = "not taken over: the survey’s page says how to have its figures computed"
        total = len(collected.answers) + collected.unfinished
        left.append(Note("", counted(total, "response"), why))
    return Imported(found.questionnaire, found.carried, (*found.not_carried, *left), found.tallies, collected)


def _responses(archive: Archive, name: str) -> Tables:
    text, _ = decoded(archive.read(name))
    tables = read_tables(text.lstrip("\ufeff"))
    if tables.root != "document" or tables.values.get("LimeSurveyDocType") != "Responses":
        raise BadFile(name[-80:], "not_responses", "This is no LimeSurvey file of responses.")
    return tables


def _where(column: str, known: frozenset[str]) -> tuple[str, str] | None:
    """Question id and line of a response's column; None for any other."""
    match = COLUMN.fullmatch(column)
    if match is None:
        return None
    digits, rest = match[3], match[4]
    # A line's code may begin with digits, so the longest question id that exists is taken.
    for end in range(len(digits), 0, -1):
        if digits[:end] in known:
            return digits[:end], digits[end:] + rest
    return None


def _collected(tables: Tables, targets: Mapping[tuple[str, str], Target], questionnaire: Questionnaire) -> Collected:
    rows = tables.rows.get("responses", [])
    known = frozenset(qid for qid, _ in targets)
    columns = dict.fromkeys(column for row in rows for column in row.values)
    at = {column: _where(column, known) for column in columns}
    found = {column: targets[place] for column, place in at.items() if place is not None and place in targets}
    kept = {column: target for column, target in found.items() if _is_counted(target)}
    finished = [row for row in rows if row.get("submitdate")]
    unknown: Counter[str] = Counter()
    answers = tuple(_answers(row, kept, unknown) for row in finished)
    sids = {match[1] for column in columns if (match := COLUMN.fullmatch(column))}
    return Collected(
        f"LimeSurvey {' '.join(sorted(sids))[:40]}",
        answers,
        len(rows) - len(finished),
        tuple(_left(columns, kept, found, unknown)),
    )


def _is_counted(target: Target) -> bool:
    return target.values is not None and (target.kind in COUNTED or target.kind is Kind.MULTIPLE)


def _answers(row: Record, kept: Mapping[str, Target], unknown: Counter[str]) -> Answers:
    """One finished response by our items; values that are no option are counted and left out."""
    found: Answers = {}
    ticked: dict[str, list[str]] = {}
    for column, target in kept.items():
        value = row.get(column)
        code = (target.values or {}).get(value)
        if code is None:
            # LimeSurvey writes an empty text, or N, for a box that was not ticked.
            unknown[column] += bool(value) and not (target.kind is Kind.MULTIPLE and value == "N")
        elif target.kind is Kind.MULTIPLE:
            ticked.setdefault(target.item, []).append(code)
        else:
            found[target.item] = code
    return found | ticked


def _left(
    columns: Mapping[str, None], kept: Mapping[str, Target], found: Mapping[str, Target], unknown: Counter[str]
) -> list[Note]:
    """A line for each column that was left behind, and for each that held what no option says."""
    notes = []
    for column in columns:
        if column in kept:
            if unknown[column]:
                why = f"{counted(unknown[column], 'answer')} that no option of the question says"
                notes.append(Note("responses", f"column {column[:60]}", why))
        elif column in BESIDE:
            notes.append(Note("responses", f"column {column}", f"{BESIDE[column]}: never kept"))
        elif column in found:
            notes.append(
                Note("responses", f"column {column[:60]}", "words, a number or a date: no figure is made of it")
            )
        else:
            notes.append(Note("responses", f"column {column[:60]}", "belongs to no question whose answers are counted"))
    return notes


def tallies(collected: Collected) -> tuple[Tally, ...]:
    """How many responses there are, and how many are counted."""
    total = len(collected.answers) + collected.unfinished
    return (Tally("responses", total, len(collected.answers)),)
