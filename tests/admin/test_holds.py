"""Legal holds: an administrator sets, reviews and lifts them; what is wrong is said and nothing typed is lost."""

from datetime import timedelta

import pytest

from engage.core import clock, holding, holds
from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.directory.models import Person
from tests.factories import People
from tests.site import Site

PAGE = "/admin/retention/holds"
REASON = "Tribunal case 2027/14"


def number_of(person_id: int) -> str:
    return db.session.get_one(Person, person_id).employee_number


def held(people: People) -> int:
    with transaction():
        return holding.set_hold(REASON, people.dev, clock.now(), person_id=people.amara).id


def test_dev_holds_everything_about_amara_who_has_left(site: Site, people: People) -> None:
    with transaction():
        db.session.get_one(Person, people.amara).leaves_on = clock.today() - timedelta(days=9)
    sent = {"covers": "person", "number": number_of(people.amara), "reason": REASON}
    assert site.post(PAGE, sent, as_=people.dev).location.endswith(PAGE)
    page = site.get(PAGE, as_=people.dev)
    assert "Everything about Amara" in page.text and REASON in page.text and "Dev" in page.text
    (row,) = holds.holds()
    assert (row.person_id, row.unit_id, row.kind) == (people.amara, None, "")
    (event,) = db.session.query(AuditEvent).filter_by(kind="legal hold")
    assert event.act == "set" and REASON not in event.facts


@pytest.mark.parametrize(("covers", "field"), [("unit", "unit"), ("kind", "kind")])
def test_dev_holds_a_unit_or_a_kind_of_record(site: Site, people: People, covers: str, field: str) -> None:
    value = str(db.session.get_one(Person, people.amara).posts[0].unit_id) if covers == "unit" else "codes"
    assert site.post(PAGE, {"covers": covers, field: value, "reason": REASON}, as_=people.dev).status == 303
    (row,) = holds.holds()
    assert str(getattr(row, "unit_id" if covers == "unit" else "kind")) == value
    found = "Everything of" if covers == "unit" else "Kind of record: One-time codes"
    assert found in site.get(PAGE, as_=people.dev).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose what must be kept"),
        ({"covers": "person", "reason": REASON}, "Enter an employee number"),
        ({"covers": "person", "number": "nobody", "reason": REASON}, "Nobody has this"),
        ({"covers": "unit", "reason": REASON}, "Choose a unit"),
        ({"covers": "unit", "unit": "999999", "reason": REASON}, "Not a valid choice"),
        ({"covers": "kind", "reason": REASON}, "Choose a kind"),
        ({"covers": "kind", "kind": "codes"}, "Say why"),
        ({"covers": "kind", "kind": "codes", "reason": "x" * 501}, "at most 500"),
    ],
)
def test_what_is_wrong_is_said_once_and_what_was_typed_stays(site: Site, people: People, sent, said) -> None:
    page = site.post(PAGE, sent, as_=people.dev)
    assert page.status == 422 and page.title.startswith("Error: ")
    (summary,) = page.select(".govuk-error-summary")
    assert said in summary.text_content()
    assert all(str(each).encode() in page.data for each in (sent.get("reason", ""), sent.get("number", "")))
    assert not holds.holds()


def test_none_of_the_three_is_called_optional_and_it_is_said_that_one_is_needed(site: Site, people: People) -> None:
    page = site.get(PAGE, as_=people.dev)
    (group,) = [each for each in page.select("form fieldset") if each.get("aria-describedby") == "one-of-three"]
    assert len(group.cssselect("input, select")) == 3 and "optional" not in group.text_content()
    (hint,) = group.cssselect("#one-of-three")
    assert "Fill in the one that you chose" in hint.text_content()
    missing = site.post(PAGE, {"covers": "unit", "unit": "", "kind": "codes", "reason": REASON}, as_=people.dev)
    assert missing.errors == ["Choose a unit: the hold is for one unit."]


def test_the_same_is_not_held_twice(site: Site, people: People) -> None:
    held(people)
    sent = {"covers": "person", "number": number_of(people.amara), "reason": "Another"}
    page = site.post(PAGE, sent, as_=people.dev)
    assert page.status == 422 and "covers this already" in page.text and len(holds.holds()) == 1


def test_dev_is_reminded_each_year_and_keeps_or_lifts_it(site: Site, people: People) -> None:
    number = held(people)
    assert "Review legal holds" not in site.get("/", as_=people.dev).text
    with transaction():
        holds.hold(number).review_on = clock.today()
    assert "1 legal hold is due for review" in site.get("/", as_=people.dev).text
    assert "Review legal holds" not in site.get("/", as_=people.chloe).text
    assert "Review now" in site.get(PAGE, as_=people.dev).text
    assert site.post(f"{PAGE}/{number}/review", as_=people.dev).status == 303
    assert holds.hold(number).review_on == clock.months_after(clock.today(), 12)
    assert "Review legal holds" not in site.get("/", as_=people.dev).text
    page = site.post(f"{PAGE}/{number}/lift", {"why": ""}, as_=people.dev)
    assert page.status == 422 and "Say why it ends" in page.text
    assert site.post(f"{PAGE}/{number}/lift", {"why": "Settled"}, as_=people.dev).status == 303
    shown = site.get(PAGE, as_=people.dev).text
    assert "Lifted" in shown and "Settled" in shown and REASON in shown  # never dropped
    assert site.post(f"{PAGE}/{number}/lift", {"why": "Again"}, as_=people.dev).status == 409
    assert "Lifted on" in site.get(f"{PAGE}/{number}", as_=people.dev).text


def test_holds_are_the_administrators_alone_and_another_number_is_404(site: Site, people: People) -> None:
    number = held(people)
    for who in (people.amara, people.chloe, people.femi):
        assert site.get(PAGE, as_=who).status == site.get(f"{PAGE}/{number}", as_=who).status == 403
        assert site.post(f"{PAGE}/{number}/lift", {"why": "x"}, as_=who).status == 403
    assert site.get(PAGE).location.startswith("/sign-in")
    assert site.get(f"{PAGE}/{number + 1}", as_=people.dev).status == 404


def test_more_holds_cost_no_more_statements(site: Site, people: People) -> None:
    held(people)
    few = site.query_count(PAGE, as_=people.dev)
    with transaction():
        for name in ("codes", "thanks", "stories-shown"):
            holding.set_hold(REASON, people.dev, clock.now(), kind=name)
    assert site.query_count(PAGE, as_=people.dev) == few
