"""Feedback rounds of the demonstration: one whose reports are made, one that collects answers."""

import hashlib
import json
import random
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from engage.ballots import actions as box
from engage.ballots.queries import backups
from engage.core import clock, switches
from engage.core.db import db, transaction
from engage.demo.days import at_five
from engage.directory import queries_framework
from engage.directory.models import Person
from engage.directory.queries_finding import find, manager_of
from engage.values.actions import (
    feedback_casting,
    feedback_key,
    feedback_lists,
    feedback_rounds,
    feedback_sharing,
)
from engage.values.jobs_feedback import open_the_box
from engage.values.models import FeedbackReviewer, FeedbackRound
from engage.values.queries import feedback_items
from engage.values.rules.feedback_report import RATINGS, UNSEEN, Relation
from engage.values.rules.feedback_round import asked_about, from_text

WHY = "Demonstration: no assessment was signed, and everybody in it is made up."
DONE, RUNNING = "Feedback, autumn 2026", "Feedback, spring 2027"
INTRO = "To hear how you come across, and to choose one thing to do more of. It is not an appraisal."
# By the value of the demonstration's framework (demo/framework.py).
SAID = (
    ("kind", "When the rota fell apart in November she rang round herself and asked what each of us could manage.",
     "Nobody was put on two lates in a row, and the new starter stayed."),
    ("kind", "She stayed on after a hard visit to go through it with a newer colleague.",
     "They asked for the next one together."),
    ("open", "Told the partner meeting plainly that the referral form does not work for us.",
     "It is being changed. A word with us before would have helped, as we were surprised."),
    ("together", "Brought the hospital team’s checklist over and tried it with two of us first.",
     "Fewer calls back in the first week home."),
    ("together", "I only hear of changes when they are decided.", "I would have had a suggestion or two."),
)  # fmt: skip

NOTHING = ("", "", "")


def build(luck: random.Random, today: date) -> None:
    """Both rounds, through the same actions as anybody's."""
    with transaction():
        switches.turn("feedback-rounds", True, WHY)
    amara = _by_number("D0001")
    team = [each.id for each in find("Reablement") if each.id not in {amara, manager_of(amara)}][:7]
    done = _collecting(DONE, amara, team[:5], days=14)
    _answered(luck, done, amara, SAID)
    _reported(done, amara)
    running = _collecting(RUNNING, team[5], [amara, *team[:4]], days=12)
    _answered(luck, running, team[5], (), but=amara)


def _by_number(number: str) -> int:
    return int(db.session.scalars(select(Person.id).where(Person.employee_number == number)).one())


def _collecting(title: str, about: int, peers: Sequence[int], days: int) -> int:
    """A round about one person that takes answers; its id."""
    with transaction():
        framework = queries_framework.in_force(clock.today())
        assert framework is not None  # noqa: S101  # published above
        items = [item for item, chosen in feedback_items.offered(framework) if chosen][:15]
        found = feedback_rounds.create(title, framework.id, items, _by_number("D0003"), clock.now())
        found.intro, found.closes_at = INTRO, at_five(days)
        db.session.flush()
        feedback_rounds.invite(found, about)
        feedback_rounds.open_round(found)
        feedback_lists.join(found, about)
        for each in peers:
            feedback_lists.add(found, about, each, Relation.PEER)
        feedback_lists.send(found, about)
        feedback_lists.approve(found, about, feedback_lists.fingerprint(found.id, about), "")
        feedback_key.make(found)
        file, code = feedback_key.back_up(found, "Demonstration holder")
        feedback_key.try_backup(found, file, code)
        feedback_rounds.collect(found, clock.now())
        round_id = found.id
    return round_id


def _answered(
    luck: random.Random, round_id: int, about: int, said: Sequence[tuple[str, str, str]], but: int = 0
) -> None:
    """Everybody who is asked answers, apart from the person `but`."""
    with transaction():
        found = db.session.get_one(FeedbackRound, round_id)
        items = asked_about(from_text(found.asked), manages=False)
        rows = select(FeedbackReviewer.reviewer_id).where(FeedbackReviewer.round_id == round_id)
        values = list(dict.fromkeys(item.value for item in items))
        peers = set(db.session.scalars(rows.where(FeedbackReviewer.relation == Relation.PEER)))
        words = iter(said)
        for reviewer in db.session.scalars(rows.order_by(FeedbackReviewer.reviewer_id)).all():
            if reviewer == but:
                continue
            ratings = {item.key: _rating(luck, item.key) for item in items}
            value, saw, led_to = next(words, NOTHING) if reviewer in peers else NOTHING
            comments = {value if value in values else values[0]: json.dumps([saw, led_to])} if saw else {}
            feedback_casting.cast(round_id, about, reviewer, box.new_ballot_id(), ratings, comments)


def _rating(luck: random.Random, key: str) -> str:
    """Leaning to one side of the scale by what is asked, as people agree more about some things than others."""
    lean = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3
    weights = ((0, 1, 3, 6, 6), (1, 3, 6, 3, 1), (0, 1, 2, 6, 5))[lean]
    return luck.choices((*RATINGS, UNSEEN), (*weights, 2))[0]


def _reported(round_id: int, about: int) -> None:
    """Closed, opened, gone through with Chloe, and shared with the manager."""
    coach = _by_number("D0003")
    with transaction():
        feedback_rounds.close(db.session.get_one(FeedbackRound, round_id), clock.now())
    open_the_box({"round": round_id})
    with transaction():
        found = db.session.get_one(FeedbackRound, round_id)
        for backup in backups(found.box or ""):
            feedback_key.confirm_destroyed(found, backup.number)
        feedback_sharing.take_as_coach(found, about, coach)
        feedback_sharing.note_conversation(found, about, coach, clock.today() - timedelta(days=3), clock.now())
        feedback_sharing.share_with_manager(found, about, clock.now())
        found.closes_at = found.closed_at = clock.now() - timedelta(days=20)
