"""The figures of a year as rows: what the page shows and nothing else."""

from collections.abc import Iterator

from engage.recognition.rules.recognised import NOMINATED, SHORTLISTED, THANKED, WITHOUT, Figures, Share

TABLES = {
    "units": "Part of the organisation",
    "grade": "Grade band",
    "work_type": "Type of work",
    "site": "Site",
    "contract": "Contract",
}
MEASURES = {
    THANKED: "Thanked on the wall",
    NOMINATED: "Nominated for an award",
    SHORTLISTED: "Shortlisted",
    WITHOUT: "Without access",
}
COLUMNS = ("Table", "Group", "People", "Figure", "Percent", "From", "To", "Counted together with")
NOT_SHOWN = "not shown: too few, or too alike"
FEW = "fewer than 10"
Cell = str | int | None


def rows(figures: Figures) -> Iterator[tuple[Cell, ...]]:
    """A line for each figure, in the order of the page."""
    yield ("Year", f"{figures.first_day} to {figures.as_of}", figures.people, "People", None, None, None, "")
    yield ("Year", "Thanks on the wall", figures.thanks, "Count", None, None, None, "")
    yield ("Year", "People who won an award", figures.winners, "Count", None, None, None, "")
    yield ("Year", "Teams that won an award", figures.winning_teams, "Count", None, None, None, "")
    for table in figures.tables:
        for row in table.rows:
            for measure, share in zip(figures.measures, row.shares, strict=True):
                yield (TABLES[table.code], row.name, row.people, MEASURES[measure], told(share), share.low, share.high,
                       "; ".join(share.beside))  # fmt: skip
    for each in figures.unthanked:
        name = f"{each.name} and {each.teams} smaller" if each.teams else each.name
        yield ("Nobody thanked", name, each.people, "Without access", f"{each.without}%", None, None, "")
    crossing = figures.crossing
    if crossing.percent is not None:
        yield ("Across directorates", "Thanks", crossing.pairs, "Across", f"{crossing.percent}%", None, None, "")
        yield ("Across directorates", "By chance", crossing.pairs, "Across", f"{crossing.expected}%", None, None, "")
    for named in figures.values:
        yield ("Value", named.value, None, named.behaviour or "The value", named.thanks or FEW, None, None, "")


def told(share: Share) -> str:
    """A share in words: "12%", "under 1%", or that it is not shown."""
    if share.percent is None:
        return NOT_SHOWN
    return f"{share.end} {share.percent}%".strip()
