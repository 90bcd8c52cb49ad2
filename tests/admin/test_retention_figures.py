"""Deleting after its date leaves every published figure as it was: ten years on, every rule run, nothing held.

Live by design, and not here: the wall of thanks and its count, the log of champions and its figures of the last two
years, concerns and their words, numbers of places in an event's own list, who is in a network today.
"""

import pytest

from engage.admin import queries_retention
from engage.core import clock, outbox, retention
from engage.core.db import db, transaction
from engage.directory.models import Person, Post
from engage.events.models import Booking, Guest
from engage.recognition import jobs_recognised
from engage.recognition.models import Nomination, Thanks
from engage.surveys.models import Invitation
from tests.champions import made as networks
from tests.consultation import made as consultations
from tests.consultation.test_figures import judge_all
from tests.events import after_made
from tests.events import made as events
from tests.factories import People
from tests.recognition import made as recognition
from tests.recognition import outcome_made
from tests.recognition.test_recognised import PAGE as RECOGNISED
from tests.recognition.test_recognised import during, last
from tests.site import Site
from tests.surveys import taken
from tests.surveys.test_results import mixed


def _survey() -> list[str]:
    survey = taken.open_survey()
    taken.cast_all(survey, taken.small(), mixed(40))
    taken.release_survey(survey)
    return [f"/surveys/{survey}/results", f"/surveys/{survey}/results/heatmap"]


def _consultation() -> list[str]:
    number = consultations.opened(text=consultations.TEXT)
    staff = list(db.session.scalars(db.select(Person.id).where(Person.first_name == "Pat").order_by(Person.id)))
    judge_all(number, staff, 20)
    consultations.answered(number, consultations.theme(), names=False)
    return [f"/consultations/{number}/figures", f"/consultations/{number}/what-changed"]


def _recognition(people: People) -> list[str]:
    staff = list(db.session.scalars(db.select(Person.id).where(Person.first_name == "Pat").order_by(Person.id)))
    for each in staff[:12]:
        recognition.thanks(people.esi, [each], at=during(last()))
    jobs_recognised.work_out(last())
    round_id, amara, _ = outcome_made.decided(people, closes_at=clock.now())
    outcome_made.cite(amara, "For the bridge.")
    outcome_made.prize(round_id, amara)
    outcome_made.cost(round_id)
    outcome_made.announced(round_id)
    year = last().first_day.year
    return [f"{RECOGNISED}?year={year}", f"{RECOGNISED}{year}/figures.csv", "/awards/past-winners/"]


def _event(people: People) -> list[str]:
    event_id = after_made.now_on(sessions=2)
    first, second = events.sessions_of(event_id)
    after_made.place(first, people.amara, attended_by="code")
    after_made.place(second, people.amara, attended_by="list")  # one head, two places
    after_made.place(first, people.bryn, attended_by="list")
    after_made.place(first, people.femi)
    guest = events.guest(event_id)
    with transaction():
        db.session.add(
            Booking(session_id=first, guest_id=guest, state="booked", queued_at=clock.now(), attended_by="list")
        )
    after_made.cost(event_id)
    after_made.cost(event_id, 50_000, "sponsorship", "A bank")
    return [f"/events/manage/{event_id}/attendance", f"/events/manage/{event_id}/costs", "/events/manage/costs"]


@pytest.fixture
def pages(people: People) -> list[str]:
    """The published pages and figures of a council in which something of everything has happened."""
    taken.crowd(14)
    with transaction():
        for post in db.session.query(Post):
            post.site = "Town hall"
    network = networks.champions()
    outbox.run_due_rows()
    return [*_survey(), *_consultation(), *_recognition(people), *_event(people), f"/networks/{network}/coverage"]


def figures(site: Site, people: People, address: str) -> object:
    """Everything that a page says; a file whole."""
    found = site.get(address, as_=people.chloe)
    assert found.status == 200, address
    if address.endswith(".csv"):
        return found.data
    (shown,) = found.select("main")
    return shown.text_content().split()


def test_every_published_figure_is_the_same_ten_years_on(site: Site, people: People, pages: list[str]) -> None:
    before = {each: figures(site, people, each) for each in pages}
    at = clock.months_after(clock.now(), 120)
    ran = {each.rule.name: each.done for each in retention.run_all(list(queries_retention.rules().values()), at)}
    for name in ("survey-lists", "survey-answers", "consultation-names", "thanks", "nominations", "event-bookings",
                 "event-guests"):  # fmt: skip
        assert ran[name], name
    for model in (Invitation, Thanks, Booking, Guest):
        assert db.session.query(model).count() == 0
    assert not db.session.query(Nomination).filter_by(outcome="not_shortlisted").count()
    db.session.rollback()
    assert {each: figures(site, people, each) for each in pages} == before
