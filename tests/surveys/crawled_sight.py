"""What each role may read of the crawled survey by the rule of sight, and what it asks for besides."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from engage.directory.queries_sight import standings
from engage.surveys.formats.release_out import COLUMNS, PART
from engage.surveys.queries import sight
from engage.surveys.rules.published import OUT_OF_SIGHT, Head
from engage.surveys.rules.sight import Dates, Place, in_sight
from tests.surveys import packed
from tests.surveys.attacks import Row
from tests.surveys.crawled import Reading

# Pages that have nothing to tell of one survey alone, of few people.
BARE = ("/trends", "/drivers", "show=before")


def codes(survey_id: int, head: Head, person_id: int) -> frozenset[str]:
    """The groups that the rule gives somebody who does not see all, on a day on which all tiers have come."""
    under = sight.terms_of(survey_id)
    assert under is not None and under.tiered
    places = [Place(each.headed, each.up) for each in standings(person_id)]
    return in_sight(head.blocks, under.frozen, places, Dates(), sight.clock.today())


def rows(own: Iterable[Row], names: Iterable[str]) -> Iterator[Row]:
    """The release's rows as a file of these groups alone must have them, each and no other."""
    own, names = list(own), set(names)
    parent = {row["group"]: row["inside"] for row in own}
    if names != set(parent):
        yield dict.fromkeys(COLUMNS, "") | {"group": PART}
    for row in own:
        if row["group"] in names:
            up, beside = row["inside"], row["shown together with"].split("; ")
            while up and up not in names:
                up = parent[up]
            if not row["split by"]:
                beside = list(dict.fromkeys(name if name in {"", *names} else OUT_OF_SIGHT for name in beside))
            yield row | {"inside": up, "shown together with": "; ".join(beside)}


def outside(reading: Reading, hidden: Iterable[str]) -> list[str]:
    """The addresses of one role that name a group by its code which another one does not see."""
    kept = set(hidden)
    paths = (path for path in (*reading.pages, *reading.files) if "(fragment)" not in path)
    return sorted(path for path in paths if kept & set(re.split("[/?&=]", unquote(path))))


def words(reading: Reading) -> Iterator[tuple[str, str]]:
    """(address, what stands there in words) of every page, fragment and file; of a workbook the rows are read."""
    for path, tree in reading.pages.items():
        yield path, " ".join(tree.text_content().split())
    for path, content in reading.files.items():
        if path.endswith(".pdf"):
            yield path, packed.words(content)
        elif path.endswith(".csv"):
            yield path, content.decode("utf-8-sig")


def bare(reading: Reading) -> Iterator[tuple[str, str]]:
    """(address, cell) of every number in a table about other times or importance, where there is little to tell."""
    for path, tree in reading.pages.items():
        if any(part in path for part in BARE):
            for cell in tree.cssselect("main td"):
                if re.search("[0-9]", text := cell.text_content()):
                    yield path, " ".join(text.split())


def key(row: Mapping[str, str]) -> tuple[str, ...]:
    """A row as what a set can hold."""
    return tuple(row.get(name, "") for name in COLUMNS)


def unmasked(row: Mapping[str, str]) -> tuple[str, ...]:
    """A row without what stands inside what, and beside what: the same figure in anybody's file."""
    return tuple(row.get(name, "") for name in COLUMNS if name not in ("inside", "shown together with"))
