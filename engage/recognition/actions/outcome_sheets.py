"""The sheets of a batch: who gets a certificate or a letter, what it says, and in which order they are printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engage.core import clock
from engage.core.formatting import count, day
from engage.recognition.models import AwardRound
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_places
from engage.recognition.queries import service as service_queries
from engage.recognition.queries.outcome import Entry
from engage.recognition.queries.outcome_places import Place
from engage.recognition.queries.outcome_print import Asked
from engage.recognition.rules import outcome_wording as wording
from engage.recognition.rules.outcome import SHOWN, Batch, visible
from engage.recognition.rules.rounds import Outcome
from engage.recognition.rules.service import span_of

NO_SITE, OUTSIDE = "Sites not known", "Outside the council"


@dataclass(frozen=True)
class Sheet:
    """One certificate or letter: where it goes, whose it is, and its words by the names that the template knows."""

    site: str
    surname: str
    name: str
    words: dict[str, Any]

    def texts(self) -> Iterator[str]:
        """Every text on it."""
        for each in self.words.values():
            yield from [each] if isinstance(each, str) else each if isinstance(each, list) else ()


def sheets(kind: Batch, row: AwardRound | None, asked: Asked, viewer_id: int | None, today: date) -> list[Sheet]:
    """Sorted by site, then surname; with a viewer, nothing of that person's own entry."""
    made = _service(asked, today) if row is None else _of_round(kind, row, asked, viewer_id, today)
    return sorted(made, key=lambda each: (_last(each.site), each.site.lower(), each.surname.lower(), each.name.lower()))


def _last(site: str) -> int:
    return {NO_SITE: 1, OUTSIDE: 2}.get(site, 0)


def _of_round(kind: Batch, row: AwardRound, asked: Asked, viewer_id: int | None, today: date) -> list[Sheet]:
    won = queries.entries(row.id, SHOWN, viewer_id)
    if kind is Batch.TO_NOMINATORS:
        others = _others(row, viewer_id) if row.tells_unsuccessful else []
        return _to_nominators(row, [*won, *others], asked, today)
    if kind is Batch.NOMINEES:
        return [_certificate(kind, row, each, today) for each in _once(_others(row, viewer_id))]
    wanted = Outcome.WINNER if kind in (Batch.WINNERS, Batch.TO_WINNERS) else Outcome.HIGHLY_COMMENDED
    chosen = [each for each in won if each.outcome == wanted]
    if kind in wording.CERTIFICATES:
        return [_certificate(kind, row, each, today) for each in chosen]
    return [_to_nominee(row, each, asked, today) for each in chosen]


def _others(row: AwardRound, viewer_id: int | None) -> list[Entry]:
    return [each for each in queries.entries(row.id, (), viewer_id) if each.outcome not in SHOWN]


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """One for each nominee in each category, however often they were nominated."""
    return list({(each.nominee_id, each.team_id, each.category): each for each in entries}.values())


def _certificate(kind: Batch, row: AwardRound, entry: Entry, today: date) -> Sheet:
    over, award, line = wording.certificate_lines(kind, entry.outcome, entry.category, entry.from_staff)
    given = row.ceremony_on or (clock.local(row.announces_at).date() if row.announces_at else today)
    words = {
        "over": over, "name": visible(entry.name), "unit": visible(entry.unit), "award": award, "line": visible(line),
        "occasion": visible(row.title), "gold": entry.outcome == Outcome.WINNER, "day": day(given),
        "citation": "" if kind is Batch.NOMINEES else visible(" ".join(entry.citation.split())),
    }  # fmt: skip
    return Sheet(entry.contact.site or NO_SITE, _sorted_by(entry), entry.name, words)


def _sorted_by(entry: Entry) -> str:
    return entry.name if entry.is_team else entry.contact.surname


def _ceremony(row: AwardRound) -> str:
    place = f", {row.ceremony_at}" if row.ceremony_at else ""
    return f"on {day(row.ceremony_on)}{place}" if row.ceremony_on else ""


def _to_nominee(row: AwardRound, entry: Entry, asked: Asked, today: date) -> Sheet:
    said = wording.Said(
        row.title, entry.category, entry.name, entry.outcome, entry.citation, _ceremony(row), asked.note, entry.is_team
    )  # fmt: skip
    heading, paragraphs = wording.to_nominee(said)
    lines = [entry.contact.name, entry.name if entry.is_team else entry.unit, entry.contact.site]
    if entry.contact_id is None:
        lines = [entry.name, entry.unit]
    dear = entry.contact.first_name or "all"
    return _letter(entry.contact.site or NO_SITE, _sorted_by(entry), lines, dear, heading, paragraphs, today)


def _to_nominators(row: AwardRound, entries: Sequence[Entry], asked: Asked, today: date) -> list[Sheet]:
    by_id = {each.id: each for each in entries}
    found = queries.nominators(list(by_id))
    staff = outcome_places.people({each.person_id for each in found if each.person_id is not None})
    made: dict[tuple[int | str, int], Sheet] = {}
    for each in found:
        entry = by_id[each.entry_id]
        said = wording.Said(row.title, entry.category, entry.name, entry.outcome, note=asked.note)
        heading, paragraphs = wording.to_nominator(said)
        known: Place | None = staff.get(each.person_id) if each.person_id is not None else None
        if known is not None:
            lines, dear, surname, site = (
                [known.name, known.unit, known.site],
                known.first_name,
                known.surname,
                known.site,
            )
        else:
            lines, dear, surname, site = [each.name], each.name, each.name, OUTSIDE
        sheet = _letter(site or NO_SITE, surname, lines, dear, heading, paragraphs, today)
        made.setdefault((each.person_id or each.name, each.entry_id), sheet)
    return list(made.values())


def _letter(
    site: str, surname: str, lines: Sequence[str], dear: str, heading: str, paragraphs: Sequence[str], today: date
) -> Sheet:
    words = {
        "address": [visible(each) for each in lines if each], "day": day(today), "dear": visible(dear),
        "heading": visible(heading), "paragraphs": [visible(each) for each in paragraphs],
    }  # fmt: skip
    return Sheet(site, surname, lines[0], words)


def _service(asked: Asked, today: date) -> list[Sheet]:
    return [
        Sheet(each.site or NO_SITE, each.surname, each.name, _service_words(each.name, each.unit, each.years, each.on))
        for each in service_queries.reaching(span_of(asked.year, asked.quarter), today)
    ]


def _service_words(name: str, unit: str, years: int, on: date) -> dict[str, Any]:
    over, award, line = wording.service_lines(years)
    return {
        "over": over, "name": visible(name), "unit": visible(unit), "award": award, "line": line,
        "occasion": "Long service award", "gold": years >= 25, "day": day(on), "citation": "",
    }  # fmt: skip


def with_covers(found: Sequence[Sheet], kind: Batch) -> list[dict[str, Any]]:
    """The sheets as the template takes them, each site's behind a sheet that names it."""
    one = "certificate" if kind in wording.CERTIFICATES else "letter"
    pages: list[dict[str, Any]] = []
    for number, each in enumerate(found):
        if number == 0 or found[number - 1].site != each.site:
            many = sum(other.site == each.site for other in found)
            pages.append({"site": visible(each.site), "count": count(many, one)})
        pages.append(each.words)
    return pages


def example(kind: Batch, today: date) -> Sheet:
    """A sheet with made-up words, to look at."""
    if kind is Batch.SERVICE:
        return Sheet("", "", "", _service_words("Alex Example", "Parks and gardens", 25, today))
    if kind in wording.CERTIFICATES:
        words = _service_words("Alex Example", "Parks and gardens", 25, today) | {
            "over": "Presented to", "award": "Winner", "line": "Going the extra mile", "occasion": "An award round",
            "citation": "Here stands the citation, in up to 300 characters.",
        }  # fmt: skip
        return Sheet("", "", "", words)
    said = wording.Said(
        "An award round", "Going the extra mile", "Alex Example", Outcome.WINNER, "Here stands the citation.",
        "on the day of the ceremony, at its place", "Here stands your own paragraph, where you write one.",
    )  # fmt: skip
    heading, paragraphs = wording.to_nominee(said)
    return _letter("", "", ["Alex Example", "Parks and gardens", "The depot"], "Alex", heading, paragraphs, today)
