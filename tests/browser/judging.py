"""A round with a panel of Amara and Bryn, laid beside a running demonstration (python -m tests.browser.judging)."""

import secrets
import sys

from sqlalchemy import select

from engage import create_app
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.recognition.actions import judging_panels, judging_scoring
from engage.recognition.models import (
    AwardCategory,
    AwardCriterion,
    AwardRound,
    AwardScheme,
    Nomination,
    NominationAnswer,
)
from engage.recognition.rules.panels import JudgingStage

TITLE, PANEL, WORDS = "Awards by keyboard", "Keyboard panel", "The rota held, and nobody was put on two lates."


def make() -> str:
    """The round, in its shortlisting; Bryn has declared. Answers the numbers of round and panel."""
    numbers = ("D0001", "D0002")
    with transaction():
        judges = [db.session.scalars(select(Person.id).where(Person.employee_number == each)).one() for each in numbers]
        others = select(Person.id).where(Person.employee_number.between("D0750", "D1100")).order_by(Person.id)
        nominees = db.session.scalars(others).all()[::30][:6]
        category = AwardCategory(position=1, name="Quiet achiever", nominees="person", criteria=[
            AwardCriterion(position=n, name=name) for n, name in enumerate(("What they did", "What came of it"), 1)
        ])  # fmt: skip
        found = AwardRound(scheme=AwardScheme(name=TITLE), title=TITLE, stage="shortlisting", judges_each=2,
                           created_at=clock.now(), anchors='["Weak", "", "Good", "", "Outstanding"]',
                           categories=[category])  # fmt: skip
        db.session.add(found)
        db.session.flush()
        for nominee in nominees:
            answers = [NominationAnswer(criterion_id=each.id, words=WORDS) for each in category.criteria]
            db.session.add(Nomination(
                category_id=category.id, nominee_id=nominee, nominator_name="A resident", origin="resident",
                state="submitted", made_at=clock.now(), once=secrets.token_hex(8), answers=answers,
            ))  # fmt: skip
        panel = judging_panels.create(found, JudgingStage.SHORTLIST, judging_panels.Terms(PANEL, (category.id,), None))
        judging_panels.add_judges(panel, judges, clock.now())
        bryn = next(each for each in panel.judges if each.person_id == judges[1])
        judging_scoring.declare(bryn, (), "", clock.now())
        return f"{found.id} {panel.id}"


if __name__ == "__main__":
    with create_app().app_context():
        sys.stdout.write(make())
