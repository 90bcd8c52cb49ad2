"""Nominating: whom, the words, the files, the seconder, sent, changed, withdrawn; and what nobody may."""

import io

import pytest

from engage.core import clock, files
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, Person, Unit
from engage.recognition.models import AwardCategory, AwardRound, Nomination
from tests.factories import UNITS, People
from tests.recognition import made
from tests.site import Page, Site

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def unit(code: str) -> int:
    return int(db.session.query(Unit.id).filter_by(code=code).scalar())


def rows() -> list[Nomination]:
    db.session.rollback()
    return db.session.query(Nomination).order_by(Nomination.id).all()


def change(round_id: int, **values: object) -> None:
    with transaction():
        category = db.session.get_one(AwardCategory, made.categories_of(round_id)[0])
        for name, value in values.items():
            setattr(category if hasattr(category, name) else category.round, name, value)


def start_of(round_id: int) -> str:
    return f"/awards/{round_id}/categories/{made.categories_of(round_id)[0]}/nominate"


def nominate(site: Site, round_id: int, who: int, key: str) -> Page:
    path = start_of(round_id)
    return site.post(path, site.get(path, as_=who).form(path) | {"nominee": key}, as_=who)


def write(site: Site, page: Page, who: int, words: str = "They did it well.") -> Page:
    form = site.get(page.location, as_=who).form(page.location)
    return site.post(page.location, {name: words if name.startswith("words_") else value
                                     for name, value in form.items()}, as_=who)  # fmt: skip


def draft(site: Site, round_id: int, who: int, key: str) -> str:
    """A draft with words; its address."""
    page = write(site, nominate(site, round_id, who, key), who)
    return page.location.rsplit("/", 1)[0]


def test_amara_nominates_esi_step_by_step_and_sends_it(site: Site, people: People) -> None:
    round_id = made.award_round()
    page = nominate(site, round_id, people.amara, f"person:{people.esi}")
    assert page.status == 303 and page.location.endswith("/words")
    page = write(site, page, people.amara)
    assert page.location.endswith("/files")
    step = site.follow(page, as_=people.amara)
    own = step.links["Continue without a file"]
    assert "Send the nomination" in site.get(own, as_=people.amara).text
    assert site.post(f"{own}/submit", as_=people.amara).status == 303
    row = rows()[0]
    assert (row.state, row.nominee_id, row.nominator_id) == ("submitted", people.esi, people.amara)
    assert "Sent" in site.get("/awards/", as_=people.amara).text
    assert site.get(own, as_=people.esi).status == 404 and site.get(own, as_=people.femi).status == 404
    assert site.get(own).status == 303


def test_the_same_form_sent_twice_is_one_draft(site: Site, people: People) -> None:
    path = start_of(made.award_round())
    sent = site.get(path, as_=people.amara).form(path) | {"nominee": f"person:{people.esi}"}
    first, second = (site.post(path, sent, as_=people.amara) for _ in range(2))
    assert first.location == second.location and len(rows()) == 1


def test_without_scripts_find_shows_the_page_again_with_whoever_is_found(site: Site, people: People) -> None:
    path = start_of(made.award_round())
    sent = site.get(path, as_=people.amara).form(path) | {"q": "mensah", "find": "y"}
    page = site.post(path, sent, as_=people.amara)
    assert page.status == 200 and "Esi Mensah" in page.text and not rows()


@pytest.mark.parametrize(
    ("rule", "key", "says"),
    [
        ({}, "", "Choose who you nominate."),
        ({}, "person:99999", "Choose who you nominate."),
        ({}, "person:amara", "You cannot nominate yourself."),
        ({"nominees": "team"}, "person:esi", "a team, not a person"),
        ({"nominees": "person"}, "unit:HOMECARE", "a person, not a team"),
        ({"eligible": "role:manager"}, "person:esi", "this category is for Managers"),
        ({"eligible": "role:manager"}, "unit:HOMECARE", "this category is for Managers"),
    ],
)
def test_whom_amara_cannot_nominate_is_said_plainly(
    site: Site, people: People, rule: dict[str, str], key: str, says: str
) -> None:
    round_id = made.award_round()
    change(round_id, **rule)
    known = {"person:amara": people.amara, "person:esi": people.esi}
    key = f"person:{known[key]}" if key in known else key.replace("HOMECARE", str(unit(UNITS.home_care)))
    page = nominate(site, round_id, people.amara, key)
    assert page.status == 422 and says in page.errors[0] and not rows()


def test_eligible_are_people_and_teams_of_a_part_and_below_it(site: Site, people: People) -> None:
    round_id = made.award_round()
    change(round_id, eligible=f"unit:{unit(UNITS.place)}")
    assert nominate(site, round_id, people.amara, f"person:{people.femi}").status == 422
    assert nominate(site, round_id, people.amara, f"unit:{unit(UNITS.home_care)}").status == 422
    assert nominate(site, round_id, people.amara, f"person:{people.esi}").status == 303
    assert nominate(site, round_id, people.amara, f"unit:{unit(UNITS.waste)}").status == 303


def test_eligible_are_people_of_a_network_as_long_as_they_are_appointed(site: Site, people: People) -> None:
    round_id = made.award_round()
    new = f"/awards/manage/{made.award_round('draft')}/categories/new"
    with transaction():
        number = db.session.query(Network).one().id
    assert "Employee champions" in site.get(new, as_=people.chloe).text
    change(round_id, eligible=f"network:{number}")
    refused = nominate(site, round_id, people.amara, f"person:{people.esi}")
    assert refused.status == 422 and "this category is for Employee champions" in refused.errors[0]
    assert nominate(site, round_id, people.amara, f"person:{people.bryn}").status == 303
    with transaction():
        row = db.session.query(Appointment).one()
        row.ended_on, row.ended_why = clock.today(), "stepped_down"
    assert nominate(site, round_id, people.esi, f"person:{people.bryn}").status == 422


def test_a_team_that_one_is_in_can_be_nominated_and_a_leaver_cannot(site: Site, people: People) -> None:
    round_id = made.award_round()
    assert nominate(site, round_id, people.amara, f"unit:{unit(UNITS.home_care)}").status == 303
    with transaction():
        db.session.get_one(Person, people.esi).leaves_on = clock.today().replace(year=2021)
    assert nominate(site, round_id, people.amara, f"person:{people.esi}").status == 422


def test_nobody_is_nominated_twice_by_one_person_and_a_limit_holds(site: Site, people: People) -> None:
    round_id = made.award_round()
    change(round_id, most_each=2)
    nominate(site, round_id, people.amara, f"person:{people.esi}")
    assert "already" in nominate(site, round_id, people.amara, f"person:{people.esi}").errors[0]
    nominate(site, round_id, people.amara, f"person:{people.bryn}")
    page = nominate(site, round_id, people.amara, f"person:{people.femi}")
    assert page.status == 422 and "at most 2 nominations" in page.errors[0]
    assert nominate(site, round_id, people.bryn, f"person:{people.esi}").status == 303


def test_words_over_the_limit_are_refused_with_the_number_and_kept(site: Site, people: People) -> None:
    round_id = made.award_round()
    change(round_id, most_words=20)
    page = write(site, nominate(site, round_id, people.amara, f"person:{people.esi}"), people.amara, "word " * 21)
    assert page.status == 422 and "Use at most 20 words under " in page.errors[0]
    assert page.select("textarea")[0].text_content().count("word") == 21
    path = f"/awards/nominations/{rows()[0].id}/words"
    form = site.get(path, as_=people.amara).form(path)
    for words in ("x" * 50_000, "\u202e\u200b<script>alert(1)</script>"):
        sent = {name: words if name.startswith("words_") else value for name, value in form.items()}
        page = site.post(path, sent, as_=people.amara)
        assert page.status == (422 if len(words) > 1000 else 303)


def test_an_incomplete_nomination_cannot_be_sent_and_says_all_that_is_missing(site: Site, people: People) -> None:
    round_id = made.award_round(seconded=True)
    page = nominate(site, round_id, people.amara, f"person:{people.esi}")
    own = page.location.removesuffix("/words")
    site.get(own, as_=people.amara)
    page = site.post(f"{own}/submit", as_=people.amara)
    missing = [f"Write something under “Criterion {n}”." for n in (1, 2)]
    assert page.status == 422 and page.errors == [*missing, "Choose who seconds it."]


def test_a_round_that_closed_meanwhile_is_said_and_the_words_stay(site: Site, people: People) -> None:
    round_id = made.award_round()
    own = draft(site, round_id, people.amara, f"person:{people.esi}")
    path = f"{own}/words"
    form = site.get(path, as_=people.amara).form(path)
    with transaction():
        db.session.get_one(AwardRound, round_id).stage = "closed"
    page = site.post(f"{own}/submit", as_=people.amara)
    assert page.status == 409 and "are closed" in page.text and rows()[0].state == "draft"
    typed = {name: "Newly typed" if name.startswith("words_") else value for name, value in form.items()}
    page = site.post(path, typed, as_=people.amara)
    assert page.status == 409 and "Newly typed" in page.select("textarea")[0].text_content()
    assert "They did it well." in site.get(own, as_=people.amara).text
    assert site.get(path, as_=people.amara).status == 409
    assert site.post(f"{own}/delete", as_=people.amara).status == 303 and not rows()


def test_it_can_be_changed_and_withdrawn_until_the_close(site: Site, people: People) -> None:
    round_id = made.award_round()
    own = draft(site, round_id, people.amara, f"person:{people.esi}")
    site.get(own, as_=people.amara)
    site.post(f"{own}/submit", as_=people.amara)
    assert site.post(f"{own}/submit", as_=people.amara).status == 303  # a second press
    path = f"{own}/words"
    form = site.get(path, as_=people.amara).form(path)
    better = {name: "Better words" if name.startswith("words_") else value for name, value in form.items()}
    assert site.post(path, better, as_=people.amara).status == 303
    assert {each.words for each in rows()[0].answers} == {"Better words"}
    page = site.post(path, better, as_=people.amara)  # an older page
    assert page.status == 409 and "another tab" in page.text
    assert site.post(f"{own}/delete", as_=people.amara).status == 409
    assert site.post(f"{own}/withdraw", as_=people.amara).status == 303
    assert rows()[0].state == "withdrawn"
    assert site.post(f"{own}/submit", as_=people.amara).status == 409
    assert nominate(site, round_id, people.amara, f"person:{people.esi}").status == 303


def test_three_files_hang_on_it_and_only_who_may_gets_them(site: Site, people: People) -> None:
    own = draft(site, made.award_round(), people.amara, f"person:{people.chloe}")
    path = f"{own}/files"
    site.get(path, as_=people.amara)

    def add(*names: str, content: bytes = PNG) -> Page:
        sent = {"files": [(io.BytesIO(content), name) for name in names]}
        return site.post(path, sent, as_=people.amara, content_type="multipart/form-data")

    assert add("one.png", "two.png").status == 303
    assert add("three.png", "four.png").status == 422 and add("bad.png", content=b"MZ").status == 422
    found = files.on("nomination", rows()[0].id)
    assert [each.name for each in found] == ["one.png", "two.png"]
    address = f"/files/{found[0].id}"
    assert site.get(address, as_=people.amara).status == 200
    for who in (people.chloe, people.femi, people.dev, people.esi):
        assert site.get(address, as_=who).status == 404
    assert site.post(f"{path}/{found[0].id}/remove", as_=people.amara).status == 303
    assert len(files.on("nomination", rows()[0].id)) == 1


def test_nothing_of_anothers_nomination_can_be_done_by_its_address(site: Site, people: People) -> None:
    own = draft(site, made.award_round(), people.amara, f"person:{people.esi}")
    site.get("/awards/", as_=people.bryn)
    for path in ("", "/who", "/words", "/files", "/seconder"):
        assert site.get(f"{own}{path}", as_=people.bryn).status == 404
    token = site.get(start_of(made.award_round()), as_=people.bryn).csrf_token()
    for act in ("who", "words", "files", "seconder", "submit", "withdraw", "delete"):
        assert site.post(f"{own}/{act}", {"csrf_token": token or ""}, as_=people.bryn).status == 404
    assert rows()[0].state == "draft"


def test_a_round_that_is_not_open_takes_nobody(site: Site, people: People) -> None:
    assert site.get(start_of(made.award_round("closed")), as_=people.amara).status == 409
    assert site.get(start_of(made.award_round("draft")), as_=people.amara).status == 404


def test_ones_own_page_costs_the_same_however_many_nominations(site: Site, people: People) -> None:
    round_id = made.award_round(criteria=2)
    category = made.categories_of(round_id)[0]
    own = made.entry(category, people.esi, people.amara)
    page, start = f"/awards/nominations/{own}", "/"
    before = site.query_count(page, as_=people.amara), site.query_count("/awards/", as_=people.amara)
    site.get(start, as_=people.amara)
    for _ in range(8):
        made.entry(category, people.bryn, people.amara)
    assert (site.query_count(page, as_=people.amara), site.query_count("/awards/", as_=people.amara)) == before
