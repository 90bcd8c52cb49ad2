"""What an import gives: a questionnaire, what was carried over, and, line by line, what was not."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from engage.surveys.rules import Answers, Questionnaire

MOST_BYTES = 5_000_000

NewIdentity = Callable[[], str]


class BadFile(Exception):
    """The file cannot be read: `where` (a line, a path), `code`, and one sentence that says what to mend."""

    def __init__(self, where: str, code: str, sentence: str) -> None:
        super().__init__(f"{where}: {sentence}" if where else sentence)
        self.where = where
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True)
class Note:
    """One thing that was not carried over, or not as it stood: where in the file, what, and why."""

    where: str
    what: str
    why: str


@dataclass(frozen=True)
class Tally:
    """How many of one sort of thing the file holds, and how many of them are in the questionnaire."""

    what: str
    found: int
    carried: int


@dataclass(frozen=True)
class Collected:
    """The answers of an archive, as they stand in memory only: by our items, of the responses that were finished.

    `source` names the survey they belong to; `left` is what was left behind, and why."""

    source: str
    answers: tuple[Answers, ...] = field(repr=False)
    unfinished: int = 0
    left: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Imported:
    """A questionnaire from a file, with the account of the import."""

    questionnaire: Questionnaire
    carried: tuple[str, ...]
    not_carried: tuple[Note, ...] = ()
    tallies: tuple[Tally, ...] = ()
    collected: Collected | None = field(default=None, repr=False)


def counted(number: int, what: str) -> str:
    """A number with its noun: 1 question, 2 questions."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def new_identity() -> str:
    """A random name for a question that has none yet: 16 hex digits."""
    return secrets.token_hex(8)


def decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The file's text: UTF-8 or UTF-16 with a mark; else Windows-1252, and a note says so. Raises BadFile."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as error:
            raise BadFile("", "not_text", "The file is neither UTF-8 nor Windows-1252 text.") from error
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadFile(f"line {line}", "not_text", "The file is neither UTF-8 nor Windows-1252 text.") from error
    return text, (Note(f"line {line}", "encoding", "not UTF-8; read as Windows-1252: check the accents"),)
