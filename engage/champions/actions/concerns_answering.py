"""What the OD team does with concerns: lead officer, joining, one answer to all, and what all staff may read."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select, update

from engage.champions.actions import concerns_telling as telling
from engage.champions.actions.concerns import locked
from engage.champions.actions.concerns_telling import Reply
from engage.champions.models import Concern, ConcernCase
from engage.champions.queries import concerns as queries
from engage.champions.rules import concerns as rules
from engage.champions.rules.concerns import CaseState
from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import listed
from engage.directory.models import Person
from engage.directory.queries_finding import here
from engage.directory.queries_themes import theme
from engage.directory.rules.names import Named, names_in

ON = "concern-case"
ANSWERED = "This concern has been answered in the meantime. Nothing was changed. Reload the page and look again."
OVERTAKEN = (
    "Somebody has changed this concern since you opened the page: joined it, given it to somebody or changed its day. "
    "Nothing was sent. What you wrote is still below; look at the concern again before you send it."
)
LEFT = "Whoever you chose does not work here any more. Nothing was changed. Choose somebody else."


def _open(case_id: int) -> ConcernCase:
    row = locked(case_id)
    if row.state == CaseState.ANSWERED:
        raise Conflict(ANSWERED)
    return row


def _done(act: str, row: ConcernCase) -> None:
    row.changed_at = clock.now()
    db.session.flush()
    audit.record(act, ON, row.id)


def give(case_id: int, person_id: int) -> None:
    """A lead officer looks for the answer; told by mail. Giving it to another takes it from the one before."""
    row = _open(case_id)
    if not here([person_id]):
        raise Conflict(LEFT)
    if row.lead_id == person_id:
        raise Conflict("They are the lead officer already. Nothing was changed.")
    # The one before has proposed something, and whoever looks next may begin with it.
    row.lead_id, row.state = person_id, CaseState.WITH_LEAD
    _done("give", row)
    telling.given(row, db.session.get_one(Person, person_id))


def propose(case_id: int, person_id: int, answer: str, at: datetime) -> None:
    """The lead officer says what could be answered; the OD team has the last word."""
    row = locked(case_id)
    if row.lead_id != person_id:
        raise NotThere
    if row.state == CaseState.ANSWERED:
        raise Conflict("The OD team has answered this concern in the meantime. What you wrote was not kept.")
    row.proposal, row.proposed_at, row.changed_at = answer, at, at
    db.session.flush()


def change(case_id: int, title: str, theme_id: int | None, due_on: date) -> None:
    """Another title for the OD team, another theme, another day."""
    row = _open(case_id)
    chosen = theme(theme_id) if theme_id else None
    row.title, row.theme_id, row.due_on = title, chosen.id if chosen else None, due_on
    _done("change", row)


def join(case_id: int, other_ids: Sequence[int]) -> int:
    """Other cases become part of this one: one answer will reach all of them. How many concerns there are now."""
    others = sorted({each for each in other_ids if each != case_id})
    if not others:
        raise Invalid("Choose at least one concern to join with this one.")
    held = {each: _open(each) for each in sorted([case_id, *others])}
    row, gone = held[case_id], [held[each] for each in others]
    number = db.session.scalars(select(Concern.id).where(Concern.case_id.in_(held))).all()
    if len(number) > rules.MOST_JOINED:
        raise Invalid(f"At most {rules.MOST_JOINED} concerns can be joined. Nothing was changed.")
    row.due_on = min(each.due_on for each in held.values())
    row.proposal = "\n\n".join(filter(None, (each.proposal for each in (row, *gone))))
    leads = [each.lead_id for each in (row, *gone) if each.lead_id]
    if leads:
        row.lead_id, row.state = leads[0], CaseState.WITH_LEAD
    db.session.execute(update(Concern).where(Concern.case_id.in_(others)).values(case_id=case_id))
    for each in gone:
        db.session.expunge(each)
    db.session.execute(delete(ConcernCase).where(ConcernCase.id.in_(others)))
    _done("join", row)
    db.session.expire(row)
    return len(number)


def take_out(case_id: int, concern_id: int) -> int:
    """A concern is a case of its own again; its number."""
    row = _open(case_id)
    concerns = db.session.scalars(select(Concern).where(Concern.case_id == case_id)).all()
    found = next((each for each in concerns if each.id == concern_id), None)
    if found is None:
        if queries.concern(concern_id) is None:
            raise NotThere
        raise Conflict("This concern was taken out already. Nothing was changed.")
    if len(concerns) == 1:
        raise Conflict("There is nothing to take it out of. Nothing was changed.")
    own = ConcernCase(title=found.title, theme_id=row.theme_id, due_on=row.due_on, changed_at=clock.now())
    db.session.add(own)
    db.session.flush()
    found.case_id = own.id
    _done("take out", row)
    db.session.expire(row)
    return own.id


def champions_of(row: ConcernCase) -> list[Person]:
    """Everybody who passed one of these on, or tells the answer, each once."""
    people = {p.id: p for each in row.concerns for p in (each.author, each.teller) if p is not None}
    return list(people.values())


def refuse_names(row: ConcernCase, *texts: str) -> None:
    """Invalid where a text that others read names a champion of the case."""
    known = [Named(each.first_name, each.known_as, each.surname) for each in champions_of(row)]
    if found := names_in("\n".join(texts), known):
        raise Invalid(
            f"The wording holds {listed([f'“{each}”' for each in found])}: a name of a champion who passed this on. "
            "Everybody gets the same wording, so take it out."
        )


def check(row: ConcernCase, reply: Reply, version: int) -> None:
    """Conflict or Invalid where this reply cannot be sent."""
    if row.state == CaseState.ANSWERED:
        raise Conflict("Somebody has answered this concern in the meantime. Nothing was sent. What you wrote is below.")
    if row.version != version:
        raise Conflict(OVERTAKEN)
    refuse_names(row, reply.answer)


def answer(case_id: int, reply: Reply, version: int, person_id: int, on: date) -> None:
    """One wording to every champion of the case, each by themselves; Conflict where somebody was quicker."""
    row = locked(case_id)
    check(row, reply, version)
    row.answer, row.declined = reply.answer, reply.declined
    row.state, row.answered_on, row.answered_by_id = CaseState.ANSWERED, on, person_id
    _done("answer", row)
    for letter in telling.letters(row, reply):
        telling.send(letter)


def publish(case_id: int, title: str, at: datetime) -> None:
    """All staff may read title and answer; the service only where it is one, and large."""
    row = locked(case_id)
    if row.state != CaseState.ANSWERED:
        raise Conflict("This concern is not answered yet. Nothing was changed.")
    if row.published_at is not None:
        raise Conflict("All staff can read this answer already. Nothing was changed.")
    if not row.answer:
        raise Conflict("The words of this answer have been deleted, as was said. Nothing was changed.")
    refuse_names(row, title, row.answer)
    places = {each.place for each in row.concerns}
    row.published_at, row.published_title = at, title
    row.published_place = places.pop() if len(places) == 1 else ""
    _done("publish", row)


def unpublish(case_id: int) -> None:
    """Only those it concerns read it from now on."""
    row = locked(case_id)
    if row.published_at is None:
        raise Conflict("This answer is not shown to all staff. Nothing was changed.")
    row.published_at, row.published_title, row.published_place = None, "", ""
    _done("unpublish", row)
