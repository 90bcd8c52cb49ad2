"""Checking nominations: listed, refused, brought back, matched, joined and parted."""

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.recognition.models import AwardRound, Nomination
from tests.factories import People
from tests.recognition import made
from tests.site import Site


@pytest.fixture
def round_id(people: People) -> int:
    return made.award_round("closed", categories=2)


@pytest.fixture
def home(round_id: int, site: Site, people: People) -> str:
    path = f"/awards/manage/{round_id}/nominations"
    site.get(path, as_=people.chloe)
    return path


def row(entry: int) -> Nomination:
    db.session.rollback()
    return db.session.get_one(Nomination, entry)


def first(round_id: int) -> int:
    return made.categories_of(round_id)[0]


def test_an_empty_list_says_so(site: Site, people: People, home: str) -> None:
    assert "Nothing here" in site.get(home, as_=people.chloe).text
    assert site.get(home).status == 303 and site.get(home, as_=people.amara).status == 403


def test_the_list_is_filtered_by_category_and_state_and_its_fragment_is_its_part(
    site: Site, people: People, home: str, round_id: int
) -> None:
    one, two = made.categories_of(round_id)
    made.entry(one, people.esi, people.amara)
    made.entry(two, people.bryn, None, origin="councillor")
    made.entry(two, people.femi, people.amara, state="refused", refused_why="Not this year")
    made.entry(one, people.dev, people.amara, state="draft", submitted_at=None)
    page = site.get(home, as_=people.chloe)
    assert "3 nominations" in page.text and "Dev Shah" not in page.text
    assert "From a councillor" in page.text
    assert "1 nomination" in site.get(f"{home}?category={one}", as_=people.chloe).text
    assert "Femi Adeyemi" in site.get(f"{home}?state=refused", as_=people.chloe).text
    assert site.get(f"{home}?state=%27&category=x&page=99", as_=people.chloe).status == 200
    site.assert_fragment_is_its_part_of_the_page(f"{home}?state=entries", as_=people.chloe)


def test_the_list_costs_the_same_however_many_there_are(site: Site, people: People, home: str, round_id: int) -> None:
    entry = made.entry(first(round_id), people.esi, people.amara)
    made.entry(first(round_id), people.esi, people.bryn)
    before = site.query_count(home, as_=people.chloe), site.query_count(f"{home}/{entry}", as_=people.chloe)
    for _ in range(8):
        made.entry(first(round_id), people.esi, people.femi)
    assert (site.query_count(home, as_=people.chloe), site.query_count(f"{home}/{entry}", as_=people.chloe)) == before


def test_a_refused_nomination_tells_its_nominator_why_and_comes_back(
    site: Site, people: People, home: str, round_id: int
) -> None:
    entry = made.entry(first(round_id), people.esi, people.amara)
    path = f"{home}/{entry}"
    for why in ("", " \u200b", "x" * 50_000):
        assert site.post(f"{path}/refuse", {"why": why}, as_=people.chloe).status == 422
    assert site.post(f"{path}/refuse", {"why": "They left in May."}, as_=people.chloe).status == 303
    assert row(entry).state == "refused"
    mail = db.session.query(OutboxRow).filter_by(kind="mail").one().payload
    assert "amara@anytown.example" in mail and "left in May" not in mail
    page = site.get(f"/awards/nominations/{entry}", as_=people.amara)
    assert "They left in May." in page.text
    assert site.post(f"{path}/refuse", {"why": "Again"}, as_=people.chloe).status == 409
    assert site.post(f"{path}/bring-back", as_=people.chloe).status == 303
    assert (row(entry).state, row(entry).refused_why) == ("submitted", "")
    assert site.post(f"{path}/bring-back", as_=people.chloe).status == 409


def test_nothing_is_decided_once_judging_has_begun(site: Site, people: People, home: str, round_id: int) -> None:
    entry = made.entry(first(round_id), people.esi, people.amara)
    with transaction():
        db.session.get_one(AwardRound, round_id).stage = "shortlisting"
    for act in ("refuse", "accept", "join", "part", "bring-back"):
        assert site.post(f"{home}/{entry}/{act}", {"why": "Late"}, as_=people.chloe).status == 409
    page = site.get(f"{home}/{entry}", as_=people.chloe)
    assert "Do not take" not in page.text


def test_an_outside_nomination_is_matched_to_whom_it_means(
    site: Site, people: People, home: str, round_id: int
) -> None:
    entry = made.entry(first(round_id), None, None, state="draft", nominee_words="Esi from the bins",
                       nominator_contact="me@example.org")  # fmt: skip
    page = site.get(f"{home}/{entry}", as_=people.chloe)
    assert page.h1 == "Esi from the bins" and "me@example.org" in page.text
    assert site.post(f"{home}/{entry}/accept", as_=people.chloe).status == 409
    path = f"{home}/{entry}/match"
    found = site.post(path, {"q": "mensah", "find": "y"}, as_=people.chloe)
    assert found.status == 200 and "Esi Mensah" in found.text
    assert site.post(path, {}, as_=people.chloe).status == 422
    page = site.post(path, {"nominee": f"person:{people.chloe}"}, as_=people.chloe)
    assert page.status == 422 and "cannot match a nomination to yourself" in page.errors[0]
    assert site.post(path, {"nominee": f"person:{people.esi}"}, as_=people.chloe).status == 303
    assert (row(entry).state, row(entry).nominee_id) == ("submitted", people.esi)
    own = made.entry(first(round_id), people.esi, people.amara)
    assert site.post(f"{home}/{own}/match", {"nominee": f"person:{people.bryn}"}, as_=people.chloe).status == 409


def test_several_nominations_of_one_nominee_become_one_entry_and_part_again(
    site: Site, people: People, home: str, round_id: int
) -> None:
    one, two = made.categories_of(round_id)
    entries = [made.entry(one, people.esi, who, words=f"Words of {who}.") for who in (people.amara, people.bryn)]
    entries.append(made.entry(one, people.esi))
    other = made.entry(two, people.esi, people.amara)
    page = site.get(home, as_=people.chloe)
    assert "1 nominee has several entries in one category" in page.text
    assert site.post(f"{home}/{entries[0]}/join", as_=people.chloe).status == 303
    assert [row(each).joined_to_id for each in (*entries, other)] == [None, entries[0], entries[0], None]
    page = site.get(f"{home}/{entries[0]}", as_=people.chloe)
    assert f"Words of {people.bryn}." in page.text
    assert "1 entry, 2 joined" in site.get(home.removesuffix("nominations"), as_=people.chloe).text
    assert site.post(f"{home}/{entries[1]}/part", as_=people.chloe).status == 303
    assert row(entries[1]).joined_to_id is None
    site.post(f"{home}/{entries[0]}/join", as_=people.chloe)
    site.post(f"{home}/{entries[0]}/refuse", {"why": "Twice"}, as_=people.chloe)
    assert [row(each).joined_to_id for each in entries] == [None, None, entries[1]]


def test_the_file_holds_words_as_text_and_no_contact(site: Site, people: People, home: str, round_id: int) -> None:
    made.entry(first(round_id), people.esi, None, words="=1+1", nominator_contact="me@example.org",
               submitted_at=clock.now())  # fmt: skip
    text = site.get(f"{home}.csv", as_=people.chloe).data.decode("utf-8-sig")
    assert "'=1+1" in text and "me@example.org" not in text
