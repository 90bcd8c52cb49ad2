"""Who is invited to the ceremony: a page, a file, and a list on paper."""

from dataclasses import dataclass

from flask import Response

from engage.access import current_person
from engage.core.htmx import page
from engage.core.spreadsheets import download
from engage.recognition.models import AwardRound
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_places
from engage.recognition.queries.outcome import Entry
from engage.recognition.rules.outcome import SHOWN, WORDS
from engage.recognition.rules.rounds import Outcome
from engage.recognition.views import bp
from engage.recognition.views.outcome import MANAGE

COLUMNS = ("Name", "Outcome", "Category", "Team or service", "Site", "E-mail", "Invite through", "Manager")


@dataclass(frozen=True)
class Guest:
    """Somebody invited, or a team through whoever heads it."""

    entry: Entry
    outcome: str
    people: int
    manager: str

    @property
    def through(self) -> str:
        """How the invitation reaches them."""
        if self.entry.contact_id is None:
            return "Nobody heads this team: ask its service"
        head = f"{self.entry.contact.name}, who heads the team" if self.entry.is_team else ""
        if self.entry.contact.email:
            return head or "E-mail"
        return f"{head}, by letter" if head else "Letter, or their manager"


def _guests(row: AwardRound) -> list[Guest]:
    """Four statements more than the entries', however many there are."""
    outcomes = (*SHOWN, Outcome.SHORTLISTED) if row.tells_unsuccessful else SHOWN
    found = queries.entries(row.id, outcomes, queries.shown_to(row, current_person().id))
    manage = outcome_places.managers([each.contact_id for each in found if each.contact_id is not None])
    many = outcome_places.sizes([each.team_id for each in found if each.team_id is not None])
    return [
        Guest(each, WORDS[each.outcome], many.get(each.team_id or 0, 0), manage.get(each.contact_id or 0, ""))
        for each in found
    ]


@bp.get("/awards/manage/<int:round_id>/ceremony/")
@MANAGE
def ceremony(round_id: int) -> Response:
    """The list."""
    row = queries.decided(round_id)
    return page("recognition/outcome/ceremony.html", round=row, guests=_guests(row))


@bp.get("/awards/manage/<int:round_id>/ceremony/paper")
@MANAGE
def ceremony_paper(round_id: int) -> Response:
    """The list, laid out for A4."""
    row = queries.decided(round_id)
    return page("recognition/outcome/ceremony_paper.html", round=row, guests=_guests(row))


@bp.get("/awards/manage/<int:round_id>/ceremony.csv")
@MANAGE
def ceremony_csv(round_id: int) -> Response:
    """The list as a file."""
    row = queries.decided(round_id)
    rows = [
        (each.entry.name, each.outcome, each.entry.category, each.entry.unit, each.entry.contact.site,
         each.entry.contact.email or "None", each.through, each.manager)
        for each in _guests(row)
    ]  # fmt: skip
    return download(f"ceremony-{row.id}", COLUMNS, rows)
