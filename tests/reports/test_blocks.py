"""What blocks tell: numbers checked by hand, links that lead to their evidence, and nothing confidential."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import current_app

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment
from engage.programme.models import Measure, MeasurePeriod
from engage.recognition.models import AwardRound, PastWinner, RecognitionYear
from engage.recognition.rules.recognised import Crossing, Figures, Unthanked, digest, to_text
from engage.reports.blocks import BLOCKS, BY_NAME, offered
from engage.reports.queries import reports as queries
from engage.reports.rules.figures import Asked, Block, Cell
from engage.reports.rules.periods import before
from engage.surveys.models import Release, Survey
from engage.surveys.queries import in_period
from engage.values.models import ConversationTopic, TeamConversation
from tests.champions import passed_on
from tests.consultation import made as consultations
from tests.events import after_made as events
from tests.events import made as booked
from tests.factories import UNITS, People
from tests.followup import made as actions
from tests.programme import made_boards as programme
from tests.recognition import made as recognition
from tests.reports import made
from tests.site import Site
from tests.surveys import taken


def block(name: str, unit: str = "", achievements: str = "") -> Block:
    """A block of the quarter that runs."""
    period = made.quarter()
    asked = Asked(period, before(period), clock.today(), queries.place(made.unit(unit)) if unit else None, achievements)
    with current_app.test_request_context("/"):
        found: Block = BY_NAME[name].block(asked)
    return found


def cells(found: Block) -> Mapping[str, tuple[Cell, Cell]]:
    """This period and the one before, by the words of each line."""
    return {each.words: (each.this, each.last) for each in found.figures}


def surveyed(publish: bool = True) -> int:
    """A survey with a release; its id."""
    taken.crowd(12)
    survey = taken.open_survey(taken.small(), title="Pulse")
    scores = ("5", "4", "4", "3", "2", "1")
    answers = [{"Q1": scores[n % 6], "Q2": scores[(n * 2 + 1) % 6], "P1": "YN"[n % 2]} for n in range(36)]
    taken.cast_all(survey, taken.small(), answers)
    taken.release_survey(survey, publish=publish)
    return survey


def test_each_link_to_evidence_leads_chloe_somewhere(site: Site, people: People) -> None:
    surveyed()
    _everything(people)
    report_id = made.draft(people, blocks=tuple(BY_NAME), achievements="A new noticeboard /thanks")
    site.post(f"/reports/{report_id}/figures", as_=people.chloe)
    page = site.get(f"/reports/{report_id}/read", as_=people.chloe)
    assert len(page.select("article h3")) == len(BLOCKS)
    addresses = {each.get("href") for each in page.select("article a")}
    assert len(addresses) >= 20
    for address in sorted(addresses):
        assert site.get(address, as_=people.chloe).status == 200, address


def _everything(people: People) -> None:
    """Something of each kind in this quarter."""
    recognition.thanks(people.amara, [people.esi])
    passed_on.answered(people.bryn, people.chloe)
    consultations.answered(consultations.opened(), consultations.theme())
    events.cost(_event(people))
    round_id = recognition.award_round("announced")
    with transaction():
        db.session.get_one(AwardRound, round_id).announces_at = clock.now()
        db.session.add(PastWinner(round_id=round_id, round_title="Awards", scheme="Awards", year=2026, category="Team",
                                  outcome="winner", name="Night round"))  # fmt: skip
    frozen_year(52)
    _programme(people)


def _programme(people: People) -> None:
    """An item that is red and was changed, with a milestone that is met; a removed one; actions that ended and are
    late."""
    plan, first = programme.plan(), made.quarter().first
    item = programme.item(plan, name="Depots", ends_on=first - timedelta(days=90))
    programme.milestone(item, name="Roof", first_on=first, due_on=first, met_on=first)
    programme.changed(plan, item, 0, kind="milestone", what="Roof")
    programme.changed(plan, None, 0, kind="removed", what="Gone")
    measure_id = programme.row(Measure, item_id=item, name="Rooms", unit="number")
    programme.row(MeasurePeriod, measure_id=measure_id, starts_on=first, ends_on=first, target=100, actual=50)
    actions.refused(people, title="Free parking")
    actions.changed(actions.agreed(people, title="Rota"), due_on=first - timedelta(days=1))


def _event(people: People) -> int:
    """An event that is on, with two places, one of them taken up; its id."""
    event_id = events.now_on()
    session_id = booked.sessions_of(event_id)[0]
    events.place(session_id, people.amara, attended_by="list")
    events.place(session_id, people.esi)
    return event_id


def frozen_year(thanks: int, years_ago: int = 1) -> None:
    """A frozen year of who gets recognised."""
    first = clock.today().replace(month=4, day=1)
    first = first.replace(year=first.year - years_ago - (clock.today() < first))
    document = to_text(Figures(
        first.isoformat(), "", first.isoformat(), True, 10, 300, thanks, 2, 1, (), (), Crossing(thanks, 12, 40), (),
        (Unthanked("Parks", 12, 1, 30),),
    ))  # fmt: skip
    with transaction():
        db.session.add(RecognitionYear(first_day=first, document=document, sha256=digest(document),
                                       made_at=clock.now(), frozen_at=clock.now()))  # fmt: skip


def test_a_survey_is_told_once_it_is_published_and_not_before_nor_after_it_is_withdrawn(
    site: Site, people: People
) -> None:
    survey = surveyed(publish=False)
    hidden = block("survey")
    assert hidden.figures == () and "Pulse" not in str(hidden)
    with transaction():
        db.session.get_one(Survey, survey).stage = "released"
    shown = block("survey")
    assert any(each.words == "Pulse: response" and each.this for each in shown.figures)
    assert shown.figures[0].evidence.address == f"/surveys/{survey}/results"
    address = f"/surveys/{survey}/results/groups/{UNITS.people_team}"
    assert {each.evidence.address for each in block("survey", UNITS.people_team).figures} == {address}
    assert in_period.closed(made.quarter().first, clock.today(), "GONE") == []
    with transaction():
        release = db.session.query(Release).one()
        release.withdrawn_at, release.withdrawn_why = clock.now(), "A mistake"
    assert block("survey").figures == ()


def test_private_and_declined_thanks_are_in_no_figure(site: Site, people: People) -> None:
    recognition.thanks(people.amara, [people.esi, people.bryn], receivers_unit=made.unit(UNITS.waste))
    recognition.thanks(people.amara, [people.dev], to_all=False)
    recognition.thanks(people.amara, [people.dev], state="declined", ended_at=clock.now())
    recognition.thanks(people.bryn, [people.amara], at=clock.begins(before(made.quarter()).last))
    found = cells(block("thanks"))
    assert found["Thanks on the wall"] == (1, 1) and found["People who were thanked there"] == (2, 1)
    assert cells(block("thanks", UNITS.place))["Thanks on the wall"] == (1, 0)
    assert cells(block("thanks", UNITS.adults))["Thanks on the wall"] == (0, 0)


def test_a_theme_with_few_voices_is_not_told(site: Site, people: People) -> None:
    theme = consultations.theme("Vans")
    for number in range(4):
        passed_on.received(people.bryn, f"Number {number}", theme=theme)
    assert block("heard").figures == ()
    passed_on.received(people.bryn, "Number 4", theme=theme)
    assert cells(block("heard")) == {"Vans": (5, None)}


def test_concerns_are_counted_and_no_word_of_theirs_is_told(site: Site, people: People) -> None:
    passed_on.answered(people.bryn, people.chloe, title="The secret words")
    passed_on.received(people.bryn, "More secret words")
    late = passed_on.received(people.bryn, "Late secret words", on=clock.today() - timedelta(days=60))
    passed_on.answer(late.case_id, people.chloe)
    found = block("concerns")
    assert cells(found)["Concerns answered"] == (2, 0)
    assert cells(found)["Of these answered in time"] == (50, None)
    assert "secret" not in str(found)
    assert {each.words for each in found.figures if each.exception} == {"Of these answered in time"}


def test_champions_are_counted_on_the_last_day_of_each_period(site: Site, people: People) -> None:
    with transaction():
        db.session.add(Appointment(network_id=1, person_id=people.esi, unit_id=made.unit(UNITS.waste),
                                   started_on=made.quarter().first))  # fmt: skip
    assert cells(block("champions"))["Employee champions: appointed"] == (2, 1)
    assert cells(block("champions", UNITS.adults))["Employee champions: appointed"] == (0, 0)


def test_events_tell_who_came_and_what_it_cost_the_council_and_a_directorate_no_cost(
    site: Site, people: People
) -> None:
    event_id = _event(people)
    events.cost(event_id)
    events.cost(event_id, 25_050, "sponsorship")
    found = cells(block("events"))
    assert found["Sessions held"] == (1, 0) and found["Net cost of events that began"] == (100_000, 0)
    assert (found["Places taken"][0], found["People there, each session counted"][0]) == (2, 1)
    assert found["Did not come, of those with a place"][0] == 50
    assert "Net cost of events that began" not in cells(block("events", UNITS.place))


@pytest.mark.usefixtures("winter")
def test_only_years_that_are_over_and_frozen_tell_who_gets_recognised(site: Site, people: People) -> None:
    frozen_year(70, years_ago=0)
    assert block("recognised").figures == ()
    frozen_year(52)
    frozen_year(40, years_ago=2)
    assert cells(block("recognised"))["Thanks in the year"] == (52, 40)


def test_conversations_are_counted_and_their_commitments_not_told(site: Site, people: People) -> None:
    with transaction():
        topic = ConversationTopic(title="Values", kind="values", opened_on=made.quarter().first, created_at=clock.now())
        db.session.add(topic)
        db.session.flush()
        db.session.add(TeamConversation(
            topic_id=topic.id, unit_id=made.unit(UNITS.waste), held_on=made.quarter().first, led_by_id=people.femi,
            commitment="A secret promise", logged_by_id=people.femi, logged_at=clock.now(),
        ))  # fmt: skip
    found = block("talks")
    assert cells(found)["Teams that talked"] == (1, 0) and "secret" not in str(found)


def test_an_achievement_has_its_evidence_only_within_engage(site: Site, people: People) -> None:
    lines = "One /events/1/\n\nTwo //elsewhere.example\nThree javascript:x\nFour"
    found = block("achievements", achievements=lines).sentences
    assert [(each.words, each.evidence.address if each.evidence else "") for each in found] == [
        ("One", "/events/1/"), ("Two //elsewhere.example", ""), ("Three javascript:x", ""), ("Four", ""),
    ]  # fmt: skip


def test_blocks_are_whole_and_a_directorate_is_offered_only_some(site: Site, people: People) -> None:
    for module in BLOCKS:
        assert module.ABOUT and BY_NAME[module.NAME] is module
        assert block(module.NAME).title == module.TITLE
    assert {module.NAME for module in offered(by_directorate=True)} == {
        "survey", "champions", "thanks", "events", "actions", "achievements", "managers_trained",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["thanks", "concerns", "events", "champions", "consultations"])
def test_a_block_costs_as_many_statements_however_much_there_is(site: Site, people: People, name: str) -> None:
    report_id = made.draft(people, blocks=(name,))
    few = site.post(f"/reports/{report_id}/figures", as_=people.chloe).queries
    for _ in range(3):
        recognition.thanks(people.amara, [people.esi])
        passed_on.answered(people.bryn, people.chloe)
        _event(people)
    assert site.post(f"/reports/{report_id}/figures", as_=people.chloe).queries == few <= 20
