"""Whom a survey asks in the end: lists, exclusions, lots, channels, and whoever joins while it is open."""

from collections import Counter
from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.directory.models import Person, Post, Unit
from engage.surveys import jobs_reach
from engage.surveys.actions import audience, casting, lifecycle
from engage.surveys.actions import reach as actions
from engage.surveys.models import Survey, SurveyLeftOut, SurveyMailTo
from engage.surveys.queries import reach as queries
from engage.surveys.queries.taking import coming_up
from engage.surveys.rules.reach import Chosen, from_text, to_text
from tests import factories
from tests.surveys import made, reaching

CARE, WASTE = factories.UNITS.home_care, factories.UNITS.waste


def unit(code: str) -> Unit:
    return db.session.scalars(db.select(Unit).where(Unit.code == code)).one()


def change(people: list[Person], **values: str) -> None:
    """Their main posts, or they themselves, are changed."""
    with transaction():
        for each in people:
            row = db.session.get_one(Person, each.id)
            for name, value in values.items():
                setattr(row if hasattr(row, name) else row.posts[0], name, value)


@pytest.fixture
def crowd(people):
    """Thirty people more in Home care, thirty in Waste and ten in the People team."""
    return {code: made.crowd(code, number) for code, number in ((CARE, 30), (WASTE, 30), ("PEOPLETEAM", 10))}


def test_lists_narrow_and_exclusions_take_away(app, people, crowd):
    change(crowd[CARE], site="Depot", kind="agency")
    change(crowd[WASTE][:20], site="Depot")
    change(crowd[WASTE][:4], kind="volunteer")
    survey_id = reaching.scheduled(
        Chosen(sites=("Depot",), without_kinds=("volunteer",), without_units=(unit("PEOPLETEAM").id,))
    )
    with transaction():
        db.session.add(SurveyLeftOut(survey_id=survey_id, person_id=crowd[CARE][0].id))
    with transaction():
        assert lifecycle.open_survey(reaching.survey(survey_id), clock.now()) == 29 + 16
    asked = reaching.invited(survey_id)
    assert crowd[CARE][0].id not in asked
    assert crowd[WASTE][0].id not in asked
    assert db.session.query(SurveyLeftOut).count() == 0, "the list goes at the opening"


def test_a_sample_is_drawn_once_from_everybody_meant(app, people, crowd):
    found = []
    for _ in range(2):
        survey_id = reaching.opened(Chosen(base=f"unit:{unit(CARE).id}", number=12))
        found.append(frozenset(reaching.invited(survey_id)))
    assert [len(each) for each in found] == [12, 12]
    inside = {each.id for each in crowd[CARE]} | {people.amara, people.femi}
    assert found[0] | found[1] <= inside
    assert found[0] != found[1], "lots: the same twelve of 32 twice is one case in 225 million"


def test_a_sample_smaller_than_the_minimum_group_does_not_open(app, people, crowd):
    with pytest.raises(Invalid, match="check before opening"):
        reaching.scheduled(Chosen(percent=10), minimum=10)
    survey_id = reaching.scheduled(minimum=10)
    with transaction():
        reaching.survey(survey_id).audience = to_text(Chosen(percent=10))
    with pytest.raises(Conflict, match="Only 8 people"):
        lifecycle.open_survey(reaching.survey(survey_id), clock.now())


def test_every_group_of_a_draw_holds_the_minimum_by_either_channel(app, people, crowd):
    change(crowd[CARE], email=None)
    survey_id = reaching.opened(Chosen(percent=70), minimum=10)
    sizes = Counter(row.group_code for row in reaching.invited(survey_id).values())
    assert min(sizes.values()) >= 10


def test_one_channel_for_each_person(app, people, crowd):
    reaching.addresses()
    change(crowd[CARE][:7], email=None)
    change(crowd[WASTE][:5], site="Depot")
    survey_id = reaching.opened(Chosen(code_sites=("Depot",), code_units=(unit("PEOPLETEAM").id,)))
    by_code = {person for person, row in reaching.invited(survey_id).items() if row.channel == "code"}
    expected = [*crowd[CARE][:7], *crowd[WASTE][:5], *crowd["PEOPLETEAM"]]
    assert by_code == {each.id for each in expected} | {people.chloe, people.dev}
    found = queries.people_by_code(reaching.survey(survey_id))
    assert [(each.group, each.site, each.number) for each in found] == [
        ("HOMECARE", "", 7), ("PEOPLETEAM", "", 12), ("WASTE", "Depot", 5),
    ]  # fmt: skip
    assert queries.channels(survey_id) == queries.Channels(76 - 24, 24)
    waiting = set(db.session.scalars(db.select(SurveyMailTo.person_id)))
    assert waiting.isdisjoint(by_code), "no mail to whoever has a code"


def test_whoever_has_a_code_has_no_way_in_on_the_page(site, app, people, crowd):
    survey_id = reaching.opened()
    here = f"/surveys/{survey_id}"
    assert "You answer with a code" in site.get(f"{here}/answer", as_=people.bryn).h1
    assert site.get(f"{here}/thanks", as_=people.bryn).status == 404
    for path in ("answer", "ballots"):
        assert site.post(f"{here}/{path}", {"section": "three", "Q1": "4"}, as_=people.bryn).status == 404
    assert "asked by a code" in site.get("/", as_=people.bryn).text
    assert "asked by a code" in site.get("/surveys/", as_=people.bryn).text
    with pytest.raises(casting.NotThere):
        reaching.cast(survey_id, people.bryn)
    db.session.rollback()
    assert not reaching.invited(survey_id)[people.bryn].taken_part


def joiner(code: str, days: int = 0, number: str = "7001") -> int:
    """Somebody who starts so many days from today."""
    with transaction():
        who = factories.person(number, "Jo", "Joiner", unit(code), email=f"{number}@anytown.example")
        who.started_on = clock.today() + timedelta(days=days)
        return who.id


def test_a_joiner_is_counted_with_a_group_that_was_there(app, people, crowd, monkeypatch):
    times = reaching.clocked(monkeypatch)
    relay = reaching.relayed(app, monkeypatch)
    survey_id = reaching.opened(Chosen(joiners=True))
    reaching.send(6)
    relay.take()
    frozen, before = reaching.survey(survey_id).units, len(reaching.invited(survey_id))
    times.go(1)
    with transaction():
        new = factories.unit("NEWTEAM", "New team", unit(CARE))
        ours, theirs = joiner_in(new, "7001"), joiner_in(factories.unit("ELSEWHERE", "Elsewhere"), "7002")
    jobs_reach.invite_joiners()
    asked = reaching.invited(survey_id)
    assert len(asked) == before + 2
    assert asked[ours].group_code == "HOMECARE", "the nearest unit above that was there"
    assert asked[theirs].group_code in {row.group_code for person, row in asked.items() if person != theirs}
    assert asked[ours].joined_on == clock.today()
    assert reaching.survey(survey_id).units == frozen
    reaching.send(6)
    assert relay.take() == ["7001@anytown.example", "7002@anytown.example"]
    jobs_reach.invite_joiners()
    reaching.send(6)
    assert relay.take() == []
    times.go(4)
    reaching.send(6)
    assert "7001@anytown.example" not in relay.take(), "invited three days ago"


def joiner_in(place: Unit, number: str) -> int:
    who = factories.person(number, "Jo", "Joiner", place, email=f"{number}@anytown.example")
    who.started_on = clock.today()
    return who.id


def test_who_was_left_out_passed_over_or_there_before_does_not_join(app, people, crowd, monkeypatch):
    times = reaching.clocked(monkeypatch)
    survey_id = reaching.scheduled(Chosen(joiners=True))
    with transaction():
        db.session.add(SurveyLeftOut(survey_id=survey_id, person_id=people.amara))
    with transaction():
        lifecycle.open_survey(reaching.survey(survey_id), clock.now())
    plain = reaching.opened(Chosen(base=f"unit:{unit(WASTE).id}"))
    drawn = reaching.opened(Chosen(number=20))
    before = [len(reaching.invited(each)) for each in (survey_id, plain, drawn)]
    times.go(1)
    with transaction():
        late = factories.person("7003", "Late", "Import", unit(WASTE))
        late.started_on = reaching.MONDAY.date()
    joiner(WASTE, days=2)
    jobs_reach.invite_joiners()
    assert [len(reaching.invited(each)) for each in (survey_id, plain, drawn)] == before
    times.go(4)
    jobs_reach.invite_joiners()
    assert [len(reaching.invited(each)) for each in (survey_id, plain, drawn)] == [before[0] + 1, *before[1:]]


def test_no_group_ever_shrinks_when_people_leave(app, people, crowd):
    survey_id = reaching.opened(minimum=10)
    before = Counter(row.group_code for row in reaching.invited(survey_id).values())
    with transaction():
        for each in crowd[WASTE]:
            db.session.get_one(Person, each.id).leaves_on = clock.today() - timedelta(days=1)
        post = db.session.scalars(db.select(Post).where(Post.person_id == people.amara)).one()
        post.unit_id = unit(WASTE).id
    jobs_reach.invite_joiners()
    assert Counter(row.group_code for row in reaching.invited(survey_id).values()) == before


def test_the_forecast_is_what_the_opening_makes(app, people, crowd):
    change(crowd[CARE][:7], email=None)
    chosen = Chosen(without_kinds=("volunteer",))
    told = audience.forecast(chosen, frozenset(), 10)
    survey_id = reaching.opened(chosen, minimum=10)
    rows = reaching.invited(survey_id).values()
    assert told.asked == len(rows)
    assert told.by_code == sum(row.channel == "code" for row in rows)
    assert told.groups == len({row.group_code for row in rows})


def test_only_those_who_will_be_asked_see_it_coming(app, people, crowd):
    change([db.session.get_one(Person, people.esi)], kind="volunteer")
    reaching.scheduled(Chosen(without_kinds=("volunteer",), joiners=True))
    listed = reaching.scheduled()
    with transaction():
        reaching.survey(listed).audience = to_text(Chosen(base="role:manager"))
        for row in db.session.scalars(db.select(Survey)):
            row.opens_at = clock.now() + timedelta(days=2)
    assert len(coming_up(people.amara)) == 1
    assert len(coming_up(people.esi)) == 0
    assert len(coming_up(people.femi)) == 2
    with transaction():
        db.session.add(SurveyLeftOut(survey_id=listed, person_id=people.femi))
    assert len(coming_up(people.femi)) == 1


def test_a_list_of_numbers_is_read_and_what_is_nobody_s_is_said(app, people):
    found = actions.read_list("1001, 1002\n9999;1001 8888")
    assert (found.people, found.unknown) == ({people.amara, people.bryn}, ("9999", "8888"))


def test_a_choice_is_said_in_words(app, people):
    care = unit(CARE).id
    said = actions.in_words(Chosen(base=f"unit:{care}", sites=("Depot",), without_kinds=("agency",), percent=20))
    assert said == "Home care, with all below; only at Depot; without agency workers; 20% of them drawn by lot"
    assert actions.in_words(from_text("")) == ""
    assert from_text(to_text(Chosen(percent=20))).is_sample
