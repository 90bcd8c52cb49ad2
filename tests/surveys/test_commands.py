"""flask survey …: what an operator types and reads."""

import json
from pathlib import Path

import pytest

from engage.core import outbox
from engage.core.db import db, transaction
from engage.surveys.models import Release, Survey
from tests.ballots import boxes
from tests.surveys import made, taken

CSV = "code,section,text,2,1,mood\nA1,Work,I am heard,Agree,Disagree,glad\n"


@pytest.fixture
def flask(app):
    """Run a command: (exit code, what was printed)."""

    def run(*words: str):
        result = app.test_cli_runner().invoke(args=["survey", *words])
        return result.exit_code, result.output

    return run


def test_an_import_prints_what_came_over_and_line_by_line_what_did_not(flask, tmp_path):
    file = tmp_path / "pulse.csv"
    file.write_text(CSV)
    code, said = flask("import", str(file), "--title", "Pulse")
    assert code == 0
    assert "not carried over: line 1:" in said
    assert "mood" in said
    survey = db.session.scalars(db.select(Survey)).one()
    assert (survey.title, f"Draft {survey.id} made: Pulse" in said) == ("Pulse", True)


def test_a_dry_run_says_the_same_and_makes_nothing(flask, tmp_path):
    file = tmp_path / "pulse.csv"
    file.write_text(CSV)
    code, said = flask("import", str(file), "--dry-run")
    assert (code, said.splitlines()[-1]) == (0, "Nothing was changed.")
    assert db.session.scalars(db.select(Survey)).all() == []


@pytest.mark.parametrize("content", [None, "", "code,section\n", "<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>"])
def test_a_file_that_cannot_be_read_is_one_plain_line_and_non_zero(flask, tmp_path, content):
    file: Path = tmp_path / "bad.csv"
    if content is not None:
        file.write_text(content)
    code, said = flask("import", str(file))
    assert code == 1
    assert len(said.splitlines()) == 1
    assert said.startswith("Error: ")
    assert db.session.scalars(db.select(Survey)).all() == []


def test_a_survey_is_opened_and_closed_by_command_and_not_by_accident(flask, people):
    survey_id = made.scheduled()
    assert flask("open", str(survey_id)) == (0, f"Survey {survey_id} is open. 6 people are asked.\n")
    code, said = flask("close", str(survey_id))
    assert (code, "--for-good" in said) == (1, True)
    assert flask("close", str(survey_id), "--for-good")[0] == 0
    code, said = flask("open", str(survey_id))
    assert (code, len(said.splitlines())) == (1, 1)
    assert "never opens again" in said
    assert flask("open", "99") == (1, "Error: There is no such survey.\n")


def test_the_list_has_every_survey(flask, people):
    survey_id = made.draft("Pulse")
    assert flask("list") == (0, f"{survey_id}  draft  Pulse\n")


def released(people) -> int:
    made.crowd("HOMECARE", 10)
    survey_id = made.closed()
    while outbox.run_due_rows():
        pass
    with transaction():
        outbox.enqueue("survey.release", {"survey": survey_id})
    while outbox.run_due_rows():
        pass
    db.session.expire_all()
    return survey_id


def test_an_audit_of_a_released_survey_finds_everything_unchanged(flask, people):
    survey_id = released(people)
    code, said = flask("audit", str(survey_id))
    assert code == 0, said
    for line in ("promise: unchanged", "questionnaire: unchanged", "units: unchanged", "key: destroyed"):
        assert line in said
    assert "backups of the key kept by: Sam Holder, finance" in said


def stuck(people) -> tuple[int, str]:
    """A closed survey with three ballots and one that somebody smuggled in and nobody can read."""
    survey_id = taken.open_survey()
    taken.cast_all(survey_id, taken.small(), [{"Q1": "4"}] * 3)
    box = db.session.get_one(Survey, survey_id).box
    boxes.smuggle(box, b"junk")
    return survey_id, box


def test_a_stuck_opening_says_why_and_goes_on_only_with_the_number_found(flask, people):
    survey_id, box = stuck(people)
    assert flask("close", str(survey_id), "--for-good")[0] == 0
    code, said = flask("open-box", str(survey_id))
    assert (code, boxes.sealed(box)) == (1, 4)
    assert "1 ballots of this box cannot be read" in said
    code, said = flask("open-box", str(survey_id), "--accept-unreadable", "1")
    assert (code, said) == (0, "Opened: 4 ballots, 1 of them unreadable, 0 late.\n")
    code, said = flask("audit", str(survey_id))
    assert "ballots: 4, noted as having taken part: 3, unreadable: 1" in said


def test_the_box_of_a_survey_that_is_still_open_is_not_opened_by_command(flask, people):
    survey_id, box = stuck(people)
    code, said = flask("open-box", str(survey_id), "--accept-unreadable", "1")
    assert (code, said) == (
        1, f"Error: Survey {survey_id} is open: only the box of a closed survey is opened. Nothing was changed.\n"
    )  # fmt: skip
    taken.cast_all(survey_id, taken.small(), [{"Q1": "4"}])
    assert boxes.sealed(box) == 5
    assert flask("open-box", str(made.draft()))[0] == 1


@pytest.mark.parametrize("meddled", ["promise", "questionnaire", "minimum", "release"])
def test_an_audit_says_what_somebody_has_meddled_with(flask, people, meddled):
    survey_id = released(people)
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        if meddled == "promise":
            promise = json.loads(survey.promise)
            survey.promise = json.dumps(promise | {"minimum_group": 6})
        elif meddled == "questionnaire":
            survey.questionnaire = survey.questionnaire.replace("expected", "demanded")
        elif meddled == "minimum":
            survey.minimum_group = 20
        else:
            release = db.session.scalars(db.select(Release)).one()
            release.head = release.head.replace("5", "6")
    code, said = flask("audit", str(survey_id))
    assert code == 1
    assert "NOT what it was" in said
