"""Choosing whom a survey asks: in words for its pages, and the people who are left out by employee number."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.directory import queries_audience
from engage.directory.queries import unit_names
from engage.directory.rules.audience import EVERYONE_TEXT
from engage.surveys.actions.stages import flush, hold, stale
from engage.surveys.models import Survey, SurveyLeftOut
from engage.surveys.queries import reach as queries
from engage.surveys.rules.reach import EVERYONE, Chosen, to_text

MOST_WORDS = 2000
KINDS = {
    "employee": "Employees", "agency": "Agency workers", "school": "School staff", "volunteer": "Volunteers",
    "councillor": "Councillors", "partner": "Partners’ staff",
}  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """The people of a list of employee numbers, and the numbers that are nobody's."""

    people: frozenset[int]
    unknown: tuple[str, ...]


def read_list(typed: str) -> Listed:
    """Employee numbers, one a line or with commas between."""
    numbers = [part for part in typed.replace(",", " ").replace(";", " ").split() if part]
    found = queries.by_number(numbers)
    unknown = tuple(dict.fromkeys(number for number in numbers if number not in found))
    return Listed(frozenset(found.values()), unknown)


def choose(survey: Survey, version: int, chosen: Chosen, listed: Collection[int] | None) -> None:
    """Whom the draft asks; `listed` None keeps the list of those left out as it is."""
    hold(survey, "edit")
    if survey.version != version:
        stale()
    if chosen.joiners and chosen.is_sample:
        raise Invalid("Joiners would change the sample. Choose one of the two. Nothing was changed.")
    if listed is not None:
        db.session.execute(delete(SurveyLeftOut).where(SurveyLeftOut.survey_id == survey.id))
        rows = [{"survey_id": survey.id, "person_id": each} for each in sorted(listed)]
        if rows:
            db.session.execute(insert(SurveyLeftOut), rows)
    survey.audience = to_text(chosen)
    survey.audience_words = in_words(chosen)
    audit.record("choose audience", "survey", survey.id)
    flush()


def in_words(chosen: Chosen) -> str:
    """One line for lists and pages; nothing for everyone."""
    if chosen == EVERYONE:
        return ""
    parts = [*_base(chosen), *_narrowed(chosen), *_without(chosen)]
    if chosen.number is not None:
        parts.append(f"{chosen.number:,} of them drawn by lot")
    if chosen.percent is not None:
        parts.append(f"{chosen.percent}% of them drawn by lot")
    if chosen.joiners:
        parts.append("joiners while it is open too")
    if chosen.page_only:
        parts.append("all on the page")
    said = "; ".join(parts)
    return said if len(said) <= MOST_WORDS else said[: MOST_WORDS - 1] + "…"


def _base(chosen: Chosen) -> list[str]:
    if chosen.base == EVERYONE_TEXT:
        return ["Everyone"]
    return [", ".join(queries_audience.names(chosen.base)) + ", with all below"]


def _narrowed(chosen: Chosen) -> list[str]:
    kinds = [KINDS[each].lower() for each in chosen.kinds]
    lists = (("only at", chosen.sites), ("only in work of the kind", chosen.work_types), ("only", kinds))
    return [f"{word} {', '.join(found)}" for word, found in lists if found]


def _without(chosen: Chosen) -> list[str]:
    names = unit_names(chosen.without_units) if chosen.without_units else {}
    found = [*(names[each] for each in chosen.without_units if each in names)]
    found += [KINDS[each].lower() for each in chosen.without_kinds]
    return [f"without {', '.join(found)}"] if found else []
