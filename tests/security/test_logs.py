"""What lies in the log after answering, casting, failing and attacking: nothing about anybody."""

import io
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from engage.ballots import actions as box
from engage.core.logs import JsonLines
from tests.factories import People
from tests.security import routes
from tests.site import Site
from tests.surveys import taken

SECRET = "the-thing-nobody-should-read"


@pytest.fixture
def log(app: Flask) -> Iterator[io.StringIO]:
    """Everything that any logger writes, as the service formats it, from INFO on."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    level = app.logger.level
    app.logger.setLevel(logging.DEBUG)
    for logger in (app.logger, logging.getLogger()):
        logger.addHandler(handler)
    yield out
    app.logger.setLevel(level)
    for logger in (app.logger, logging.getLogger()):
        logger.removeHandler(handler)


def answering(site: Site, people: People, survey: int) -> list[int]:
    """Amara answers every section, one of them wrongly, and sends; the statuses."""
    site.get(f"/surveys/{survey}/answer", as_=people.amara)
    said = {"Q1": "5", "Q2": "4", "P1": "N", "X1": SECRET}
    statuses = [
        site.post(f"/surveys/{survey}/answer", {"section": code, "go": "next", **said, **more}, as_=people.amara).status
        for code, more in (("one", {"Q1": SECRET}), ("one", {}), ("two", {}))
    ]
    sent = {"section": "three", "go": "next", **said}
    return [*statuses, site.post(f"/surveys/{survey}/ballots", sent, as_=people.amara).status]


def nothing_about_anybody(text: str, people: People, ballots: list[bytes]) -> None:
    low = text.lower()
    for word in (SECRET, "amara", "nwosu", "1001", "127.0.0.1", "anytown.example", "homecare", "strongly agree"):
        assert word.lower() not in low, word
    for ballot in ballots:
        assert ballot.hex() not in low
        assert repr(ballot) not in text


def test_answering_and_casting_leave_no_line_that_tells_of_a_ballot(
    site: Site, people: People, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken.crowd(12)
    survey = taken.open_survey()
    ids: list[bytes] = []
    real = box.cast
    monkeypatch.setattr(
        box, "cast", lambda code, ballot_id, payload: (ids.append(ballot_id), real(code, ballot_id, payload))[1]
    )
    assert answering(site, people, survey)[-1] == 303
    assert site.get(f"/surveys/{survey}/thanks", as_=people.amara).status == 200
    assert len(ids) == 1
    nothing_about_anybody(log.getvalue(), people, ids)
    assert "surveys.cast" not in log.getvalue()
    assert "surveys.answer" not in log.getvalue()
    assert "surveys.thanks" not in log.getvalue(), "only who took part is led there"


@pytest.mark.parametrize("error", [RuntimeError, ValueError, KeyError, MemoryError])
def test_an_error_in_the_middle_of_casting_says_where_and_nothing_of_what(
    site: Site, people: People, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    taken.crowd(12)
    survey = taken.open_survey()
    ids: list[bytes] = []

    def fails(code: str, ballot_id: bytes, payload: dict[str, object]) -> bool:
        ids.append(ballot_id)
        raise error(f"{payload} of amara nwosu 1001 {ballot_id.hex()}")

    monkeypatch.setattr(box, "cast", fails)
    assert answering(site, people, survey)[-1] == 500
    assert error.__name__ in log.getvalue()
    nothing_about_anybody(log.getvalue(), people, ids)


def test_a_database_that_fails_in_the_middle_of_casting_repeats_no_value(
    site: Site, people: People, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import text

    taken.crowd(12)
    survey = taken.open_survey()
    monkeypatch.setattr(box, "INSERT", text("INSERT INTO no_such_table (box, id, sealed) VALUES (:box, :id, :sealed)"))
    assert answering(site, people, survey)[-1] >= 500
    nothing_about_anybody(log.getvalue(), people, [])


def test_nothing_that_is_sent_can_start_a_line_of_its_own(site: Site, people: People, log: io.StringIO) -> None:
    forged = '{"level": "INFO", "what": "forged"}'
    for address in (f"/%0a{forged}", f"/sign-in?next=%0d%0a{forged}", f"/surveys/1/results/groups/%0a{forged}"):
        routes.ask(site, None, "GET", address, headers={"User-Agent": "x", "Referer": f"/{forged}"})
    wrong = {"identifier": f"x\n{forged}", "password": f"\r\n{forged}", "csrf_token": site.token()}
    routes.ask(site, None, "POST", "/sign-in", data=wrong)
    assert "forged" not in log.getvalue()
    assert log.getvalue()


def test_a_sealed_box_holds_no_answer_and_no_name_in_clear(app: Flask, site: Site, people: People) -> None:
    from engage.core.db import ballot_owner_engine

    taken.crowd(12)
    survey = taken.open_survey()
    assert answering(site, people, survey)[-1] == 303
    with ballot_owner_engine().connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM ballot").all()
    assert len(rows) == 1
    whole = b"".join(bytes(part) for part in rows[0] if not isinstance(part, str))
    # Short words are there by chance: two letters in one sealed ballot of two hundred.
    for word in (SECRET, "HOMECARE", "Amara", '"Q1":'):
        assert word.encode() not in whole
