"""Councillors' and residents' nominations by CSV, and by the page that is open to all where it is switched on."""

import io

import pytest

from engage.core import clock, switches
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.recognition.models import Nomination
from tests.factories import People
from tests.recognition import made
from tests.site import Page, Site

HEAD = "Origin,Nominator,Contact,Category,Employee number,First name,Last name,Team,Criterion 1,Criterion 2\n"

LINES = (
    "Resident,Ann Smith,ann@example.org,Category 1,,Esi,Mensah,,<script>alert(1)</script>,",
    "councillor,Cllr Bell,,category 1,1001,,,,Great,",
    "Resident,Ann,,Category 1,,Jane,Smith,,Words,",
    "Nobody,Ann,,Category 1,,Esi,Mensah,,Words,",
    "Resident,,,Category 1,,Esi,Mensah,,Words,",
    "Resident,Ann,,Category 9,,Esi,Mensah,,Words,",
    "Resident,Ann,,Category 1,,Bryn,Parry,,Words,",
    "Resident,Ann,,Category 1,,,,,Words,",
    "Resident,Ann,,Category 1,,Esi,Mensah,,,",
    f"Resident,Ann,,Category 1,,Esi,Mensah,,{'word ' * 301},",
    "Resident,Ann,,Category 1,,,,waste AND recycling,Words,",
    "Resident,Ann,,Category 1,,,,No such team,Words,",
    "Resident,Ann,,Category 1,,Chloe,Martin,,Words,",
    "Resident,Ann Smith,ann@example.org,Category 1,,Esi,Mensah,,<script>alert(1)</script>,",
)
WHY = (
    "Row 4: Last name: Nobody here is called “Jane Smith”.", "Row 5: Origin: “Nobody” is no origin.",
    "Row 6: Nominator: Nobody is named", "Row 7: Category: This round has no category “Category 9”.",
    "Row 8: Last name: “Bryn Parry” does not work here any more", "Row 9: Last name: It names nobody",
    "Row 10: Criterion 1, Criterion 2: Nothing is written", "Row 11: Criterion 1: It is too long",
    "Row 13: Team: No team here is called “No such team”.",
    "Row 14: Last name: This row cannot be taken in by you.",
    "Row 15: The same row stands further up.",
)  # fmt: skip


def rows() -> list[Nomination]:
    db.session.rollback()
    return db.session.query(Nomination).order_by(Nomination.id).all()


@pytest.fixture
def home(site: Site, people: People) -> str:
    path = f"/awards/manage/{made.award_round('closed')}/upload"
    site.get(path, as_=people.chloe)
    return path


def upload(site: Site, home: str, who: int, text: str | bytes, name: str = "form.csv") -> Page:
    content = text.encode() if isinstance(text, str) else text
    return site.post(home, {"file": (io.BytesIO(content), name)}, as_=who, content_type="multipart/form-data")


def test_good_rows_are_taken_once_and_each_bad_row_says_why(site: Site, people: People, home: str) -> None:
    with transaction():
        db.session.get_one(Person, people.bryn).leaves_on = clock.today().replace(year=2021)
    page = upload(site, home, people.chloe, HEAD + "\n".join(LINES))
    assert page.status == 303 and not rows()
    page = site.follow(page, as_=people.chloe)
    assert "3 rows can be taken in" in page.text and "11 rows are left out" in page.text
    for said in WHY:
        assert said in page.text, said
    token = page.select("form[action$='/take']")[0].get("action")
    left = site.get(token.replace("/take", "/left-out.csv"), as_=people.chloe).data.decode("utf-8-sig")
    assert left.startswith("Row,Why it was left out,Origin") and "Jane" in left
    assert site.get(token.removesuffix("/take"), as_=people.dev).status == 403
    assert site.post(token, as_=people.chloe).status == 303
    assert site.post(token, as_=people.chloe).status == 409  # a second press
    found = rows()
    assert [(each.nominee_id, each.origin, each.state) for each in found[:2]] == [
        (people.esi, "resident", "submitted"), (people.amara, "councillor", "submitted")]  # fmt: skip
    assert found[2].team_id is not None and found[0].nominator_contact == "ann@example.org"
    shown = site.get(home.replace("upload", f"nominations/{found[0].id}"), as_=people.chloe)
    assert "From a resident, by the council’s form" in shown.text and "<script>alert(1)</script>" in shown.text
    page = site.follow(upload(site, home, people.chloe, HEAD + LINES[0]), as_=people.chloe)
    assert "Row 2: This row was taken in before." in page.text


def test_two_people_of_one_name_need_a_number(site: Site, people: People, home: str) -> None:
    with transaction():
        db.session.get_one(Person, people.amara).first_name = "Esi"
        db.session.get_one(Person, people.amara).surname = "Mensah"
    row = "Resident,Ann,,Category 1,{},Esi,MENSAH,,Words,\n"
    page = site.follow(upload(site, home, people.chloe, HEAD + row.format("")), as_=people.chloe)
    assert "Several people here are called “Esi MENSAH”" in page.text
    page = site.follow(upload(site, home, people.chloe, HEAD + row.format("1005")), as_=people.chloe)
    assert "1 row can be taken in" in page.text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Choose a file"),
        (b"PK\x03\x04workbook", "workbook"),
        (b"Nominator,Category,Last name\nA,B,C\n", "no column “Origin”"),
        (b"Origin,Nominator,Category\nA,B,C\n", "no column “Last name”"),
        (HEAD.encode() + b"Resident,A,,Category 1,,E,M,,W,\n" * 501, "at most 500"),
        (b'Origin,Nominator,Category,Team\n"broken', "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(site: Site, people: People, home: str, content: bytes, says: str) -> None:
    page = upload(site, home, people.chloe, content, "" if not content else "form.csv")
    assert page.status == 422 and says in page.errors[0]


def test_the_template_can_be_filled_in_and_uploaded(site: Site, people: People, home: str) -> None:
    text = site.get(f"{home}/template.csv", as_=people.chloe).data.decode("utf-8-sig")
    assert text.splitlines()[0] == HEAD.strip()
    page = site.follow(upload(site, home, people.chloe, text), as_=people.chloe)
    assert "Nobody here is called “Sam Example”" in page.text


def test_a_file_costs_the_same_however_many_rows_it_has(site: Site, people: People, home: str) -> None:
    line = "Resident,Ann {},,Category 1,,Esi,Mensah,,Words,\n"
    counts = []
    for many in (1, 40):
        page = upload(site, home, people.chloe, HEAD + "".join(line.format(n) for n in range(many)))
        counts.append(site.query_count(page.location or "", as_=people.chloe))
    assert counts[0] == counts[1]


@pytest.fixture
def outside() -> str:
    return f"/awards/{made.award_round('open')}/nominate-from-outside"


def on() -> None:
    with transaction():
        switches.turn("nominate-from-outside", True, "Privacy notice, signed")


def test_the_page_without_sign_in_is_not_there_until_it_is_switched_on(
    site: Site, people: People, outside: str
) -> None:
    assert site.get(outside).status == 404
    on()
    page = site.get(outside)
    assert page.status == 200 and "Category 1" in page.text and "Esi" not in page.text
    closed = f"/awards/{made.award_round('closed')}/nominate-from-outside"
    assert "are closed" in site.get(closed).text
    assert site.get(f"/awards/{made.award_round('draft')}/nominate-from-outside").status == 404


def test_a_resident_nominates_in_their_own_words_and_it_waits(site: Site, people: People, outside: str) -> None:
    on()
    round_id = int(outside.split("/")[2])
    path = f"{outside}?category={made.categories_of(round_id)[0]}"
    form = site.get(path).form(path)
    page = site.post(path, form)
    assert page.status == 422 and "Say who you nominate" in " ".join(page.errors)
    sent = {name: "Fast and kind." if name.startswith("words_") else value for name, value in form.items()}
    sent |= {"nominee": "Esi from the bins", "name": "Ann", "contact": "ann@example.org", "origin": "resident"}
    assert site.post(path, sent | {"name": "x" * 121}).status == 422
    for _ in range(2):
        assert site.post(path, sent).status == 303
    found = rows()
    assert [(each.state, each.nominee_words, each.nominee_id) for each in found] == [
        ("draft", "Esi from the bins", None)]  # fmt: skip
    page = site.get(f"/awards/manage/{round_id}/nominations?state=waiting", as_=people.chloe)
    assert "Who is meant?" in page.text and "by the page for people outside" in page.text
    assert "Thank you" in site.get(f"{outside}/thanks").h1
    answers = [site.post(path, sent | {"once": f"another-form-{n}"}).status for n in range(4)]
    assert answers == [303, 303, 303, 429] and len(rows()) == 4
