"""Our own JSON: one framework, or a list of them, as the system writes it or as somebody wrote it by hand."""

from collections.abc import Callable, Sequence
from typing import Any

from engage.values.formats.framework_fault import BadFile
from engage.values.rules.framework import MOST_STATEMENTS, MOST_VALUES, Document
from engage.values.rules.framework_document import BadFramework, from_plain, load

MOST_FRAMEWORKS = 50
SENTENCES = {
    "not_json": "This is not complete JSON.",
    "doubled_key": "A key stands twice in one object.",
    "too_deep": "The file is nested too deeply.",
    "too_many": f"There are too many parts here ({{what}}). A framework has at most {MOST_VALUES} values.",
    "too_many_statements": f"There are too many statements: {{what}}. A framework has at most {MOST_STATEMENTS:,}.",
    "missing": "This part is missing.",
    "empty": "This part is empty.",
    "unknown_key": "A framework knows no “{what}” here.",
    "unknown_value": "“{what}” is none of the words allowed here.",
    "bad_identity": "An identity is up to 40 letters and digits.",
    "not_a_text": "Text is expected here.",
    "too_long": "The text that begins “{what}” is too long.",
    "not_a_list": "A list is expected here.",
    "not_an_object": "An object is expected here.",
    "value_twice": "The value “{what}” is there twice.",
    "audience_twice": "The audience “{what}” is there twice.",
    "level_twice": "The level “{what}” is there twice.",
    "statement_twice": "The statement “{what}” is there twice, for the same people at the same level.",
    "identity_twice": "The identity “{what}” is there twice.",
    "unknown_audience": "No audience of this framework is called “{what}”.",
    "unknown_level": "No level of this framework is called “{what}”.",
}


def read_json(text: str, identity: Callable[[], str]) -> Sequence[Document]:
    """The frameworks of a JSON text; raises BadFile, its `where` a line or a path ($.values[0])."""
    try:
        found = load(text)
        parts = found if isinstance(found, list) else [found]
        if not 1 <= len(parts) <= MOST_FRAMEWORKS:
            raise BadFile("$", f"A file holds 1 to {MOST_FRAMEWORKS} frameworks.")
        for part in parts:
            _identify(part, identity)
        documents = [from_plain(part) for part in parts]
    except BadFramework as bad:
        sentence = SENTENCES.get(bad.code, "This is no framework.").format(what=bad.what[:80])
        raise BadFile(bad.path, sentence) from bad
    for document in documents:
        if not document.values:
            raise BadFile("$.values", "There is no value in this framework.")
    return documents


def _identify(part: Any, identity: Callable[[], str]) -> None:
    """Values and statements written by hand have no identity yet: each gets one."""
    for value in _dicts(part, "values"):
        value.setdefault("identity", identity())
        for said in _dicts(value, "statements"):
            said.setdefault("identity", identity())


def _dicts(part: Any, name: str) -> list[dict[str, Any]]:
    found = part.get(name) if isinstance(part, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
