"""How long a release takes to compute, and its pages to draw: opened answers of a whole borough, made at once."""

import json
import random
import secrets
import time
from statistics import median

from sqlalchemy import insert, select, update

from bench import paper
from bench.council import Council, council
from engage.ballots.models import BallotBox
from engage.ballots.opened import OpenedAnswers
from engage.ballots.rules import Phase
from engage.core import clock
from engage.core.db import ballot_owner_engine, ballot_transaction, db, transaction
from engage.directory.models import RoleGrant
from engage.surveys.models import Invitation, Survey
from engage.surveys.models import Release as Stored
from engage.surveys.release import compute
from engage.surveys.rules import Stage

SIZES = (2_000, 20_000)
TIMES = 7


def main() -> None:
    """Print the table."""
    print("\n| respondents | items | units | groups shown | release s | results page ms | group page ms | heatmap ms |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    for people in SIZES:
        with council(people, items=paper.ITEMS + paper.COMMENTS) as made:
            units = answered(made)
            began = time.process_time()
            with transaction():
                head = json.loads(compute(made.survey).head)
            seconds = time.process_time() - began
            published(made)
            shown = " | ".join(f"{each:.1f}" for each in pages(made, head["blocks"][-1]["code"]))
            blocks, items = len(head["blocks"]), len(head["items"])
            print(f"| {people:,} | {items} | {units} | {blocks} | {seconds:.1f} | {shown} |", flush=True)


def answered(made: Council) -> int:
    """Everybody's opened answers, leaning by unit, as they lie once a box is opened; answers how many units."""
    luck = random.Random(11)
    with transaction():
        groups = db.session.scalars(
            select(Invitation.group_code).where(Invitation.survey_id == made.survey).order_by(Invitation.person_id)
        ).all()
        survey = db.session.get_one(Survey, made.survey)
        survey.stage, survey.closes_at = Stage.CLOSED, clock.now()
        counted = {"ballots": len(groups), "flags": len(groups), "unreadable": 0, "late": 0}
        opened = {"phase": Phase.KEY_DESTROYED, "key_destroyed_at": clock.now(), **counted}
        db.session.execute(update(BallotBox).where(BallotBox.code == made.box).values(opened))
        db.session.execute(update(Invitation).where(Invitation.survey_id == made.survey).values(taken_part=True))
        units = len(json.loads(survey.units))
    leaning = {group: luck.gauss(0.0, 0.12) for group in sorted(set(groups))}
    rows = [
        {"box": made.box, "id": secrets.token_bytes(16), "payload": json.dumps(_payload(luck, made, group, leaning))}
        for group in groups
    ]
    with ballot_transaction(ballot_owner_engine()) as connection:
        connection.execute(insert(OpenedAnswers), rows)
    return units


def _payload(luck: random.Random, made: Council, group: str, leaning: dict[str, float]) -> dict[str, object]:
    given = paper.answers(luck, made.paper, leaning[group])
    answers = {code: value for code, value in given.items() if code.startswith("Q")}
    return {"group": group, "characteristics": {}, "answers": answers}


def published(made: Council) -> None:
    """As if the OD team had published it."""
    with transaction():
        db.session.execute(update(Survey).where(Survey.id == made.survey).values(stage=Stage.RELEASED))
        db.session.execute(update(Stored).values(published_at=clock.now()))


def pages(made: Council, block: str) -> list[float]:
    """Milliseconds of processor time of the results page, of one group's, and of the heatmap, for the OD team."""
    with transaction():
        if db.session.get(RoleGrant, (1, "od")) is None:
            db.session.add(RoleGrant(person_id=1, role="od"))
    client = made.app.test_client()
    client.set_cookie("engage", made.cookies[0].partition("=")[2], domain="localhost")
    paths = ("results", f"results/groups/{block}", "results/heatmap")
    return [median(_seconds(client, f"/surveys/{made.survey}/{path}") for _ in range(TIMES)) * 1000 for path in paths]


def _seconds(client: object, path: str) -> float:
    began = time.process_time()
    reply = client.get(path)  # type: ignore[attr-defined]  # a Flask test client
    assert reply.status_code == 200, (path, reply.status_code)
    return time.process_time() - began
