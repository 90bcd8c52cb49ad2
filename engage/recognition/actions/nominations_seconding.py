"""Who seconds a nomination, and what a nominee's manager says: asked, answered."""

from datetime import datetime

from engage.core import audit, mail
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory import queries_finding
from engage.directory.models import Person
from engage.recognition.models import AwardRound, ManagerView, Nomination, Seconding
from engage.recognition.queries import nominations as queries
from engage.recognition.queries import nominations_checking as checking
from engage.recognition.rules.nominations import NoSeconder, why_no_seconder
from engage.recognition.rules.rounds import NominationState, RoundStage

KIND = "nomination"
OVER = "Nominations are closed, so it cannot be seconded any more. Nothing was changed."
SECONDED = {
    NoSeconder.NOMINATOR: "You cannot second your own nomination. Choose somebody else.",
    NoSeconder.NOMINEE: "Whoever is nominated cannot second it. Choose somebody else.",
}


def choose(row: Nomination, person_id: int, at: datetime) -> None:
    """Who is to second it; of a nomination that was sent they are asked at once."""
    if (code := why_no_seconder(person_id, row.nominator_id, row.nominee_id)) is not None:
        raise Invalid(SECONDED[code])
    if not queries_finding.here([person_id]):
        raise Invalid("That person does not work here any more, or not yet. Choose somebody else.")
    if row.seconding is not None and row.seconding.person_id == person_id and row.seconding.agreed is not False:
        return
    row.seconding = None
    db.session.flush()
    row.seconding = Seconding(person_id=person_id, asked_at=at)
    db.session.flush()
    if row.submitted_at is not None:
        ask(row, at)
    audit.record("choose seconder", KIND, row.id)


def ask(row: Nomination, at: datetime) -> None:
    """Write to whoever is to second it, where they have not answered."""
    held = row.seconding
    if held is None or held.agreed is not None:
        return
    held.asked_at = at
    person = db.session.get_one(Person, held.person_id)
    if person.email:
        of = row.category.round
        mail.send(
            person.email, "You are asked to second a nomination", "award_second.txt",
            useless_at=of.extended_to or of.closes_at, name=person.known_as or person.first_name, round=of,
            nominator=row.nominator.name if row.nominator else "", nomination_id=row.id,
        )  # fmt: skip


def ask_again(row: Nomination, at: datetime) -> None:
    """The words changed that somebody agreed to."""
    if row.seconding is not None and row.seconding.agreed:
        row.seconding.agreed, row.seconding.answered_at = None, None
        if row.submitted_at is not None:
            ask(row, at)


def answer(row: Nomination, person_id: int, agreed: bool, words: str, at: datetime) -> None:
    """Agree to it, with words if they like; or decline, which its nominator is told."""
    db.session.refresh(row.category.round, with_for_update={"of": AwardRound, "read": True})
    db.session.refresh(row, with_for_update={"of": Nomination})
    held = row.seconding
    if not queries.standing(row, at).may_edit:
        raise Conflict(OVER)
    if held is None or held.person_id != person_id:
        raise Conflict("Somebody else is asked to second it now. Nothing was changed.")
    held.agreed, held.words, held.answered_at = agreed, words if agreed else "", at
    if agreed:
        row.state = NominationState.SUBMITTED
    db.session.flush()
    audit.record("second" if agreed else "decline to second", KIND, row.id)
    if not agreed and row.nominator is not None and row.nominator.email:
        mail.send(
            row.nominator.email, "Your nomination needs another seconder", "award_declined.txt",
            name=row.nominator.known_as or row.nominator.first_name, round=row.category.round, nomination_id=row.id,
        )  # fmt: skip


def ask_managers(row: AwardRound, viewer_id: int, at: datetime) -> int:
    """Ask the managers of all nominees about their entries, each once; answers how many of those that one may know of.

    Nobody is asked about a team, about themselves, or about whom they nominated.
    """
    db.session.refresh(row, with_for_update={"of": AwardRound})
    if not row.asks_manager:
        raise Conflict("This round does not ask managers. Nothing was changed.")
    if row.stage != RoundStage.CLOSED:
        raise Conflict("Managers are asked between the close and the judging. Nothing was changed.")
    managers: dict[int, int | None] = {}
    asked: set[int] = set()
    for entry in checking.unasked(row.id):
        nominee = entry.nominee_id or 0
        if nominee not in managers:
            managers[nominee] = queries_finding.manager_of(nominee)
        manager = managers[nominee]
        if manager is not None and manager not in (entry.nominator_id, nominee):
            db.session.add(ManagerView(nomination_id=entry.id, person_id=manager, asked_at=at))
            asked.add(manager)
    db.session.flush()
    for manager in sorted(asked):
        person = db.session.get_one(Person, manager)
        if person.email:
            mail.send(person.email, f"{row.title}: what do you say about it?", "award_view.txt",
                      name=person.known_as or person.first_name, round=row)  # fmt: skip
    audit.record("ask managers", "award round", row.id)
    return checking.view_counts(row.id, viewer_id)[0]


def say(held: ManagerView, words: str, at: datetime) -> None:
    """What the manager says; nothing, where they have nothing to say."""
    held.words, held.answered_at = words, at
    db.session.flush()
    audit.record("answer as manager", KIND, held.nomination_id)
