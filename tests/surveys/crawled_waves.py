"""What pages tell of two waves at once: earlier figures, differences, and what goes along with the index."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.surveys import crawled_pdf
from tests.surveys.attacks import Row
from tests.surveys.crawled import Key, Reading

SIGNED = re.compile(r"([+−]?)(\d+)(?: .*)?")
SINCE = re.compile(r"; ([+−]?\d+) since the time before")
KINDS = ("before", "heatmap", "trends", "drivers", "report.pdf")
Tree = Any


@dataclass(frozen=True)
class Said:
    """A number of one wave (0 the earlier, 1 the later one), or (None) the later's less the earlier's."""

    path: str
    wave: int | None
    key: Key
    value: int


def said(reading: Reading, whole: str, titles: tuple[str, str]) -> Iterator[Said]:
    """Everything about other times and importance on the later wave's pages, and every figure of its PDFs."""
    readers: tuple[tuple[str, Callable[[Tree, str, tuple[str, str]], Iterator[tuple[int | None, Key, int]]]], ...] = (
        ("/trends", _trends), ("/drivers", _drivers), ("show=before", _heat), ("beside=before", _beside),
        ("/questions/", _one), ("/themes/", _one), ("/results", _since),
    )  # fmt: skip
    for path, tree in reading.pages.items():
        for mark, read in readers:
            if mark in path:
                yield from (Said(path, *each) for each in read(tree, whole, titles))
    for path, key, value in crawled_pdf.numbers(reading):
        yield Said(path, 1, key, value)


def _text(each: Tree) -> str:
    return " ".join(each.text_content().split())


def signed(text: str) -> int | None:
    """A difference as pages write it."""
    found = SIGNED.fullmatch(text)
    return None if found is None else int(found[2]) * (-1 if found[1] == "−" else 1)


def _read(text: str) -> int:
    """The same where one has to stand."""
    found = signed(text)
    assert found is not None, text
    return found


def _group(tree: Tree, whole: str) -> str:
    """Whose page it is: the heading's, or of the organisation, whose heading is the survey's title."""
    return _text(tree.cssselect("h1")[0]) if tree.cssselect("span.govuk-caption-xl") else whole


def _above(tree: Tree, titles: tuple[str, str]) -> str:
    """The same of a page whose heading is what it shows: the survey's title and the group stand above it."""
    title, group = _text(tree.cssselect("span.govuk-caption-xl")[0]).split(": ")[-2:]
    assert titles[1].endswith(title), titles
    return group


def _trends(tree: Tree, _whole: str, titles: tuple[str, str]) -> Iterator[tuple[int | None, Key, int]]:
    group = _above(tree, titles)
    for table in tree.cssselect("table.engage-trends"):
        heads = [_text(each) for each in table.cssselect("thead th")]
        for row in table.cssselect("tbody tr"):
            key = (group, "", "", _text(row.cssselect("th")[0]))
            for head, cell in zip(heads[1:], row.cssselect("td"), strict=True):
                if (value := signed(_text(cell))) is not None and head in (*titles, "Last change"):
                    yield titles.index(head) if head in titles else None, key, value


def _drivers(tree: Tree, _whole: str, titles: tuple[str, str]) -> Iterator[tuple[int | None, Key, int]]:
    group = _above(tree, titles)
    for row in tree.cssselect("main table tbody tr"):
        name = _text(row.cssselect("th")[0])
        for cell in row.cssselect("td[data-label]"):
            if (found := _text(cell).rstrip("%")).isdigit():
                mark = " (importance)" if cell.get("data-label") == "Importance" else ""
                yield 1, (group, "", "", name + mark), int(found)


def _heat(tree: Tree, _whole: str, _titles: tuple[str, str]) -> Iterator[tuple[int | None, Key, int]]:
    for row in tree.cssselect(".engage-heat tbody tr"):
        for cell in row.cssselect("td[data-label]"):
            if (value := signed(_text(cell))) is not None:
                yield None, (_text(row.cssselect("th")[0]), "", "", cell.get("data-label")), value


def _beside(tree: Tree, whole: str, _titles: tuple[str, str]) -> Iterator[tuple[int | None, Key, int]]:
    yield from _verdicts(tree.cssselect("#results-figures tbody tr"), _group(tree, whole))


def _verdicts(rows: Iterable[Tree], group: str) -> Iterator[tuple[int | None, Key, int]]:
    """The difference, and in brackets the other figure."""
    for row in rows:
        quiet = row.cssselect("td:last-child .engage-table__quiet")
        if quiet and row.cssselect("td:last-child .engage-beside"):
            key = (group, "", "", _text(row.cssselect("th")[0]).split(" Shown together")[0])
            yield 0, key, int(_text(quiet[0]).strip("()"))
            yield None, key, _read(_text(row.cssselect("td:last-child strong")[0]))


def _one(tree: Tree, _whole: str, titles: tuple[str, str]) -> Iterator[tuple[int | None, Key, int]]:
    for row in tree.cssselect("#one-figures .engage-heat tbody tr"):
        for cell in row.cssselect("td[data-label]"):
            if cell.get("data-label") == f"Since {titles[0]}" and (value := signed(_text(cell))) is not None:
                yield None, (_text(row.cssselect("th")[0]), "", "", _text(tree.cssselect("h1")[0])), value


def _since(tree: Tree, whole: str, titles: tuple[str, str]) -> Iterator[tuple[int | None, Key, int]]:
    """Beside an index in large, and the biggest changes."""
    for each in tree.cssselect(".engage-stat"):
        if found := SINCE.search(_text(each.cssselect("dd")[0])):
            yield None, (_group(tree, whole), "", "", _text(each.cssselect("dt")[0])), _read(found[1])
    for table in tree.cssselect("main table"):
        if any(_text(each).startswith(f"Since {titles[0]}") for each in table.cssselect("caption")):
            yield from _verdicts(table.cssselect("tbody tr"), _group(tree, whole))


def alone(rows: Iterable[Row]) -> dict[Key, set[str]]:
    """What a wave's own rows tell of each group by itself."""
    return crawled_pdf.declared(row for row in rows if not row["shown together with"])


Told = tuple[Mapping[Key, set[str]], Mapping[Key, set[str]]]


def derived(found: Iterable[Said], told: Told) -> Iterator[Said]:
    """What each difference gives away: either wave's figure by the other's; itself, where neither wave's is known."""
    found = list(found)
    values = {(wave, key): int(each) for wave in (0, 1) for key, every in told[wave].items()
              for each in every if each.isdigit()}  # fmt: skip
    values |= {(each.wave, each.key): each.value for each in found if each.wave is not None}
    for each in found:
        if each.wave is None:
            before, now = values.get((0, each.key)), values.get((1, each.key))
            yield from [] if now is None else [Said(each.path, 0, each.key, now - each.value)]
            yield from [] if before is None else [Said(each.path, 1, each.key, before + each.value)]
            yield from [each] if before is None and now is None else []


def leaks(found: Iterable[Said], told: Told, joint: Mapping[Key, set[str]]) -> list[Said]:
    """Numbers that no release tells of the group by itself; a PDF also has figures that it says are `joint`."""
    found = list(found)
    every = [*(each for each in found if each.wave is not None), *derived(found, told)]
    return [each for each in every if each.wave is None or str(each.value) not in _of(each, told, joint)]


def _of(each: Said, told: Told, joint: Mapping[Key, set[str]]) -> set[str]:
    of = joint if each.path.endswith(".pdf") or "/drivers" in each.path else told[each.wave or 0]
    return of.get(each.key, set())


def as_rows(found: Iterable[Said], wave: int, code: str, wording: str) -> list[Row]:
    """The same as rows of a file, of one question, for reckoning with."""
    empty = {"inside": "", "shown together with": "", "kind": "scale", "score": "", "note": "", "answers": "100"}
    return [
        {**empty, "group": each.key[0], "split by": "", "answer": "", "code": code, "percent positive": str(each.value)}
        for each in found if each.wave == wave and each.key == (each.key[0], "", "", wording)
    ]  # fmt: skip


def kind(each: Said) -> str:
    """Where it was read."""
    path, _, asked = each.path.partition("?")
    if "beside=before" in asked:
        return "before"
    if "/questions/" in path or "/themes/" in path:
        return "one"
    return next((mark for mark in KINDS if path.endswith(mark)), "headline")
