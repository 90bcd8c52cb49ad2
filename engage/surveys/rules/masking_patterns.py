"""What is found in a comment by its shape: addresses, telephone and staff numbers, postcodes, dates of birth."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

NAME, PHONE, EMAIL, NUMBER, POSTCODE, BIRTH, JOB, WORDS = (
    "name", "phone", "e-mail", "number", "postcode", "date", "job title", "masked",
)  # fmt: skip
KINDS = {
    NAME: "Names", PHONE: "Phone numbers", EMAIL: "E-mail addresses", NUMBER: "Numbers of a person",
    POSTCODE: "Postcodes", BIRTH: "Dates of birth", JOB: "Job titles that one person holds",
    WORDS: "Words that reviewers masked",
}  # fmt: skip
MASK = re.compile(rf"\[(?:{'|'.join(map(re.escape, KINDS))})\]")
_DOT = r"(?:\.|\s{0,3}[(\[]\s?dot\s?[)\]]\s{0,3}|\sdot\s)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_TH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"(?:{_TH}\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+{_TH}|\d{{1,2}}[/.\-]\d{{1,2}})"
# Years in which people who work were born; what happened at work is later, and stays.
_YEAR = r"(?:19[3-9]\d|200\d|201[0-2])"
_BORN = (
    r"(?:\bborn(?:\s+(?:on|in))?|\bd\.?o\.?b\.?|\bdate\s+of\s+birth|\bbirthday(?:\s+(?:is|was))?(?:\s+on)?)"
    r"[\s:,\-]{1,4}(?:the\s+)?"
)
_EMAIL = re.compile(
    rf"(?<![\w.])[\w.+'’\-]{{1,64}}\s{{0,3}}(?:@|[(\[]\s?at\s?[)\]])\s{{0,3}}[\w\-]{{1,64}}(?:{_DOT}[\w\-]{{1,64}})+"
    r"|(?<![\w.])[\w.+\-]{1,64} at [\w\-]{1,64}(?: dot [\w\-]{1,64})+",
    re.IGNORECASE,
)
_EXTENSION = r"\s*,?\s*(?:ext(?:ension|n)?\.?|x)\s*:?\s*\d{1,6}\b"
_PHONE = re.compile(
    rf"(?<![\w+])(?:(?:\+|00)44[\s\-.]*(?:\(0\))?[\s\-.]*|\(?0)[1-9](?:[\s\-.()/]{{0,2}}\d){{8,9}}(?!\w)(?:{_EXTENSION})?"
    r"|(?<!\w)(?:\+|00)[1-9](?:[\s\-.()]{0,2}\d){7,13}(?!\w)"
    r"|\b(?:ext(?:ension|n)?\.?|phone|tel(?:ephone)?\.?|mobile|call|ring|text)(?:\s+(?:me|us|him|her|them))?"
    rf"(?:\s+(?:on|at|no\.?|number|is))*\s*:?\s*(?P<bare>\d(?:[\s\-]?\d){{3,11}}\b(?:{_EXTENSION})?)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[A-Z]{2}(?!\w)", re.IGNORECASE)
_BIRTH = re.compile(
    rf"(?<!\w)\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:{_YEAR})(?!\w)|(?<!\w){_YEAR}-\d\d-\d\d(?!\w)|(?<!\w){_DAY},?\s+{_YEAR}(?!\w)"
    rf"|{_BORN}(?:{_DAY}(?:,?[\s/.\-]+(?:\d{{4}}|\d{{2}}))?|(?:{_MONTH}\s+)?\d{{4}})(?!\w)",
    re.IGNORECASE,
)
# National Insurance and NHS numbers.
_STATE = re.compile(
    r"(?<!\w)(?:[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]|\d{3}[ \-]\d{3}[ \-]\d{4})(?!\w)", re.IGNORECASE
)
_OWN = re.compile(
    r"\b(?:employee|staff|payroll|personnel|assignment|my|works?)\s*(?:no\.?|number|num|id|#)\s*(?:is|was)?\s*[:#]?\s*"
    r"(?P<own>[A-Z]{0,3}\d{3,12})\b", re.IGNORECASE,
)  # fmt: skip
_CODED = re.compile(r"(?<!\w)[A-Z]{0,4}[\-/]?\d{3,12}[A-Z]?(?!\w)", re.IGNORECASE)
# A shorter number stands in many an honest sentence (a year, a number of cases): it counts beside its word alone.
SHORTEST_NUMBER = 5


@dataclass(frozen=True)
class Span:
    """A stretch of a text, and what it is."""

    start: int
    end: int
    kind: str


def spans(text: str, numbers: Collection[str]) -> Iterator[Span]:
    """Everything of these kinds, what is looked for first coming first; `numbers`: the directory's, in capitals."""
    for kind, pattern in ((EMAIL, _EMAIL), (BIRTH, _BIRTH), (NUMBER, _STATE)):
        yield from (Span(*found.span(), kind) for found in pattern.finditer(text))
    yield from (Span(*found.span("bare" if found["bare"] else 0), PHONE) for found in _PHONE.finditer(text))
    yield from (Span(*found.span(), POSTCODE) for found in _POSTCODE.finditer(text))
    yield from (Span(*found.span("own"), NUMBER) for found in _OWN.finditer(text))
    for found in _CODED.finditer(text):
        number = found.group().upper()
        if number in numbers and (len(number) >= SHORTEST_NUMBER or not number.isdigit()):
            yield Span(found.start(), found.end(), NUMBER)


def without_overlaps(found: Iterator[Span]) -> list[Span]:
    """In their order, of two that overlap the one that was found first."""
    kept: list[Span] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)
