"""What answering leaves behind outside the ballot box: one flag, and nothing else in any table or log."""

import logging
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from engage.core.db import Base, db
from tests import factories
from tests.factories import People
from tests.surveys import taken

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PAPER = re.compile(r'name="paper" value="([^"]+)"')


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the main database."""
    db.session.rollback()
    return {
        table.name: sorted(map(tuple, db.session.execute(select(table)).all()), key=repr)
        for table in Base.metadata.sorted_tables
    }


def answer(app: Flask, survey: int, person: int, words: str) -> None:
    """One person answers every section on the pages, and sends it."""
    client = app.test_client()
    factories.sign_in(client, person)
    db.session.rollback()
    with app.app_context():
        _answer(client, survey, words)


def _answer(client: FlaskClient, survey: int, words: str) -> None:
    page = client.get(f"/surveys/{survey}/answer").text
    given = {"csrf_token": TOKEN.findall(page)[-1], "paper": PAPER.findall(page)[-1], "go": "next", "Q1": "5"}
    for section, where in (("one", "answer"), ("two", "answer"), ("three", "ballots")):
        given |= {"section": section, **({"P1": "N"} if section == "two" else {}), "X1": words}
        sent = client.post(f"/surveys/{survey}/{where}", data=given)
        assert sent.status_code == (303 if where == "ballots" else 200)


def test_answering_changes_one_flag_and_no_other_cell_of_any_table(app: Flask, people: People) -> None:
    survey = taken.open_survey()
    before = tables()
    answer(app, survey, people.amara, "Tell nobody")
    answer(app, survey, people.esi, "Me neither")
    after = tables()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"invitation"}
    new = set(after["invitation"]) - set(before["invitation"])
    gone = set(before["invitation"]) - set(after["invitation"])
    assert {row[1] for row in new} == {row[1] for row in gone} == {people.amara, people.esi}
    assert {row[:3] for row in new} == {row[:3] for row in gone}
    assert {row[3] for row in new} == {True}


def test_the_log_holds_no_line_of_those_who_answer(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    listening = logging.Handler()
    monkeypatch.setattr(listening, "emit", lambda record: lines.append(record.getMessage()))
    monkeypatch.setattr(app.logger, "handlers", [listening])
    monkeypatch.setattr(app.logger, "level", logging.DEBUG)
    survey = taken.open_survey()
    answer(app, survey, people.amara, "Tell nobody")
    assert lines == []
    with app.app_context():
        app.test_client().get("/sign-in")
    assert lines == ["request"]
