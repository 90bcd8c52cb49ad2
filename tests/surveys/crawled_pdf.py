"""What the PDFs tell that somebody can fetch: every figure of them, by the same keys as those of the pages."""

import re
from collections.abc import Iterable, Iterator

from tests.surveys import crawled, tagged
from tests.surveys.attacks import Row
from tests.surveys.crawled import Key, Reading

PEOPLE = "People who gave this answer"
SHARES = ("positive", "neutral", "negative")
# What is said after a wording, or after a figure.
NOTED = re.compile(r" (Shown together with|Agreeing counts|How many of those) .*")
NUMBER = re.compile(r"(\d[\d,]*)%?")
LISTED = re.compile(r"(.+): (\d+)% positive")
# As an option's share, or one of the three.
SHARE = re.compile(r"(?:^|, )(.+?) (\d+)%")


def numbers(reading: Reading) -> Iterator[tuple[str, Key, int]]:
    """(address, (group, split by, answer, wording), number) of every figure in the PDFs that were read."""
    for path, content in reading.files.items():
        if path.endswith(".pdf"):
            yield from ((path, key, value) for key, value in told(content))


def told(content: bytes) -> Iterator[tuple[Key, int]]:
    """The figures of one PDF; a share that is not the positive one, a count and an importance say so in the wording."""
    group, meta = "", ""
    for part in tagged.parts(content):
        if part.kind == "H1":
            group = part.text
        elif part.kind == "H3":
            meta = part.text
        elif part.kind == "Table":
            yield from _table(part.rows, group, meta)
        elif part.kind == "LBody" and (line := LISTED.fullmatch(part.text)):
            yield (group, "", "", line[1]), int(line[2])


def _table(rows: tuple[tuple[str, ...], ...], group: str, meta: str) -> Iterator[tuple[Key, int]]:
    heads = rows[0]
    for row in rows[1:]:
        name = NOTED.sub("", row[0])
        if heads[0] == "Figure":
            yield from (((group, meta, answer(each), name), value) for each, value in _values(heads, row, 1))
        elif heads[0] == "Theme":
            yield from (((group, "", "", f"{name} (importance)"), value) for _, value in _values(heads, row[:2], 1))
            yield from (((group, "", "", name), value) for _, value in _values(heads, row[:3], 2))
        else:
            yield from _line(heads, row, group, name)
    for each in heads[1:] if heads[0] == "Figure" else ():
        if people := re.search(r"about ([\d,]+) people$", each):
            yield (group, meta, answer(each), PEOPLE), _whole(people[1])


def _line(heads: tuple[str, ...], row: tuple[str, ...], group: str, name: str) -> Iterator[tuple[Key, int]]:
    """A theme, an index or a question; of the organisation's, in the column after, the positive share alone."""
    place = (group, "", "")
    if heads[0] == "Question":
        for label, share in SHARE.findall(row[1]):
            known = label.lower() in SHARES[1:]
            yield (*place, f"{name} ({label.lower()})" if known else name), int(share)
        yield from (((*place, f"{name} (answers)"), value) for _, value in _values(heads, row[:3], 2))
    else:
        yield from (((*place, name), value) for _, value in _values(heads, row[:3], 2))
    yield from (((heads[3], "", "", name), value) for _, value in _values(heads, row[:4], 3))


def _values(heads: tuple[str, ...], row: tuple[str, ...], start: int) -> Iterator[tuple[str, int]]:
    for head, cell in zip(heads[start:], row[start:], strict=False):
        if found := NUMBER.match(cell.removeprefix("about ")):
            yield head, _whole(found[1])


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def answer(head: str) -> str:
    """The answers of a column, without how many gave them."""
    return re.sub(r" about [\d,]+ people$", "", head)


def declared(rows: Iterable[Row]) -> dict[Key, set[str]]:
    """The numbers of the release's own rows, by what they are of: those of pages, and what PDFs tell besides."""
    rows = list(rows)
    found = crawled.declared(row for row in rows if row["kind"] != "driver")
    for row in rows:
        place, wording = (row["group"], row["split by"], row["answer"]), row["wording"]
        if row["kind"] == "people":
            found.setdefault((*place, wording), set()).add(row["answers"])
        elif row["kind"] == "driver":
            found.setdefault((*place, f"{wording} (importance)"), set()).add(row["importance"])
        for name in SHARES[1:]:
            found.setdefault((*place, f"{wording} ({name})"), set()).add(row[f"percent {name}"])
        found.setdefault((*place, f"{wording} (answers)"), set()).add(row["answers"])
        for each in filter(None, row["spread"].split("; ")):
            option, _, share = each.rpartition(" ")
            found.setdefault((*place, f"{wording}: {option}"), set()).add(share)
    return found
