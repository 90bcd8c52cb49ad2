"""The wall: what is on it, how it is filtered and turned over, and reacting to it."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.recognition.models import Thanks, ThanksReaction
from engage.recognition.queries import thanks_wall
from engage.recognition.rules.thanks import Via
from tests.factories import UNITS, People
from tests.recognition import made
from tests.recognition.thanks_scene import behaviours, framework, unit_id
from tests.site import Site


def titles(site: Site, path: str, who: int) -> list[str]:
    return [each.text_content() for each in site.get(path, as_=who).select(".engage-thanks .engage-card__title")]


def test_an_empty_wall_says_what_to_do_first(site: Site, people: People) -> None:
    page = site.get("/thanks", as_=people.amara)
    assert page.h1 == "Thanks"
    assert "Nobody has been thanked here yet" in page.text
    assert page.links["Say thank you"] == "/thanks/new"


def test_whoever_is_signed_out_is_asked_to_sign_in(site: Site, people: People) -> None:
    number = made.thanks(people.esi, [people.amara])
    for path in ("/thanks", "/thanks/new", f"/thanks/{number}", "/thanks/mine"):
        assert site.get(path).status == 303
    assert site.post(f"/thanks/{number}/reactions", {"kind": "heart"}).status == 401


def test_a_card_says_who_for_what_from_whom_and_when(site: Site, people: People) -> None:
    framework()
    number = made.thanks(people.esi, [people.amara], [unit_id(UNITS.waste)], behaviours()[:2],
                         "You stayed.\nTo the end.", clock.now() - timedelta(hours=2))  # fmt: skip
    page = site.get("/thanks", as_=people.bryn)
    card = page.select(f"#thanks-{number}")[0]
    text = " ".join(card.text_content().split())
    assert "Amara Nwosu and Waste and recycling" in text and "From Esi Mensah · 2 hours ago" in text
    assert "You stayed. To the end." in text and "Listen to the end" in text
    assert card.cssselect("time")[0].get("datetime")
    assert "engage-colour--plum" in card.get("class")
    assert page.links["Amara Nwosu and Waste and recycling"] == f"/thanks/{number}"


def test_a_card_says_how_it_came(site: Site, people: People) -> None:
    made.thanks(None, [people.amara], via=Via.CARD, entered_by_id=people.chloe, signed="A driver")
    made.thanks(people.esi, [people.amara], via=Via.POSTER, site="Depot")
    text = site.get("/thanks", as_=people.bryn).text
    assert "On a paper card, entered by Chloe Martin" in text and "From A driver" in text
    assert "From the poster at Depot" in text


def test_markup_is_shown_as_it_was_typed(site: Site, people: People) -> None:
    made.thanks(people.esi, [people.amara], words="<script>alert(1)</script>{{7*7}}")
    page = site.get("/thanks", as_=people.bryn)
    assert "<script>alert(1)</script>{{7*7}}" in page.text and "<script>alert" not in page.source


@pytest.mark.parametrize("state", ["waiting", "declined", "taken_back", "hidden"])
def test_only_what_is_shown_to_all_is_on_the_wall(site: Site, people: People, state: str) -> None:
    made.thanks(people.esi, [people.amara], words="Hidden words", state=state)
    made.thanks(people.esi, [people.amara], words="Private words", to_all=False)
    page = site.get("/thanks", as_=people.bryn)
    assert "Hidden words" not in page.text and "Private words" not in page.text


def test_filters_by_value_unit_and_time_and_their_fragment(site: Site, people: People) -> None:
    framework()
    kind, open_ = behaviours()[0], behaviours()[-1]
    made.thanks(people.esi, [people.amara], behaviours=[kind], words="kind")
    made.thanks(people.esi, teams=[unit_id(UNITS.home_care)], behaviours=[open_], words="open")
    made.thanks(people.esi, teams=[unit_id(UNITS.waste)], words="old", at=clock.now() - timedelta(days=200))
    assert len(titles(site, "/thanks", people.bryn)) == 3
    assert titles(site, "/thanks?value=kind", people.bryn) == ["Amara Nwosu"]
    assert titles(site, f"/thanks?unit={unit_id(UNITS.adults)}", people.bryn) == ["Home care"]
    assert len(titles(site, "/thanks?period=quarter", people.bryn)) == 2
    assert len(titles(site, "/thanks?period=year", people.bryn)) == 3
    assert titles(site, f"/thanks?period=month&value=open&unit={unit_id(UNITS.place)}", people.bryn) == []
    for path in ("/thanks?value=kind", f"/thanks?unit={unit_id(UNITS.adults)}&period=year", "/thanks"):
        site.assert_fragment_is_its_part_of_the_page(path, as_=people.bryn)


def test_a_value_that_took_over_from_another_brings_its_thanks(site: Site, people: People) -> None:
    framework(replaced=True)
    made.thanks(people.esi, [people.amara], behaviours=[behaviours()[0]], words="of the first version")
    assert titles(site, "/thanks?value=care", people.bryn) == ["Amara Nwosu"]
    assert titles(site, "/thanks?value=open", people.bryn) == []


@pytest.mark.parametrize("query", ["unit=x", "unit=999999999", "unit=99999999999999999999", "value=%27%3B--",
                                   "period=ever", "before=x", "before=9999999999999999-1", "before=1-999999999",
                                   "value=" + "x" * 5000])  # fmt: skip
def test_what_is_no_filter_is_no_fault(site: Site, people: People, query: str) -> None:
    made.thanks(people.esi, [people.amara])
    assert site.get(f"/thanks?{query}", as_=people.bryn).status == 200


def test_older_thanks_are_turned_to_by_where_the_last_page_ended(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thanks_wall, "EACH", 2)
    at = clock.now() - timedelta(days=3)
    for n in range(5):  # all at one moment: then the number decides
        made.thanks(people.esi, [people.amara], words=f"number {n}", at=at)
    page, found = site.get("/thanks", as_=people.bryn), []
    for _ in range(3):
        found += [each.text_content() for each in page.select(".engage-thanks__words")]
        if "Show older" in page.links:
            made.thanks(people.esi, [people.amara], words="new meanwhile")
            page = site.get(page.links["Show older"], as_=people.bryn)
    assert found == [f"number {n}" for n in (4, 3, 2, 1, 0)]
    assert page.links["Back to the newest"] == "/thanks" and "Show older" not in page.links


def test_the_cost_is_fixed_and_two_statements_bring_the_entries(site: Site, people: People) -> None:
    framework()
    made.thanks(people.esi, [people.amara], behaviours=behaviours()[:1])
    few, home = site.query_count("/thanks", as_=people.bryn), site.query_count("/", as_=people.bryn)
    for _ in range(8):
        number = made.thanks(people.esi, [people.amara, people.femi], [unit_id(UNITS.home_care)], behaviours()[:2])
        with transaction():
            db.session.add(ThanksReaction(thanks_id=number, person_id=people.dev, kind="heart"))
    assert site.query_count("/thanks", as_=people.bryn) == few
    assert site.query_count("/", as_=people.bryn) == home
    from tests.site import counting

    with counting() as statements:
        found = thanks_wall.wall(thanks_wall.Asked(), people.bryn)
    assert len(statements) == 2 and len(found.cards) == 9
    assert found.cards[0].reactions[1].count == 1 and len(found.cards[0].receivers) == 3


def test_reacting_is_kept_once_of_each_kind_and_taken_back(site: Site, people: People) -> None:
    number = made.thanks(people.esi, [people.amara])
    path, pressed = f"/thanks/{number}/reactions", f"#react-{number}-heart[aria-pressed=true]"
    for _ in range(2):
        answer = site.post(path, {"kind": "heart"}, as_=people.bryn, headers={"Referer": "http://localhost/thanks"})
        assert answer.location == f"/thanks#thanks-{number}"
    site.post(path, {"kind": "star"}, as_=people.bryn)
    assert site.get("/thanks", as_=people.bryn).select(pressed)
    assert not site.get("/thanks", as_=people.amara).select(pressed)
    part = site.post(path, {"kind": "not-heart"}, as_=people.bryn, htmx=True)
    assert [each.get("id") for each in part.select("[data-focus]")] == [f"react-{number}-heart"]
    assert part.select(f"#foot-{number}")[0].get("data-announce") == "Thank you from me too: 0, without yours"
    db.session.rollback()
    assert [(r.person_id, r.kind) for r in db.session.query(ThanksReaction)] == [(people.bryn, "star")]


def test_nobody_reacts_to_their_own_or_in_another_way_or_to_what_is_not_theirs(site: Site, people: People) -> None:
    number, private = made.thanks(people.esi, [people.amara]), made.thanks(people.esi, [people.amara], to_all=False)
    site.get("/thanks", as_=people.esi)
    assert site.post(f"/thanks/{number}/reactions", {"kind": "heart"}, as_=people.esi).status == 403
    assert site.post(f"/thanks/{number}/reactions", {"kind": "anger"}, as_=people.bryn).status == 422
    assert site.post(f"/thanks/{private}/reactions", {"kind": "heart"}, as_=people.bryn).status == 404
    assert site.post("/thanks/999/reactions", {"kind": "heart"}, as_=people.bryn).status == 404
    assert site.post(f"/thanks/{private}/reactions", {"kind": "heart"}, as_=people.amara).status == 303


def test_the_start_page_shows_the_three_newest_and_search_finds_them(site: Site, people: People) -> None:
    for n in range(4):
        made.thanks(people.esi, [people.amara], words=f"Grateful {n}", at=clock.now() - timedelta(minutes=9 - n))
    page = site.get("/", as_=people.bryn)
    assert [e.text_content() for e in page.select(".engage-thanks__words")] == [f"Grateful {n}" for n in (3, 2, 1)]
    assert page.links["Say thank you"] == "/thanks/new"
    found = site.get("/search?q=grateful", as_=people.bryn)
    assert found.text.count("Esi Mensah thanked Amara Nwosu") == 4
    with transaction():
        for row in db.session.query(Thanks):
            row.state = "hidden"
    assert "Grateful" not in site.get("/", as_=people.bryn).text
    assert "Esi Mensah thanked" not in site.get("/search?q=grateful", as_=people.bryn).text


def test_a_closed_unit_keeps_its_thanks_under_the_unit_above(site: Site, people: People) -> None:
    made.thanks(people.esi, teams=[unit_id(UNITS.home_care)])
    with transaction():
        db.session.get_one(Unit, unit_id(UNITS.home_care)).closed_on = clock.today()
    assert titles(site, f"/thanks?unit={unit_id(UNITS.adults)}", people.bryn) == ["Home care"]
