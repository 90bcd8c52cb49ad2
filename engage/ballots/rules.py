"""What a ballot may hold, how it is made one length, and the phases of an opening."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

ID_BYTES = 16
LARGEST_BALLOT = 262_144
LONGEST_GROUP = 120
LONGEST_QUESTION = 60
LENGTH_BYTES = 4
# Crockford's alphabet: no I, L, O or U, so that a code survives being read aloud and typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LETTERS = 30
CHECK_LETTERS = 2
FIELDS = frozenset({"group", "characteristics", "answers", "comments"})


class Phase(StrEnum):
    """How far a box has come; each step towards the next may be repeated."""

    MADE = "made"
    SEALED = "sealed"
    CLOSED = "closed"
    REWRITTEN = "rewritten"
    CHECKED = "checked"
    COMPACTED = "compacted"
    KEY_DESTROYED = "key_destroyed"
    DELETED = "deleted"


NEXT: Mapping[Phase, frozenset[Phase]] = {
    Phase.MADE: frozenset({Phase.SEALED}),
    Phase.SEALED: frozenset({Phase.CLOSED}),
    Phase.CLOSED: frozenset({Phase.REWRITTEN}),
    Phase.REWRITTEN: frozenset({Phase.CHECKED}),
    Phase.CHECKED: frozenset({Phase.COMPACTED}),
    Phase.COMPACTED: frozenset({Phase.KEY_DESTROYED}),
    Phase.KEY_DESTROYED: frozenset({Phase.DELETED}),
    Phase.DELETED: frozenset(),
}
# A box whose opening never came to its end may be deleted, too, when its time is over.
NEVER_OPENED = frozenset({Phase.CLOSED, Phase.REWRITTEN, Phase.CHECKED, Phase.COMPACTED})
HAS_KEY = frozenset(set(Phase) - {Phase.KEY_DESTROYED, Phase.DELETED})


class BadBallot(ValueError):
    """A ballot that cannot be taken or read; its text is one plain line and never holds an answer."""


@dataclass(frozen=True)
class Paper:
    """What one respondent answered, as it lies inside the seal."""

    group: str
    characteristics: Mapping[str, str]
    answers: Mapping[str, Any]
    comments: Mapping[str, str]

    def whole(self) -> str:
        """All of it, as one canonical line of JSON; half a surrogate pair fails when it is encoded."""
        return _json(vars(self))

    def choices(self) -> str:
        """All but the comments, as one canonical line of JSON."""
        return _json({"group": self.group, "characteristics": self.characteristics, "answers": self.answers})


def may_follow(phase: Phase, following: Phase) -> bool:
    """Whether a box may go from one phase to the other."""
    return following in NEXT[phase] or (following == Phase.DELETED and phase in NEVER_OPENED)


def part_opened(ballots: int, least: int) -> int:
    """How many of a box that never closes are opened: half, so that nobody can tell whose; none where it is too few.

    Both halves have at least `least`: what is opened, and what lies sealed in the next box before anybody else's."""
    return ballots - ballots // 2 if ballots >= 2 * least else 0


def canonical(payload: Mapping[str, Any]) -> bytes:
    """A payload {group, characteristics, answers, comments} as bytes that do not tell how it was typed."""
    try:
        return read_paper(payload).whole().encode()
    except BadBallot:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise BadBallot("The ballot holds something that cannot be written down.") from error


def parse(plain: bytes) -> Paper:
    """The paper of an unsealed ballot, or BadBallot: whoever may insert may have inserted anything."""
    try:
        paper = read_paper(json.loads(plain.decode()))
        paper.whole().encode()
    except BadBallot:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise BadBallot("The ballot is not what this service writes.") from error
    return paper


def read_paper(payload: Any) -> Paper:
    """The payload as a paper, with every text fit for both databases."""
    if not isinstance(payload, Mapping) or not {"group", "answers"} <= payload.keys() <= FIELDS:
        raise BadBallot("A ballot holds a group, characteristics, answers and comments, and nothing else.")
    paper = Paper(
        group=payload["group"],
        characteristics=payload.get("characteristics", {}),
        answers=payload["answers"],
        comments=payload.get("comments", {}),
    )
    if not isinstance(paper.group, str) or len(paper.group) > LONGEST_GROUP:
        raise BadBallot("The reporting group of the ballot has no usable code.")
    for part in (paper.characteristics, paper.answers, paper.comments):
        if not isinstance(part, Mapping) or any(not isinstance(key, str) for key in part):
            raise BadBallot("A part of the ballot is not a list of names and values.")
    for part in (paper.characteristics, paper.comments):
        if any(not isinstance(value, str) for value in part.values()):
            raise BadBallot("A characteristic or comment of the ballot is not text.")
    if any(len(code) > LONGEST_QUESTION for code in paper.comments):
        raise BadBallot("A question of the ballot has too long a code.")
    _refuse_nul([paper.group, paper.characteristics, paper.answers, paper.comments])
    return paper


def _refuse_nul(value: Any) -> None:
    """PostgreSQL stores no NUL: one such comment would stop an opening."""
    if isinstance(value, str):
        if "\0" in value:
            raise BadBallot("The ballot holds a character that cannot be stored.")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_nul(key)
            _refuse_nul(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_nul(inner)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def pad(payload: bytes, size: int) -> bytes:
    """The payload behind its length, filled up to LENGTH_BYTES + size bytes."""
    if len(payload) > size:
        raise BadBallot("These answers are longer than a ballot of this survey can hold.")
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload.ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """The payload of `pad`, or BadBallot."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    if len(padded) < LENGTH_BYTES + length:
        raise BadBallot("The ballot is cut short.")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]


def recovery_code(chance: int) -> str:
    """Eight groups of four letters and digits: 150 bits of chance and 10 that find a slip of the pen."""
    letters = "".join(ALPHABET[(chance >> (5 * place)) % 32] for place in range(CODE_LETTERS))
    whole = letters + _check_letters(letters)
    return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def read_recovery_code(typed: str) -> str | None:
    """The letters of a typed code without its check letters, or None where it was mistyped."""
    clean = "".join(letter for letter in typed.upper() if letter.isalnum())
    clean = clean.replace("O", "0").replace("I", "1").replace("L", "1")
    letters, check = clean[:CODE_LETTERS], clean[CODE_LETTERS:]
    if len(clean) != CODE_LETTERS + CHECK_LETTERS or set(clean) - set(ALPHABET):
        return None
    return letters if check == _check_letters(letters) else None


def _check_letters(letters: str) -> str:
    """Two letters that change with any one letter, or with two neighbours swapped (weights modulo 1021)."""
    total = sum((at + 2) * ALPHABET.index(letter) for at, letter in enumerate(letters)) % 1021
    return ALPHABET[total // 32] + ALPHABET[total % 32]
