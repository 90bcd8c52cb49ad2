"""Names in a text: whether somebody is named in it, and the same text without the names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TITLES = "mr mrs ms miss mx dr prof professor sir dame lady lord rev reverend cllr councillor".split()
SHORTEST_ALONE = 2


@dataclass(frozen=True)
class Name:
    """What somebody is called; `known_as` may be empty."""

    first: str
    known_as: str
    surname: str

    @property
    def given(self) -> tuple[str, ...]:
        """The names before the surname that colleagues use."""
        return tuple(dict.fromkeys(each for each in (self.first, self.known_as) if each.strip()))


@dataclass(frozen=True)
class _Plain:
    """A text without case, accents, signs and invisible characters; `at` tells where each character came from."""

    text: str
    at: tuple[int, ...]


def _plain(text: str) -> _Plain:
    kept: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        for each in unicodedata.normalize("NFKD", sign.casefold()):
            kind = unicodedata.category(each)
            if kind in {"Mn", "Me", "Cf"}:
                continue
            kept.append(each if each.isalnum() else " ")
            at.append(place)
    return _Plain("".join(kept), tuple(at))


def _pattern(words: str) -> str:
    """A name as it stands in a plain text: "O'Brien" also as "O Brien", "Smith-Jones" as "Smith Jones"."""
    return r"\s*".join(re.escape(part) for part in _plain(words).text.split())


def _full(name: Name) -> list[str]:
    """First name (or known-as) and surname in either order, an initial between them; a title and the surname."""
    surname = _pattern(name.surname)
    if not surname:
        return []
    titles = rf"(?:{'|'.join(TITLES)})\s+{surname}"
    both = [
        found
        for given in filter(None, map(_pattern, name.given))
        for found in (rf"{given}\s*(?:\w\s+)?{surname}", rf"{surname}\s+{given}")
    ]
    return [*both, titles]


def _spans(plain: _Plain, patterns: Iterable[str]) -> Iterator[tuple[int, int]]:
    either = "|".join(f"(?:{each})" for each in patterns)
    if either:
        for found in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", plain.text):
            yield plain.at[found.start()], plain.at[found.end() - 1] + 1


def who_is_named(names: dict[int, Name], text: str) -> frozenset[int]:
    """Those of many people whom a text names: whole words, whatever the case, accents or invisible characters between.

    First name (or known-as) with the surname, in either order, or a title with the surname. A first name alone
    is no finding: it would keep every Sam from every entry about another Sam. The text is made plain once, and
    looked at closely only where a surname stands in it.
    """
    plain = _plain(text)
    squeezed = plain.text.replace(" ", "")
    likely = ((key, each) for key, each in names.items() if _plain(each.surname).text.replace(" ", "") in squeezed)
    return frozenset(key for key, each in likely if next(_spans(plain, _full(each)), None) is not None)


def without_names(text: str, nominees: Sequence[Name], others: Sequence[Name] = (), teams: Sequence[str] = ()) -> str:
    """The text with "[nominee]" and "[nominator]" for names: whole ones, and first names and surnames alone.

    A name alone is replaced only where it begins with a capital: Will goes, and "will" stays. What tells who it is
    without a name ("the only archivist") stays, too: no function can find that.
    """
    groups = (("[nominee]", nominees, teams), ("[nominator]", others, ()))
    for words, names, units in groups:
        whole = [found for name in names for found in _full(name)] + [_pattern(unit) for unit in units if unit.strip()]
        text = _replaced(text, list(_spans(_plain(text), filter(None, whole))), words)
    for words, names, _ in groups:
        parts = {part for name in names for part in (*name.given, *name.surname.split()) if _stands_alone(part)}
        plain = _plain(text)
        spans = [span for span in _spans(plain, sorted(map(_pattern, parts))) if text[span[0]].isupper()]
        text = _replaced(text, spans, words)
    return text


def _stands_alone(part: str) -> bool:
    return len(_plain(part).text.strip()) >= SHORTEST_ALONE


def _replaced(text: str, spans: Sequence[tuple[int, int]], words: str) -> str:
    for begin, end in sorted(spans, reverse=True):
        text = text[:begin] + words + text[end:]
    return text
