"""The roll of honour: found by all staff, kept by the OD team, and a name taken out for good."""

import io

import pytest

from engage.core import audit
from engage.core.db import db, transaction
from engage.recognition.models import Nomination, NominationAnswer, PastWinner
from engage.recognition.rules.outcome_past import MOST_ROWS, read
from tests.recognition import outcome_made

HERE, KEEP = "/awards/past-winners/", "/awards/manage/past-winners/"
ONE = {"year": "2019", "award": "Staff awards", "category": "Rising star", "outcome": "winner",
       "name": "Élodie O’Brien", "team": "Parks", "citation": "Planted 400 trees."}  # fmt: skip
HEADS = "Year,Award,Category,Outcome,Name,Team,Citation\n"


def rows() -> list[PastWinner]:
    db.session.rollback()
    return db.session.query(PastWinner).order_by(PastWinner.id).all()


def upload(site, people, text: bytes):
    return site.post(f"{KEEP}file", {"file": (io.BytesIO(text), "past.csv")}, as_=people.chloe)


def test_it_is_for_everybody_who_is_signed_in_and_kept_by_the_od_team(site, people):
    assert "No winners yet" in site.get(HERE, as_=people.amara).text
    assert site.get(HERE).status == 303 and site.get(KEEP).status == 303
    for who in (people.amara, people.dev):
        assert site.get(KEEP, as_=who).status == 403
        assert site.post(KEEP, ONE, as_=who).status == 403
        assert site.post(f"{KEEP}1/delete", as_=who).status == 403
    assert "The list is empty" in site.get(KEEP, as_=people.chloe).text
    assert site.post(f"{KEEP}99/delete", as_=people.chloe).status == 404


def test_a_winner_of_an_earlier_year_is_added_once_and_found(site, people):
    assert site.post(KEEP, ONE, as_=people.chloe).status == 303
    page = site.post(KEEP, ONE | {"name": "ÉLODIE O’BRIEN"}, as_=people.chloe)
    assert (page.status, len(rows())) in {(422, 1), (303, 2)}  # É is a letter that Python folds, whatever the database
    page = site.get(f"{HERE}?q=élodie&year=2019", as_=people.amara)
    assert "Planted 400 trees." in page.text and "Staff awards 2019" in page.text
    assert "Nobody found" in site.get(f"{HERE}?q=élodie&year=2018", as_=people.amara).text
    assert "Nobody found" in site.get(f"{HERE}?q=%25&scheme=x", as_=people.amara).text
    assert site.get(f"{HERE}?year=99999999999999&page=99999999999", as_=people.amara).status == 200
    assert "Élodie O’Brien: winner, Rising star" in site.get("/search?q=élodie", as_=people.amara).text
    site.assert_fragment_is_its_part_of_the_page(f"{HERE}?q=parks", as_=people.amara)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"year": "soon"}, "The year must be between 1900"),
        ({"year": "2999"}, "The year must be between 1900"),
        ({"name": " "}, "Enter the name"),
        ({"category": "\u200b"}, "Enter the category"),
        ({"outcome": "loser"}, "Not a valid choice"),
        ({"citation": "x" * 50_000}, "at most 300"),
    ],
)
def test_what_cannot_be_a_past_winner_is_said_plainly(site, people, change, says):
    page = site.post(KEEP, ONE | change, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors) and not rows()


def test_a_file_is_added_whole_or_not_at_all_and_twice_adds_nothing(site, people):
    good = (
        HEADS + '2018,Staff awards,Team of the year,Winner,"Parks, north",Parks,"They said ""yes""."\n\n'
        "2018,Staff awards,Team of the year,Commended,'=Sum,,\n"
    )
    assert upload(site, people, good.encode("utf-8-sig")).status == 303
    assert [(row.name, row.outcome) for row in rows()] == [("Parks, north", "winner"), ("=Sum", "highly_commended")]
    page = site.follow(upload(site, people, good.encode()), as_=people.chloe)
    assert "0 added. 2 were on the list already." in page.source and len(rows()) == 2
    bad = good.replace("2018,Staff awards,Team of the year,Comm", "1066,Staff awards,Team of the year,Comm")
    page = upload(site, people, bad.encode())
    assert page.status == 422 and "Line 4: the year must be between 1900" in page.text and len(rows()) == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Missing: year"),
        (b"Name\nA", "Missing: year, award, category, outcome"),
        (HEADS.encode(), "0 winners"),
        (b"\xff\xfe\x00", "not a CSV in UTF-8"),
        (b"PK\x03\x04\x00\x00", "not a CSV"),
        (HEADS.encode() + b'2018,"A', "broken"),
        (HEADS.encode() + b"2018,A,B,Winner,C\n" * (MOST_ROWS + 1), "2,001 winners"),
        (HEADS.encode() + b"2018,A,B,Winner,\n" * 12, "And 2 more lines"),
        (HEADS.encode() + b"2018,A,B,Best,C\n", "the outcome must be"),
        (HEADS.encode() + b"2018,A,B,Winner," + b"x" * 201, "the name has more than 200"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_line_by_line(content, says):
    found = read(content, 2027)
    assert not found.rows and says in " ".join(found.faults)


def test_a_file_with_many_short_cells_is_read(site, people):
    assert upload(site, people, b"x" * 2_000_001).status == 422
    assert site.post(f"{KEEP}file", {}, as_=people.chloe).status == 422


def test_winners_stay_when_their_nominations_are_deleted_and_go_when_they_ask(site, people):
    round_id, amara, bryn = outcome_made.decided(people)
    outcome_made.cite(amara, "Found Mrs Ellis in the snow.")
    outcome_made.prize(round_id, amara)
    outcome_made.announced(round_id)
    with transaction():
        for each in (amara, bryn):
            db.session.query(NominationAnswer).filter_by(nomination_id=each).delete()
            db.session.query(Nomination).filter_by(id=each).delete()
    for path in (f"/awards/{round_id}/winners", HERE):
        assert "Found Mrs Ellis" in site.get(path, as_=people.esi).text
    assert "£25" in site.get("/awards/manage/cost-summary", as_=people.chloe).text
    assert site.get(f"/awards/manage/{round_id}/prizes/", as_=people.chloe).status == 200
    first = next(row.id for row in rows() if row.person_id == people.amara)
    assert site.post(f"{KEEP}{first}/delete", as_=people.chloe).status == 303
    for path in (f"/awards/{round_id}/winners", HERE, "/search?q=Amara+winner"):
        assert "Found Mrs Ellis" not in site.get(path, as_=people.esi).text
    assert audit.latest(1)[0].act == "take out" and "Amara" not in audit.latest(1)[0].facts


def test_their_own_copy_tells_what_they_won_and_got(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    outcome_made.prize(round_id, amara)
    assert "Voucher" not in site.get("/account/my-data", as_=people.amara).text
    outcome_made.announced(round_id)
    page = site.get("/account/my-data", as_=people.amara).text
    assert "Awards that you won" in page and "Voucher" in page and "£25" in page
    assert "Voucher" not in site.get("/account/my-data", as_=people.bryn).text


def test_many_past_winners_are_cut_into_pages_at_the_same_cost(site, people):
    site.post(KEEP, ONE, as_=people.chloe)
    before = site.query_count(HERE, as_=people.amara), site.query_count(KEEP, as_=people.chloe)
    lines = "".join(f"2017,Staff awards,Rising star,Winner,Name {n},,\n" for n in range(60))
    upload(site, people, (HEADS + lines).encode())
    assert (site.query_count(HERE, as_=people.amara), site.query_count(KEEP, as_=people.chloe)) == before
    assert site.get(f"{HERE}?page=3", as_=people.amara).select("[aria-current=page]")
