"""Somebody who runs awards and is nominated: nothing of their own entry is shown to them, and nothing says so."""

import pytest

from engage.access import Role, Viewer
from engage.core import clock, files
from engage.core.db import db, transaction
from engage.directory.models import RoleGrant
from engage.recognition.models import Assignment, AwardRound, Judge, ManagerView, Nomination, Panel
from engage.recognition.queries import nominations_finding, nominations_own_data
from tests.factories import People
from tests.recognition import made
from tests.site import Site

PDF = b"%PDF-1.7 evidence"
SECRET = "Chloe found the missing thousand."


@pytest.fixture
def round_id(people: People) -> int:
    """A closed round in which Chloe is nominated twice, joined, and once in words; Esi once. Bryn runs awards, too."""
    with transaction():
        db.session.add(RoleGrant(person_id=people.bryn, role="od"))
    return made.award_round("closed", asks_manager=True)


@pytest.fixture
def about_chloe(people: People, round_id: int) -> list[int]:
    category = made.categories_of(round_id)[0]
    made.entry(category, people.esi, people.femi)
    first = made.entry(category, people.chloe, people.amara, words=SECRET)
    joined = made.entry(category, people.chloe, people.esi, words=SECRET, joined_to_id=first)
    alone = made.entry(category, people.chloe, None, words=SECRET)
    words = made.entry(category, None, None, words=SECRET, state="draft", nominee_words="chloe  MARTIN, people team")
    with transaction():
        db.session.add(ManagerView(nomination_id=first, person_id=people.dev, asked_at=clock.now(), words=SECRET,
                                   answered_at=clock.now()))  # fmt: skip
    return [first, joined, alone, words]


def test_chloe_sees_the_round_as_if_nobody_had_nominated_her(
    site: Site, people: People, round_id: int, about_chloe: list[int]
) -> None:
    home = f"/awards/manage/{round_id}"
    for path, mine, all_ in (
        (f"{home}/nominations", "1 nomination", "5 nominations"),
        (f"{home}/nominations?state=entries", "1 nomination", "3 nominations"),
        (f"{home}/", "1 entry", "3 entries, 1 joined, 1 waiting"),
    ):
        hers, bryns = site.get(path, as_=people.chloe).text, site.get(path, as_=people.bryn).text
        assert mine in hers and all_ in bryns, path
        assert "Chloe" not in hers and SECRET not in hers and "not shown" not in hers
    assert "Managers were asked" not in site.get(f"{home}/", as_=people.chloe).text
    assert "Managers were asked about 1 entry" in site.get(f"{home}/", as_=people.bryn).text
    assert "several entries" not in site.get(f"{home}/nominations", as_=people.chloe).text
    assert "several entries" in site.get(f"{home}/nominations", as_=people.bryn).text
    assert "waits for you" not in site.get("/", as_=people.chloe).text
    assert "1 waits for you" in site.get("/", as_=people.bryn).text


def test_her_own_entries_are_not_there_by_any_address_and_no_act_reaches_them(
    site: Site, people: People, round_id: int, about_chloe: list[int]
) -> None:
    site.get(f"/awards/manage/{round_id}/", as_=people.chloe)
    for each in about_chloe:
        path = f"/awards/manage/{round_id}/nominations/{each}"
        assert site.get(path, as_=people.chloe).status == 404
        assert site.get(path, as_=people.bryn).status == 200
        assert site.get(f"{path}/match", as_=people.chloe).status == 404
        for act in ("refuse", "bring-back", "accept", "match", "join", "part"):
            assert site.post(f"{path}/{act}", {"why": "x"}, as_=people.chloe).status == 404
    db.session.rollback()
    assert {each.state for each in db.session.query(Nomination)} == {"submitted", "draft"}


def test_the_file_of_all_nominations_leaves_hers_out(
    site: Site, people: People, round_id: int, about_chloe: list[int]
) -> None:
    path = f"/awards/manage/{round_id}/nominations.csv"
    hers = site.get(path, as_=people.chloe).data.decode("utf-8-sig")
    bryns = site.get(path, as_=people.bryn).data.decode("utf-8-sig")
    assert SECRET not in hers and "MARTIN" not in hers and len(hers.splitlines()) == 2
    assert bryns.count(SECRET) == 8 and len(bryns.splitlines()) == 6


def test_asking_managers_says_nothing_of_her_own(
    site: Site, people: People, round_id: int, about_chloe: list[int]
) -> None:
    site.get(f"/awards/manage/{round_id}/", as_=people.chloe)
    page = site.post(f"/awards/manage/{round_id}/ask-managers", as_=people.chloe)
    told = site.follow(page, as_=people.chloe)
    assert "asked about 0 entries" in told.tree.text_content() or "asked about 1 entry" in told.tree.text_content()


def test_files_of_an_entry_are_for_its_nominator_who_runs_the_round_and_its_judges(
    site: Site, people: People, round_id: int, about_chloe: list[int]
) -> None:
    first, joined = about_chloe[:2]
    with transaction():
        address = [f"/files/{files.store('a.pdf', PDF, 'nomination', each, 1000).id}" for each in (first, joined)]
    for each in address:
        assert site.get(each, as_=people.chloe).status == 404
        assert site.get(each, as_=people.bryn).status == 200
        assert site.get(each, as_=people.dev).status == 404
    assert site.get(address[0], as_=people.amara).status == 200
    assert site.get(address[0], as_=people.esi).status == 404 and site.get(address[1], as_=people.esi).status == 200
    with transaction():
        panel = Panel(round_id=round_id, stage="shortlist", name="Panel")
        judges = [Judge(panel=panel, person_id=each) for each in (people.femi, people.chloe)]
        db.session.add_all(judges)
        db.session.flush()
        db.session.add_all(Assignment(judge_id=each.id, nomination_id=first, changed_at=clock.now()) for each in judges)
    for each in address:  # of what is joined, too
        assert site.get(each, as_=people.femi).status == 200
        assert site.get(each, as_=people.chloe).status == 404
    for change in ({"state": "abstained"}, {"state": "scored", "dropped": True}):
        with transaction():
            for row in db.session.query(Assignment):
                row.state = change["state"]
                row.judge.dropped_at = clock.now() if "dropped" in change else None
        assert site.get(address[0], as_=people.femi).status == 404


def test_a_nominee_finds_nothing_of_it_by_search_or_in_their_own_data(
    site: Site, people: People, round_id: int, about_chloe: list[int]
) -> None:
    assert SECRET not in site.get("/search?q=missing+thousand", as_=people.chloe).text
    viewer = Viewer(people.chloe, "Chloe Martin", "Chloe", "en", frozenset({Role.STAFF, Role.OD}), 1)
    assert not nominations_finding.search(("chloe",), viewer)
    assert not any(each.rows for each in nominations_own_data.held(people.chloe))
    made_by = {each.title: each.rows for each in nominations_own_data.held(people.amara)}
    assert SECRET in str(made_by["Nominations that you made"])


@pytest.mark.parametrize(
    ("stage", "outcome", "tells", "told"),
    [
        ("announced", "winner", False, "Winner"), ("announced", "highly_commended", False, "Highly commended"),
        ("announced", "not_shortlisted", False, ""), ("announced", "shortlisted", False, ""),
        ("announced", None, True, "Nominated"), ("announced", "not_shortlisted", True, "Not shortlisted"),
        ("decided", "winner", True, ""),
    ],
)  # fmt: skip
def test_own_data_tell_a_nominee_what_was_announced_and_no_more(
    people: People, round_id: int, stage: str, outcome: str | None, tells: bool, told: str
) -> None:
    made.entry(made.categories_of(round_id)[0], people.esi, people.amara, words=SECRET, outcome=outcome)
    with transaction():
        row = db.session.get_one(AwardRound, round_id)
        row.stage, row.tells_unsuccessful = stage, tells
    rows = [row for each in nominations_own_data.held(people.esi) for row in each.rows]
    assert [row["outcome"] for row in rows] == ([told] if told else []) and SECRET not in str(rows)
