"""Masking: names of the directory and whatever else tells who somebody is, found before anybody reads a comment.

It masks too much rather than too little: a reviewer can mask more, and nobody can undo it. What no rule can know (who
is meant by “the only man in the team”) is the reviewer's to find.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engage.directory.rules.names import COMMON, TITLES, Named, fold
from engage.surveys.rules.masking_patterns import JOB, KINDS, MASK, NAME, WORDS, Span, spans, without_overlaps

_WORD = re.compile(r"[^\W_]+(?:\.?['’ʼ‘`\-‐‑][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ‘`]s?$", re.IGNORECASE)
_BETWEEN = re.compile(r"[ \t\u00a0]+|\.[ \t\u00a0]*|,[ \t]")
_STARTS = '.!?:;•\n"“(–—-*'
_MONTHS = frozenset({"april", "may", "june", "august", "summer", "autumn"})
_BEFORE_MONTH = frozenset("in by since last this next until till from to of during after before early late mid".split())
_PARTICLES = frozenset("de van der den la le du da di el al bin ben st von ap ab dos del abu ibn san mac".split())
MOST_TITLE_WORDS = 8


@dataclass(frozen=True)
class Masked:
    """A text with its masks."""

    text: str

    @property
    def found(self) -> Mapping[str, int]:
        """How much of each kind is masked, in the order of KINDS."""
        counts = Counter(each[1:-1] for each in MASK.findall(self.text))
        return {kind: counts[kind] for kind in KINDS if counts[kind]}


@dataclass(frozen=True)
class _Token:
    """One word of a text, without its possessive ending: where it stands, whether it opens a sentence, and whether
    hardly anything parts it from the word before."""

    start: int
    end: int
    word: str
    capital: bool
    opens: bool
    joined: bool


class Masker:
    """Made once from the directory, then used for every comment."""

    def __init__(self, people: Iterable[Named], numbers: Collection[str] = (), titles: Iterable[str] = ()) -> None:
        """`titles`: job titles that one person holds; `numbers`: of employees."""
        self.given: set[str] = set()
        self.surnames: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        for each in people:
            self._learn(each)
        self.numbers = frozenset(each.upper() for each in numbers)
        self.titles: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for title in titles:
            words = tuple(fold(each) for each in _WORD.findall(title))
            if words and (len(words) > 1 or len(words[0]) > 5) and len(words) <= MOST_TITLE_WORDS:
                self.titles[words[0]].append(words)

    def _learn(self, person: Named) -> None:
        firsts = [word for name in (person.first, person.known_as) for word in _parts(name)]
        lasts = _parts(person.surname)
        self.given.update(firsts)
        self.surnames.update(lasts)
        self.pairs.update((first, last) for first in firsts for last in lasts)
        # Written in one, as names in scripts without blanks are.
        for first in filter(None, (fold(person.first), fold(person.known_as))):
            self.surnames.update((first + fold(person.surname), fold(person.surname) + first))

    def mask(self, text: str) -> Masked:
        """The text with [name], [phone] and so on in place of what it found; the same text again stays as it is."""
        text = _plain(text)
        masked = list(MASK.finditer(text))
        taken = [Span(each.start(), each.end(), "") for each in masked]
        found = without_overlaps(iter([*taken, *self._spans(text)]))
        for each in reversed([span for span in found if span.kind]):
            text = f"{text[: each.start]}[{each.kind}]{text[each.end :]}"
        return Masked(text)

    def doubtful(self, text: str) -> Sequence[str]:
        """Words left as they are that could be a name: for the reviewer to look at."""
        tokens = _tokens(text)
        there = (each for each in tokens if each.capital and self._knows(fold(each.word)))
        return sorted({each.word for each in there if not _inside_mask(text, each)})

    def _knows(self, folded: str) -> bool:
        return len(folded) > 1 and (folded in self.given or folded in self.surnames)

    def _spans(self, text: str) -> Iterator[Span]:
        yield from spans(text, self.numbers)
        tokens = _tokens(text)
        folded = [fold(each.word) for each in tokens]
        yield from self._jobs(tokens, folded)
        yield from self._names(tokens, folded, [not _inside_mask(text, each) for each in tokens])

    def _jobs(self, tokens: Sequence[_Token], folded: Sequence[str]) -> Iterator[Span]:
        for at, first in enumerate(folded):
            for words in sorted(self.titles.get(first, ()), key=len, reverse=True):
                if tuple(folded[at : at + len(words)]) == words:
                    yield Span(tokens[at].start, tokens[at + len(words) - 1].end, JOB)
                    break

    def _names(self, tokens: Sequence[_Token], folded: Sequence[str], free: Sequence[bool]) -> Iterator[Span]:
        """Runs of neighbouring words that are names become one."""
        is_name = [False] * len(tokens)
        for at in range(len(tokens)):
            if free[at] and (self._beside(tokens, folded, at, is_name) or self._alone(tokens, folded, at)):
                is_name[at] = True
                if at and tokens[at].joined and free[at - 1] and _is_initial(tokens[at - 1]):
                    is_name[at - 1] = True
                # “van der” between the first name and the rest of the surname.
                back = at - 1
                while back > 0 and folded[back] in _PARTICLES and tokens[back].joined and not is_name[back]:
                    back -= 1
                if is_name[back] and tokens[at].joined:
                    is_name[back:at] = [True] * (at - back)
        at = 0
        while at < len(tokens):
            first = at
            while at < len(tokens) and is_name[at] and (at == first or tokens[at].joined):
                at += 1
            if at > first:
                yield Span(tokens[first].start, tokens[at - 1].end, NAME)
            at = max(at, first + 1)

    def _beside(self, tokens: Sequence[_Token], folded: Sequence[str], at: int, is_name: list[bool]) -> bool:
        """After Mr or Dr; a first name and a surname of one person, an initial between them or not."""
        if at == 0 or not tokens[at].joined:
            return False
        here, before = tokens[at], tokens[at - 1]
        if folded[at - 1] in TITLES and (here.capital or folded[at] in self.surnames):
            return before.capital or folded[at - 1] in {"mr", "mrs", "ms", "mx", "dr", "cllr"}
        if _is_initial(before) and here.capital and folded[at] in self.surnames:
            return True
        back = at - 2 if at > 1 and _is_initial(before) and before.joined else at - 1
        pair, turned = (folded[back], folded[at]), (folded[at], folded[back])
        is_pair = pair in self.pairs or (turned in self.pairs and here.capital and tokens[back].capital)
        small = not (here.capital or tokens[back].capital)
        if is_pair and not (small and folded[at] in COMMON and folded[back] in COMMON):
            is_name[back : at + 1] = [True] * (at + 1 - back)
            return True
        # A whole name that the directory does not know, or knows half of: “Mr John Smith”, “Sarah Unknown-Jones”.
        return is_name[at - 1] and here.capital and not here.opens and self._goes_on(folded, at)

    def _goes_on(self, folded: Sequence[str], at: int) -> bool:
        before = folded[max(at - 2, 0) : at]
        return before[-1] in self.given or folded[at] in self.surnames or not TITLES.isdisjoint(before)

    def _alone(self, tokens: Sequence[_Token], folded: Sequence[str], at: int) -> bool:
        """A name by itself; one that is a word, too, only where it is written as a name in the middle of a sentence."""
        word, here = folded[at], tokens[at]
        if not self._knows(word):
            plural = here.capital and word.endswith("s") and word[:-1] in self.given and word[:-1] not in COMMON
            return plural or self._of_several(here.word)
        if word not in COMMON:
            return here.capital or len(word) > 2
        if not here.capital or word not in self.given:
            return False
        month = word in _MONTHS and at > 0 and (folded[at - 1] in _BEFORE_MONTH or folded[at - 1].isdigit())
        dated = word in _MONTHS and at + 1 < len(folded) and folded[at + 1].isdigit()
        return (not here.opens or here.end - here.start > len(here.word)) and not month and not dated

    def _of_several(self, word: str) -> bool:
        """Anne-Marie by Anne and Marie; never “well-read”."""
        parts = [fold(each) for each in re.split(r"[\-‐‑]", word)]
        return len(parts) > 1 and any(self._knows(each) and each not in COMMON for each in parts)


def capitalised(text: str) -> frozenset[str]:
    """The words of a text that are written as names are, masks left out."""
    return frozenset(each.word for each in _tokens(text) if each.capital and not _inside_mask(text, each))


def mask_words(text: str, phrases: Sequence[str]) -> tuple[str, Sequence[str]]:
    """A reviewer's own masks: each phrase wherever it stands as whole words; and those that stand nowhere."""
    missing = []
    for phrase in sorted(phrases, key=len, reverse=True):
        spaced = r"\s+".join(map(re.escape, phrase.split()))
        pieces, hits = [], 0
        # What is masked already is left alone: a mask is no word of the comment.
        for piece in re.split(f"({MASK.pattern})", text):
            if MASK.fullmatch(piece) or not spaced:
                pieces.append(piece)
                continue
            changed, number = re.subn(rf"(?<!\w){spaced}(?!\w)", f"[{WORDS}]", piece, flags=re.IGNORECASE)
            pieces.append(changed)
            hits += number
        text = "".join(pieces)
        if not hits:
            missing.append(phrase)
    return text, missing


def _plain(text: str) -> str:
    """Composed letters, and nothing invisible that could part a name."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")


def _parts(name: str) -> list[str]:
    """A name whole and, where it has several words or a hyphen, each of its words."""
    words = [each for each in re.split(r"[\s\-‐‑]+", name) if each]
    # Neill of O'Neill, as it stands where somebody writes O Neill.
    after = [fold(each) for word in words for each in re.split(r"['’ʼ‘`]", word)[1:] if len(each) > 2]
    found = [fold(name), *(fold(each) for each in words), *after]
    return [each for each in found if len(each) > 1 and (each not in _PARTICLES or len(words) == 1)]


def _tokens(text: str) -> list[_Token]:
    shouting = sum(c.isupper() for c in text) > sum(c.islower() for c in text)
    found: list[_Token] = []
    end = 0
    for match in _WORD.finditer(text):
        between, word = text[end : match.start()], match.group()
        own = _POSSESSIVE.sub("", word) if len(word) > 2 else word
        before = text[: match.start()].rstrip(" \t'‘’\"“")[-1:]
        opens = not before or before in _STARTS or "\n" in between
        shouted = shouting and word.isupper() and len(word) > 1
        capital = not (word[0].islower() or word[0].isdigit() or shouted)
        stopped = "." in between and not (found and (len(found[-1].word) == 1 or fold(found[-1].word) in TITLES))
        joined = bool(found) and _BETWEEN.fullmatch(between) is not None and not stopped
        opens = opens and not joined
        found.append(_Token(match.start(), match.end(), own, capital, opens, joined))
        end = match.end()
    return found


def _is_initial(token: _Token) -> bool:
    return len(token.word) == 1 and token.capital and token.word != "I"


def _inside_mask(text: str, token: _Token) -> bool:
    return any(each.start() <= token.start < each.end() for each in MASK.finditer(text))
