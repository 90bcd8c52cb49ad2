"""What blocks tell of plans: milestones, measures and exceptions, in their period, and nothing that is kept back."""

from datetime import date, timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.followup.actions import keeping
from engage.programme.models import Item, Measure, MeasurePeriod, Milestone, Plan
from engage.reports.rules.figures import Block
from engage.reports.rules.periods import before
from tests.factories import People
from tests.followup import made as actions
from tests.programme import made_boards as programme
from tests.reports import made
from tests.reports.test_blocks import block, cells
from tests.reports.test_standing import documents
from tests.site import Site

THIS = made.quarter()
LAST = before(THIS)


def said(found: Block) -> str:
    """All sentences of a block."""
    return " ".join(each.words for each in found.sentences)


def milestone(item_id: int, name: str, first: date, due: date | None = None, met: date | None = None) -> int:
    """A milestone of these days; its id."""
    return programme.milestone(item_id, name=name, first_on=first, due_on=due or first, met_on=met)


def test_milestones_count_in_the_period_in_which_they_were_met_or_are_due(site: Site, people: People) -> None:
    item = programme.item(name="Depots")
    milestone(item, "First day", THIS.first, met=THIS.first)
    milestone(item, "Day before", LAST.last, met=LAST.last)
    milestone(item, "Day after", THIS.after)
    milestone(item, "Long open", LAST.first, THIS.first - timedelta(days=5))
    programme.milestone(item, name="Dropped", first_on=THIS.first, due_on=THIS.first, dropped=True)
    found = block("milestones")
    assert cells(found)["Milestones met"] == (1, 1)
    assert cells(found)["Milestones due in the period"] == (1, 2)
    assert cells(found)["Overdue at the end of the period"] == (1, 1)
    assert "Day before" not in said(found) and "Day after" not in said(found) and "Dropped" not in said(found)
    late = next(each for each in found.sentences if "Long open" in each.words)
    assert late.exception and late.evidence and late.evidence.address == f"/programme/items/{item}/standing"
    assert f"First date: {LAST.first.day} " in late.words


def test_a_milestone_that_moved_twice_is_told_once_with_its_first_and_current_date(site: Site, people: People) -> None:
    plan = programme.plan()
    item = programme.item(plan, name="Depots")
    milestone(item, "Contract signed", date(2026, 3, 1), date(2028, 5, 3))
    for was, becomes in (("1 March 2026", "2 April 2027"), ("2 April 2027", "3 May 2028")):
        programme.changed(plan, item, 0, kind="milestone", what="Contract signed", was=was, becomes=becomes)
    programme.changed(plan, item, 0, kind="milestone", what="Added: Other", was="", becomes="1 May 2027")
    found = block("milestones")
    assert cells(found)["Milestones moved"] == (1, 0)
    words = "Depots: Contract signed was moved from 1 March 2026 to 3 May 2028. First date: 1 March 2026."
    moved = [each for each in found.sentences if words in each.words]
    assert len(moved) == 1 and moved[0].exception


def measured(item_id: int, name: str, *figures: tuple[date, int | None, int | None], **more: object) -> int:
    """A measure with periods that begin and end on a day, in hundredths; its id."""
    measure_id = programme.row(Measure, **({"item_id": item_id, "name": name, "unit": "number"} | more))
    for on, target, actual in figures:
        programme.row(MeasurePeriod, measure_id=measure_id, starts_on=on, ends_on=on, target=target, actual=actual)
    return measure_id


def test_what_nobody_knows_of_a_measure_is_never_told_as_nought(site: Site, people: People) -> None:
    item = programme.item(name="Depots")
    measured(item, "Rooms", (LAST.last, 1000, 0), (THIS.first, 1000, None))
    measured(item, "Later", (THIS.after, 5000, 5000))
    found = block("measures")
    assert cells(found) == {"Rooms (Depots): target": ("10", "10"), "Rooms (Depots): actual": (None, "0")}
    assert found.figures[1].why == "Not known" and not found.figures[1].exception


def test_savings_are_added_up_and_a_missed_target_is_an_exception(site: Site, people: People) -> None:
    item, today = programme.item(name="Depots"), THIS.first
    measured(item, "Fuel", (today, 10_050, 9_000), (today - timedelta(days=1), 1, 1), unit="pounds", saving=True)
    measured(item, "Paper", (today, 20_000, 20_000), unit="pounds", saving=True)
    measured(item, "Trained", (today, 10_000, 8_900), unit="percent")
    measured(item, "Waiting", (today, 1_250, 1_300), better="lower")
    found = block("measures")
    assert cells(found)["All savings: target"] == (30_050, 1)
    assert cells(found)["All savings: actual"] == (29_000, 1)
    assert cells(found)["Trained (Depots): actual"] == (89, None)
    assert cells(found)["Waiting (Depots): actual"] == ("13", None)
    assert [each.words for each in found.figures if each.exception] == [
        "Fuel (Depots): actual", "Trained (Depots): actual",
    ]  # fmt: skip


def test_an_exception_is_red_late_or_changed_and_tells_nothing_that_staff_may_not_read(
    site: Site, people: People
) -> None:
    plan = programme.plan(name="People plan")
    red = programme.item(plan, name="Depots", budget_pence=100)
    programme.update(red, trouble=2, status="Secret status")
    programme.risk(red, 5, 5, what="Secret risk")
    programme.spent(red, 98_765)
    programme.milestone(red, -40, name="Roof")
    calm = programme.item(plan, name="Calm")
    programme.update(calm)
    moved = programme.item(plan, name="Moved")
    programme.update(moved)
    programme.changed(plan, moved, 0, what="Dates of Moved", was="May\n2027", reason="The builder gave up")
    programme.changed(plan, None, 0, kind="removed", what="Gone", was="", becomes="", reason="Merged")
    found = block("programme_exceptions")
    assert "Depots (People plan): red. The milestone “Roof” is 40 days overdue. Also counted: " in said(found)
    assert "its risks" in said(found) and "Calm" not in said(found) and "Secret" not in str(found)
    assert "98" not in said(found) and "serious" not in said(found)
    assert (
        "Moved (People plan): changed. Dates of Moved: it was May 2027, and is now 1 June 2027. The builder gave"
        in (said(found))
    )
    assert "Removed: Gone. Merged." in said(found)
    assert cells(found)["Items that are red"] == (1, 0)
    assert cells(found)["Changes of scope, items added or removed too"] == (1, 0)
    assert all(each.exception for each in found.sentences)


def test_changes_and_colours_are_told_in_the_period_that_they_are_of(site: Site, people: People) -> None:
    plan = programme.plan()
    item = programme.item(plan, name="Depots")
    days = (clock.today() - LAST.last).days
    programme.update(item, days, colour="red")
    programme.update(item)
    programme.changed(plan, item, days, kind="scope", what="Name", was="Depot", becomes="Depots")
    found = block("programme_exceptions")
    assert cells(found)["Items that are red"] == (0, 1)
    assert cells(found)["Items that changed"] == (0, 1)
    assert said(found) == "No item is red, late or changed." and not found.sentences[0].exception


@pytest.mark.parametrize("name", ["milestones", "measures", "programme_exceptions"])
def test_archived_plans_are_not_told_and_those_that_staff_do_not_see_are_named_so(
    site: Site, people: People, name: str
) -> None:
    plan = programme.plan(published=False, name="Draft plan")
    item = programme.item(plan, name="Depots", ends_on=clock.today() - timedelta(days=90))
    milestone(item, "Roof", THIS.first)
    measured(item, "Rooms", (THIS.first, 1000, 900))
    told = block(name)
    assert "Depots" in str(told) and "Draft plan (not published to staff)" in told.note
    with transaction():
        db.session.get_one(Plan, plan).archived_at = clock.now()
    assert "Depots" not in str(block(name)) and "Draft plan" not in block(name).note


def test_figures_of_the_programme_and_of_actions_stay_byte_for_byte_after_both_moved_on(
    site: Site, people: People
) -> None:
    plan = programme.plan()
    item = programme.item(plan, name="Depots")
    held, measure_id = milestone(item, "Roof", THIS.first), measured(item, "Rooms", (THIS.first, 1000, 500))
    promised = actions.agreed(people, title="Rota")
    actions.changed(promised, due_on=LAST.last)
    report_id = made.final(people, blocks=("programme_exceptions", "milestones", "measures", "actions"))
    first_made = documents(site, report_id, people.chloe)
    assert b"Roof" in first_made[1] and b"Rooms" in first_made[1] and b"Rota" in first_made[1]
    with transaction():
        db.session.get_one(Milestone, held).met_on = THIS.first
        db.session.query(MeasurePeriod).filter_by(measure_id=measure_id).one().actual = 9_900
        keeping.refuse(promised, "No money.", "Cabinet", people.chloe)
    programme.changed(plan, item, 0)
    assert documents(site, report_id, people.chloe) == first_made
    with transaction():
        db.session.delete(db.session.get_one(Plan, plan))
    assert documents(site, report_id, people.chloe) == first_made


@pytest.mark.parametrize("name", ["milestones", "measures", "programme_exceptions"])
def test_a_block_of_the_programme_costs_as_many_statements_however_many_items(
    site: Site, people: People, name: str
) -> None:
    report_id, plan = made.draft(people, blocks=(name,)), programme.plan()

    def more() -> None:
        item = programme.item(plan, board=programme.board(-5, 5))
        milestone(item, "Roof", THIS.first)
        measured(item, "Rooms", (THIS.first, 1000, 100))
        programme.changed(plan, item, 0, kind="milestone", what="Roof")

    more()
    few = site.post(f"/reports/{report_id}/figures", as_=people.chloe).queries
    for _ in range(3):
        more()
    assert db.session.query(Item).count() == 4
    assert site.post(f"/reports/{report_id}/figures", as_=people.chloe).queries == few <= 28
