"""Blocks of the programme: managers trained, and equality targets that tell nothing of a small group."""

from datetime import date, timedelta

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Training
from engage.programme.actions import equality
from engage.programme.models import MeasurePeriod
from engage.programme.queries import equality as queries
from engage.programme.rules.equality import Key
from engage.programme.rules.equality_file import Line
from tests.factories import UNITS
from tests.programme import made_boards as programme
from tests.reports.test_blocks import block, cells

DISABILITY = Key("Workforce", "Disability")


def _taken(disabled: int) -> None:
    day = clock.today() - timedelta(days=1)
    people = {"Disabled": disabled, "Not disabled": 3900}
    equality.take(queries.looked([Line(2, day, DISABILITY, name, n, 5100) for name, n in people.items()], ()))


def test_managers_trained_are_told_for_each_course_an_item_counts(app, people):
    assert "No item of the programme" in block("managers_trained").sentences[0].words
    programme.item(course="Managing people", trainer_course="Train others")
    with transaction():
        db.session.add(Training(person_id=people.femi, course="Managing people", done_on=clock.today(), origin="entry"))
    found = cells(block("managers_trained"))
    assert found["Managing people: managers trained"] == (1, 0) and found["Managing people: trainers"] == (0, 0)
    assert cells(block("managers_trained", UNITS.people_team))["Managing people: managers trained"][1] == 0


def test_equality_targets_are_told_with_their_declaration_and_hidden_shares_are_not(app, people):
    assert block("equality").figures == ()
    measure_id = programme.measure(programme.item(), (1_500, None), unit="percent")
    with transaction():
        row = db.session.get_one(programme.Measure, measure_id)
        (period,) = db.session.query(MeasurePeriod)
        period.ends_on = date(clock.today().year + 1, 1, 1)
        _taken(612)
        equality.link(row, DISABILITY, "Disabled")
    found = block("equality")
    told = {words: this for words, (this, _) in cells(found).items()}
    words = "Workforce, Disability: Disabled"
    assert told == {words: 14, f"{words}, target": 15, "Workforce, Disability: declared": 88}
    assert [each.exception for each in found.figures] == [True, False, False]
    with transaction():
        _taken(7)
    assert cells(block("equality"))[words] == (None, None)
