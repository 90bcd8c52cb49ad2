"""Plans from a file: looked at, taken in, given back as they came; the shared file of five plans."""

import csv
import io
from pathlib import Path

import pytest

from engage.core.db import db, transaction
from engage.programme.models import Heading, Item, ItemChange, Measure, MeasurePeriod, Milestone, Output, Plan, Session
from engage.programme.rules.plan_lines import COLUMNS
from tests.programme import made
from tests.programme.test_import_rules import SHARED

HERE = "/programme/manage/import"
FILE = """plan,level_1,item,kind,description,from,to,group,amount_gbp,target_percent,lead
Our plan,People,Skills,project,Learn more,2027-04,2028-03,,25000,,chloe@anytown.example
Our plan,People,Skills,quarterly output,,2027-04,2027-06,,,,
Our plan,,Turnover,measure,,2027-04,2028-03,,,9.5,
Our plan,Money,Printing,saving,,2027-04,2028-03,,1200000000,,
Our plan,Money,Printing,milestone,,,2027-09,,,,
Our plan,,Lead well,session,,2027-05,2027-05,Managers,300,,
"""


def bring(site, people, text, name="plans.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    site.get(HERE, as_=people.chloe)
    return site.post(HERE, {"file": (io.BytesIO(data), name)}, as_=people.chloe)


def take(site, people, text, **more):
    answer = bring(site, people, text)
    assert answer.status == 303, answer.errors
    return site.post(f"{answer.location}/take", more, as_=people.chloe)


def rows_of(site, people, plan_id):
    data = site.get(f"/programme/manage/plans/{plan_id}/plan.csv", as_=people.chloe).data
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_file_is_looked_at_first_and_each_kind_of_row_becomes_its_part(site, people):
    answer = bring(site, people, FILE)
    page = site.follow(answer, as_=people.chloe)
    assert "4 items added, 0 changed, 0 left" in page.text and not db.session.query(Plan).count()
    assert site.post(f"{answer.location}/take", as_=people.chloe).status == 303
    assert site.get(answer.location, as_=people.chloe).status == 404
    skills = db.session.query(Item).filter_by(name="Skills").one()
    assert (skills.kind, skills.budget_pence, skills.lead_id) == ("project", 2_500_000, people.chloe)
    assert db.session.query(Output.quarter_on).scalar().isoformat() == "2027-04-01"
    assert db.session.query(Milestone.due_on).scalar().isoformat() == "2027-09-30"
    saving = db.session.query(Measure).filter_by(saving=True).one()
    assert saving.unit == "pounds" and db.session.query(MeasurePeriod.target).filter_by(measure_id=saving.id).scalar() \
        == 120_000_000_000  # fmt: skip
    assert db.session.query(MeasurePeriod.target).order_by(MeasurePeriod.target).first().target == 950
    assert db.session.query(Session.group, Session.cost_pence).one() == ("Managers", 30_000)
    assert [row.name for row in db.session.query(Heading).order_by(Heading.position)] == ["People", "Money"]
    plan = db.session.query(Plan).one()
    assert plan.level_names == "Level 1" and plan.published_at is None


def test_the_same_file_again_changes_nothing_and_a_download_is_read_back(site, people):
    take(site, people, FILE)
    assert "Everything is there already" in site.follow(bring(site, people, FILE), as_=people.chloe).text
    answer = bring(site, people, FILE)
    assert site.post(f"{answer.location}/take", as_=people.chloe).status == 409
    plan_id = db.session.query(Plan.id).scalar()
    data = site.get(f"/programme/manage/plans/{plan_id}/plan.csv", as_=people.chloe).data
    assert "Everything is there already" in site.follow(bring(site, people, data), as_=people.chloe).text
    book = site.get(f"/programme/manage/plans/{plan_id}/plan.xlsx", as_=people.chloe).data
    again = bring(site, people, book, "plan.xlsx")
    assert book.startswith(b"PK") and "Everything is there already" in site.follow(again, as_=people.chloe).text


def test_a_changed_file_says_what_would_change_and_a_published_plan_asks_why(site, people):
    take(site, people, FILE)
    with transaction():
        db.session.query(Plan).one().published_at = db.session.query(Plan).one().created_at
    changed = FILE.replace("25000", "30000").replace("2027-09,", "2027-12,") + "Our plan,,New,project,,,,,,,\n"
    answer = bring(site, people, changed)
    page = site.follow(answer, as_=people.chloe)
    assert "1 item added, 2 changed, 2 left" in page.text and "£25,000” becomes “£30,000" in page.text
    refused = site.post(f"{answer.location}/take", as_=people.chloe)
    assert refused.status == 422 and "Say why" in refused.errors[0] and db.session.query(Item).count() == 4
    assert site.post(f"{answer.location}/take", {"reason": "The board said so"}, as_=people.chloe).status == 303
    kinds = {row.kind for row in db.session.query(ItemChange)}
    assert kinds == {"added", "budget", "milestone"}
    assert {row.reason for row in db.session.query(ItemChange)} == {"The board said so"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The file is empty."),
        ("plan,item,kind\n", "There is no row"),
        ("plan,item\nP,I\n", "no column “kind”"),
        ("plan,item,kind,colour\nP,I,project,red\n", "“colour” is no column of a plan"),
        ("plan,item,kind,item\nP,I,project,J\n", "The column “item” is there twice."),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"plan,item,kind\nP,\x81\x8d,project\n", "cannot be read"),
        ("plan,item,kind\nMANY", "100,000 rows. Upload at most 5,000"),
        ('plan,item,kind\nP,"I,project\n', "a quotation mark in it is not closed"),
    ],
)
def test_a_file_that_is_no_use_is_one_clear_error(site, people, text, says):
    page = bring(site, people, text.replace("MANY", "P,I,project\n" * 100_000) if isinstance(text, str) else text)
    assert page.status == 422 and len(page.errors) == 1 and says in page.errors[0]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("P,=1+1,project,,", "Row 2, item: “=1+1” begins as a formula does"),
        ("P,I,project,LONG,", "Row 2, description: it has more than 5,000 characters."),
        ("P,I,saving,,-5", "Row 2, amount_gbp: “-5” is below 0."),
        ("P,I,project,,999999999999999", "Row 2, amount_gbp: “999999999999999” is too large"),
        ("P,I,project,One,\nP,I,module,Two,", "Row 3, description: row 2 says something else"),
    ],
)  # fmt: skip
def test_every_mistake_is_named_with_row_and_column_and_nothing_is_taken_in(site, people, row, says):
    answer = bring(site, people, f"plan,item,kind,description,amount_gbp\n{row.replace('LONG', 'x' * 50_000)}\n")
    page = site.follow(answer, as_=people.chloe)
    assert says in page.text and "nothing can be taken in" in page.text
    assert site.post(f"{answer.location}/take", as_=people.chloe).status == 409 and not db.session.query(Plan).count()


def test_an_unknown_lead_officer_and_a_measure_in_another_unit_are_told(site, people):
    text = FILE.replace("chloe@", "nobody@")
    assert "“nobody@anytown.example” is nobody here" in site.follow(bring(site, people, text), as_=people.chloe).text
    take(site, people, FILE)
    text = "plan,item,kind,from,to,amount_gbp\nOur plan,Turnover,measure,2028-04,2029-03,5\n"
    assert "another unit" in site.follow(bring(site, people, text), as_=people.chloe).text


def test_an_upload_is_its_owners_and_the_import_is_the_od_teams(site, people):
    assert site.get(HERE, as_=people.amara).status == 403 and site.get(HERE).status == 303
    assert site.get(f"{HERE}/{'0' * 32}", as_=people.chloe).status == 404
    plan_id = made.plan(name="Our plan")
    assert site.get(f"/programme/manage/plans/{plan_id}/plan.csv", as_=people.amara).status == 403


def test_all_five_plans_of_the_shared_file_come_in_show_and_go_out_as_they_came(site, people):
    if not SHARED.is_file():
        pytest.skip("no ../shared/data/programmes/programmes.csv beside this clone")
    there = list(csv.DictReader(io.StringIO(SHARED.read_text(encoding="utf-8"), newline="")))
    assert take(site, people, SHARED.read_bytes()).status == 303
    plans = db.session.query(Plan).order_by(Plan.id).all()
    assert len(plans) == len({row["plan"] for row in there}) == 5
    out = []
    for plan in plans:
        assert site.get(f"/programme/plans/{plan.id}", as_=people.chloe).h1 == plan.name
        assert site.get(f"/programme/plans/{plan.id}/grid", as_=people.chloe).status == 200
        item = db.session.query(Item.id).filter_by(plan_id=plan.id).first()[0]
        assert site.get(f"/programme/manage/items/{item}/edit", as_=people.chloe).status == 200
        out += [{name: row[name] for name in COLUMNS} for row in rows_of(site, people, plan.id)]
    assert out == there
    assert "Everything is there already" in site.follow(bring(site, people, SHARED.read_bytes()), as_=people.chloe).text


def test_no_code_names_a_plan_of_the_shared_file():
    if not SHARED.is_file():
        pytest.skip("no ../shared/data/programmes/programmes.csv beside this clone")
    root = Path(__file__).resolve().parents[2]
    names = {row["plan"] for row in csv.DictReader(io.StringIO(SHARED.read_text(encoding="utf-8"), newline=""))}
    for folder in ("engage", "templates", "migrations"):
        for file in (root / folder).rglob("*"):
            if file.suffix in (".py", ".html"):
                text = file.read_text(encoding="utf-8")
                assert not [name for name in names if name in text], file
