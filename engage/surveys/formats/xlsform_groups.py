"""Themes and indices from the sheet of our own in an XLSForm workbook."""

from engage.surveys.formats.imported import BadFile, Note
from engage.surveys.formats.xlsform_sheets import Line
from engage.surveys.rules import Group, Questionnaire, clean, is_code, items
from engage.surveys.rules.document import MOST_NAME


def read_groups(
    lines: list[Line], questionnaire: Questionnaire
) -> tuple[tuple[Group, ...], tuple[Group, ...], list[Note]]:
    """Themes, indices, and what of them was not carried over: a line an item."""
    known = {item.code for item in items(questionnaire)}
    found: dict[str, dict[str, tuple[str, list[str]]]] = {"theme": {}, "index": {}}
    notes = []
    for line in lines:
        kind, code, item = line.get("kind"), line.get("code"), line.get("item")
        if kind not in found or not is_code(code):
            raise BadFile(line.where, "bad_code", "A theme or an index with a plain code is expected here.")
        _, members = found[kind].setdefault(code, (clean(line.get("name"), lines=False)[:MOST_NAME], []))
        if item in known:
            members.append(item)
        elif item:
            notes.append(Note(line.where, f"{kind} {code}", f"there is no item {item[:90]}"))

    def groups(kind: str) -> tuple[Group, ...]:
        return tuple(Group(code, name, tuple(members)) for code, (name, members) in found[kind].items())

    return groups("theme"), groups("index"), notes
