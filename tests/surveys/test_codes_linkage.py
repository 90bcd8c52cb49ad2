"""What a code leaves behind: marked holders, and an attacker with both databases, copies of three days and the logs."""

import json
import logging
import random
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from engage.ballots import actions as box
from engage.ballots import opened
from engage.core import clock
from engage.core.db import Base, db, transaction
from engage.surveys.actions import casting, codes, lifecycle
from engage.surveys.jobs import open_the_box
from engage.surveys.models import Survey, SurveyCode
from engage.surveys.queries import codes as queries
from engage.surveys.rules import Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules.packing import layout, unpack
from tests.ballots import linkage
from tests.ballots.attack import Council, attack_opened, backup, empty_logs, sealed_ballots, who_cast_what
from tests.factories import People
from tests.site import Site
from tests.surveys import coded, taken

HOLDERS = 16
# Each holder's mark is an option of a question, and stands in what every third one writes.
MARKS = tuple(Option(f"M{mark:05d}", f"Mark {mark}") for mark in range(HOLDERS))
CHOICE = Question("Q1", "marked1", Kind.SINGLE, "Which is yours?", options=MARKS)
WORDS = Question("X1", "marked2", Kind.SHORT_TEXT, "Say why", max_length=60)
ASKED = Questionnaire((Section("one", "One", questions=(CHOICE, WORDS)),))


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the main database."""
    db.session.rollback()
    return {
        table.name: sorted(map(tuple, db.session.execute(select(table)).all()), key=repr)
        for table in Base.metadata.sorted_tables
    }


def test_answering_by_code_changes_one_flag_and_no_other_cell_of_any_table(site: Site, people: People) -> None:
    letters = coded.letters(coded.survey(), 3)
    before = tables()
    site.follow(coded.answer(site, letters[1], X1="Tell nobody"))
    after = tables()
    assert {name for name in before if before[name] != after[name]} == {"survey_code"}
    new, gone = (set(a["survey_code"]) - set(b["survey_code"]) for a, b in ((after, before), (before, after)))
    assert [row[:-1] for row in new] == [row[:-1] for row in gone]
    assert ([row[-1] for row in new], [row[-1] for row in gone]) == ([True], [False])


def test_the_log_holds_no_line_of_whoever_answers_by_code(
    app: Flask, site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    listening = logging.Handler()
    monkeypatch.setattr(listening, "emit", lambda record: lines.append(record.getMessage()))
    monkeypatch.setattr(app.logger, "handlers", [listening])
    monkeypatch.setattr(app.logger, "level", logging.DEBUG)
    letters = coded.letters(coded.survey(), 2)
    site.follow(coded.answer(site, letters[0]))
    coded.typed(site, letters[0])
    assert lines == []
    site.get("/sign-in")
    assert lines == ["request"]


def read(payload: str) -> str:
    """An opened ballot, its choices by name."""
    return json.dumps(unpack(layout(ASKED), json.loads(payload)["answers"]))


def polling(folder: Path) -> tuple[int, Council]:
    """Three days: each code is used once, in a random order; each night somebody copies both databases."""
    taken.crowd(12)
    survey_id = taken.open_survey(ASKED)
    letters = coded.letters(survey_id, HOLDERS)
    order = random.SystemRandom().sample([codes.digest_of(each.code) for each in letters], HOLDERS)
    marks = random.SystemRandom().sample(range(HOLDERS), HOLDERS)
    box_code = str(db.session.get_one(Survey, survey_id).box)
    mark_of = {digest: f"M{mark:05d}" for digest, mark in zip(order, marks, strict=True)}
    council = Council(box_code, folder, "survey_code", "digest", mark_of, {}, "used", reads=read)
    db.session.rollback()
    empty_logs()
    for at, digest in enumerate(order):
        council.paper_of[digest] = box.new_ballot_id()
        with transaction():
            words = {"Q1": mark_of[digest], **({"X1": f"Said {mark_of[digest]}"} if at % 3 == 0 else {})}
            casting.cast_by_code(survey_id, digest, council.paper_of[digest], ASKED, words)
        if (at + 1) % 5 == 0:
            council.backups.append(backup(council, f"day{at}"))
    council.backups.append(backup(council, "last"))
    return survey_id, council


def test_the_attacker_does_find_out_which_code_cast_which_sealed_ballot(people: People, tmp_path: Path) -> None:
    _survey, council = polling(tmp_path)
    assert who_cast_what(council) == council.paper_of


def test_nobody_reads_an_answer_by_code_before_the_opening_and_all_are_one_size(people: People, tmp_path: Path) -> None:
    _survey, council = polling(tmp_path)
    sealed = sealed_ballots(council)
    assert len({len(each) for each in sealed.values()}) == 1
    assert not linkage.linked([linkage.try_reading(sealed, council.by_paper)])
    files = list(tmp_path.rglob("*.db*"))
    assert len(files) >= 6
    for file in files:
        held = file.read_bytes()
        assert b"Said M" not in held
        # The marks themselves are options of the questionnaire, which lies in the main database.
        assert "ballot" not in file.name or not {mark for mark in council.mark_of.values() if mark.encode() in held}


def test_after_the_opening_naming_which_code_said_what_is_no_better_than_chance(people: People, tmp_path: Path) -> None:
    survey_id, council = polling(tmp_path)

    def opening(_code: str, _flags: int, checkpoint: Any, **_more: Any) -> None:
        with transaction():
            lifecycle.close(db.session.get_one(Survey, survey_id), clock.now())
        box.open_box(council.code, HOLDERS, checkpoint=checkpoint, participation=("invitation", "survey_code"))

    tricks = attack_opened(council, opening)
    assert len(tricks) > 30
    assert not linkage.linked(tricks), linkage.best(tricks)


def test_a_ballot_by_code_and_one_by_page_cannot_be_told_apart_when_opened(people: People) -> None:
    taken.crowd(12)
    survey_id = taken.open_survey()
    letter = coded.letters(survey_id, 1)[0]
    given = {"Q1": "4", "X1": "The team"}
    with transaction():
        casting.cast_by_code(survey_id, codes.digest_of(letter.code), box.new_ballot_id(), taken.small(), dict(given))
        casting.cast(survey_id, people.amara, box.new_ballot_id(), taken.small(), dict(given))
    taken.close(survey_id)
    found = list(opened.answers(str(db.session.get_one(Survey, survey_id).box)))
    assert len(found) == 2
    assert found[0] == found[1]


def test_after_the_opening_the_codes_lie_by_their_digests_again(people: People, tmp_path: Path) -> None:
    survey_id, council = polling(tmp_path)
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey_id), clock.now())
    open_the_box({"survey": survey_id})
    if db.engine.dialect.name == "postgresql":
        lie = linkage.postgres_rows(db.engine, "survey_code", "digest", "ctid", "used")
        assert lie == sorted(council.mark_of)
    assert queries.used(survey_id) == HOLDERS
    assert set(db.session.scalars(select(SurveyCode.used))) == {True}
