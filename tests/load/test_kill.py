"""kill -9 of the whole server in the middle of a load: what was acknowledged counts once, nothing twice."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, Select, func, select

from bench import paper
from bench.client import Respondent, Task, drive
from bench.council import Council, council
from bench.server import Server
from engage.ballots import opened as opened_ballots
from engage.ballots import queries
from engage.ballots.models import Ballot
from engage.core import clock
from engage.core.db import ballot_owner_engine, db, transaction
from engage.surveys.actions import lifecycle
from engage.surveys.jobs import open_the_box
from engage.surveys.models import Invitation, Survey
from engage.surveys.rules import Answers
from engage.surveys.rules.packing import layout, unpack
from tests import conftest

PEOPLE, AT_ONCE, KILLS, ROUND = 120, 8, 4, 9
# Seconds after a new ballot, at most, until the server ends: some are in the slow pause then, some are not.
STRIKE = 0.05
SERVED = ("wsgi:app", "tests.load.slow:app")


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest) -> Iterator[Council]:
    """An open survey that 120 people are asked, on each database."""
    if request.param == "postgresql" and not conftest.POSTGRES:
        if "postgres" in conftest.REQUIRED:
            pytest.fail(conftest.NO_POSTGRES)
        pytest.skip(conftest.NO_POSTGRES)
    with council(PEOPLE, conftest.POSTGRES if request.param == "postgresql" else "", "kill") as found:
        yield found


@pytest.fixture
def server(made: Council) -> Iterator[Server]:
    """Its server, not yet started."""
    found = Server(made.environ)
    yield found
    found.kill()


def look(made: Council) -> tuple[int, set[int]]:
    """How many ballots lie sealed, each under a number of its own, and who is flagged."""
    with ballot_owner_engine().connect() as connection:
        rows, papers = connection.execute(
            select(func.count(), func.count(Ballot.id.distinct())).where(Ballot.box == made.box)
        ).one()
    with transaction():
        flagged = db.session.scalars(
            select(Invitation.person_id).where(Invitation.survey_id == made.survey, Invitation.taken_part)
        )
        found = set(flagged)
    assert rows == papers
    return rows, found


def again(people: list[Respondent]) -> Iterator[Task]:
    """Who is not done goes on in the same browser: whoever had sent their answers sends them once more."""
    waiting = [each for each in people if not each.acknowledged]
    return ((each, each.cast() if each.casting else each.walk()) for each in waiting)


def struck(made: Council, server: Server, people: list[Respondent], seconds: float) -> None:
    """ROUND more are acknowledged; so many seconds after a ballot more than that lies there, the server ends."""
    engine, wanted = ballot_owner_engine(), acknowledged(people) + ROUND
    box = select(func.count()).where(Ballot.box == made.box)

    def kill() -> None:
        while acknowledged(people) < wanted or not _one_more(engine, box, acknowledged(people)):
            time.sleep(0.005)
        time.sleep(seconds)
        server.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    drive(server.port, again(people), AT_ONCE)
    killer.join()


def _one_more(engine: Engine, box: Select[tuple[int]], known: int) -> bool:
    with engine.connect() as connection:
        return connection.execute(box).scalar_one() > known


def acknowledged(people: list[Respondent]) -> int:
    """How many have been told that their answers are in."""
    return sum(each.acknowledged for each in people)


def opened(made: Council) -> Counter[str]:
    """Close, open the box, and read the answers that came out."""
    with transaction():
        lifecycle.close(db.session.get_one(Survey, made.survey), clock.now())
    open_the_box({"survey": made.survey})
    with transaction():
        assert queries.counts(made.box) == queries.Counts(PEOPLE, PEOPLE, 0, 0)
        places = layout(made.paper)
        return Counter(written(unpack(places, each["answers"])) for each in opened_ballots.answers(made.box))


def written(answers: Answers) -> str:
    """The choices, without the comments, in one writing."""
    return json.dumps({code: answers[code] for code in sorted(answers) if code.startswith("Q")})


def test_whoever_was_acknowledged_is_counted_once_however_often_the_server_is_killed(
    made: Council, server: Server
) -> None:
    luck = random.Random(20270301)
    given = [paper.answers(luck, made.paper) for _ in made.cookies]
    people = [
        Respondent(cookie, paper.bodies(made.paper, each), made.survey, scripts=at % 2 == 0)
        for at, (cookie, each) in enumerate(zip(made.cookies, given, strict=True))
    ]
    between = 0
    for kill in range(KILLS):
        server.start(SERVED[kill % len(SERVED)])
        struck(made, server, people, luck.uniform(0.0, STRIKE))
        ballots, flagged = look(made)
        assert {at for at, each in enumerate(people, 1) if each.acknowledged} <= flagged
        assert len(flagged) <= ballots <= sum(each.casting for each in people)
        between += ballots - len(flagged)
    # Whoever lay between the two commits is whom this is about: without any, nothing would be shown.
    assert between
    server.start()
    drive(server.port, again(people), AT_ONCE)
    assert all(each.acknowledged for each in people)
    assert look(made) == (PEOPLE, set(range(1, PEOPLE + 1)))
    assert opened(made) == Counter(map(written, given))
