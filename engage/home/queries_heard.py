"""What we heard, over all sources: each feature brings its own, and this puts them together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engage.champions.queries import activity_heard, concerns_heard
from engage.consultation.queries import heard as consultation_heard
from engage.core.heard import COLUMNS, Heard, Source, Wanted
from engage.core.paging import Page
from engage.events.queries import after_heard as events_heard
from engage.surveys.queries import comments_heard

SOURCES: tuple[Source, ...] = (
    consultation_heard, activity_heard, concerns_heard, events_heard, comments_heard,
)  # fmt: skip
ON_A_PAGE, MOST_EXPORTED = 25, 10_000


@dataclass(frozen=True)
class Row:
    """How often each column speaks of a theme; `theme_id` 0 for what is under none."""

    theme_id: int
    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All columns together."""
        return sum(self.counts)


@dataclass(frozen=True)
class Found:
    """A page of what was heard, and how often each theme was spoken of."""

    page: Page[Heard]
    rows: Sequence[Row]


def found(wanted: Wanted, number: int) -> Found:
    """The newest first; the same number of statements however much there is."""
    tallies = [source.counted(wanted) for source in SOURCES]
    total = sum(each.total for each in tallies)
    number = min(max(1, number), max(1, -(-total // ON_A_PAGE)))
    newest = _newest(wanted, number * ON_A_PAGE)
    by_theme: dict[tuple[int, str], Counter[str]] = {}
    for tally in tallies:
        for theme, columns in tally.by_theme.items():
            by_theme.setdefault(theme, Counter()).update(columns)
    rows = [
        Row(theme_id, name, tuple(counts[column] for column in COLUMNS))
        for (theme_id, name), counts in by_theme.items()
    ]
    # What is under no theme comes last; the others by how often they were spoken of.
    rows.sort(key=lambda row: (row.theme_id == 0, -row.total))
    return Found(Page(newest[(number - 1) * ON_A_PAGE :], number, ON_A_PAGE, total), rows)


def _newest(wanted: Wanted, most: int) -> Sequence[Heard]:
    every = [each for source in SOURCES for each in source.heard(wanted, most)]
    return sorted(every, key=lambda each: each.month, reverse=True)[:most]


def export(wanted: Wanted) -> Sequence[Heard]:
    """All of it, for the file."""
    return _newest(wanted, MOST_EXPORTED)


def sources() -> Sequence[tuple[str, str]]:
    """Key and title of everything that something was heard in."""
    return [each for source in SOURCES for each in source.sources()]


def services() -> Sequence[str]:
    """The services that anything is told of."""
    return sorted({name for source in SOURCES for name in source.services()})
