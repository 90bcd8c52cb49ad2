"""What the block of actions tells: each in its period, with its link, and no proposal."""

from datetime import datetime, timedelta

from engage.core import clock
from engage.core.db import db, transaction
from engage.followup.actions import keeping, standing
from engage.followup.models import ActionUpdate
from engage.reports.rules.periods import before
from tests.factories import UNITS, People
from tests.followup import made as actions
from tests.reports import made
from tests.reports.test_blocks import block, cells
from tests.site import Site

THIS = made.quarter()
LAST = before(THIS)
END = "at the end of the period"


def written(action_id: int, *at: datetime) -> int:
    """As if its updates had been written at these times, in their order."""
    with transaction():
        rows = db.session.query(ActionUpdate).filter_by(action_id=action_id).order_by(ActionUpdate.id)
        for row, moment in zip(rows, at, strict=False):
            row.at = moment
    return action_id


def test_actions_are_told_by_where_they_stood_when_each_period_ended(site: Site, people: People) -> None:
    moment = clock.begins(LAST.last)
    written(actions.agreed(people), moment)
    begun = actions.agreed(people)
    with transaction():
        standing.update(begun, "It has begun.", "", people.esi, False)
    written(begun, moment, clock.now())
    done = actions.agreed(people, title="Done last time")
    with transaction():
        standing.say_done(done, "All of it.", "", people.esi)
    actions.changed(done, ended_on=LAST.last)
    written(done, moment, moment)
    actions.proposed(people, title="Secret proposal")
    found = block("actions")
    assert cells(found)[f"Agreed, {END}"] == (1, 2)
    assert cells(found)[f"Under way, {END}"] == (1, 0)
    assert cells(found)["Promised in the period"] == (0, 3)
    assert cells(found)["Done in the period"] == (0, 1)
    assert "Secret" not in str(found) and "Done last time" not in str(found)


def test_each_end_and_each_overdue_action_is_a_line_with_a_link_to_it(site: Site, people: People) -> None:
    refused = actions.refused(people, title="Free parking")
    done = actions.agreed(people, title="Gloves")
    with transaction():
        standing.say_done(done, "They are there.", "", people.esi)
    late = actions.changed(actions.agreed(people, title="Rota"), due_on=THIS.first - timedelta(days=3))
    found = block("actions")
    told = {each.evidence.address: each for each in found.sentences if each.evidence}
    assert told[f"/actions/{refused}"].words == (
        "Free parking: we can’t. There is no money for it. Decided by: Cabinet, 3 March 2027."
    )
    assert told[f"/actions/{done}"].words == "Gloves: Done." and not told[f"/actions/{done}"].exception
    assert told[f"/actions/{late}"].exception and told[f"/actions/{refused}"].exception
    assert {each.words for each in found.figures if each.exception} == {
        "Decided in the period: we can’t", "Overdue at the end of the period",
    }  # fmt: skip
    for address in told:
        assert site.get(address, as_=people.amara).status == 200


def test_what_was_carried_over_was_overdue_by_its_day_before(site: Site, people: People) -> None:
    due = LAST.last - timedelta(days=3)
    action_id = actions.changed(written(actions.agreed(people), clock.begins(LAST.first)), due_on=due, year=2020)
    assert cells(block("actions"))["Overdue at the end of the period"] == (1, 1)
    with transaction():
        onward = keeping.Onward(action_id, clock.today() + timedelta(days=40), "It goes on.")
        keeping.carry_over([onward], people.chloe)
    assert cells(block("actions"))["Overdue at the end of the period"] == (0, 1)


def test_a_directorate_has_its_own_actions_and_not_the_corporate_ones(site: Site, people: People) -> None:
    actions.agreed(people)
    actions.agreed(people, code=None)
    assert cells(block("actions"))["Promised in the period"] == (2, 0)
    assert cells(block("actions", UNITS.place))["Promised in the period"] == (1, 0)
    assert "Corporate actions" in block("actions", UNITS.place).note
    assert cells(block("actions", UNITS.adults))["Promised in the period"] == (0, 0)


def test_actions_cost_as_many_statements_however_many_there_are(site: Site, people: People) -> None:
    report_id = made.draft(people, blocks=("actions",))
    actions.refused(people)
    few = site.post(f"/reports/{report_id}/figures", as_=people.chloe).queries
    for _ in range(3):
        actions.refused(people)
        actions.said_done(people)
    assert site.post(f"/reports/{report_id}/figures", as_=people.chloe).queries == few <= 22
