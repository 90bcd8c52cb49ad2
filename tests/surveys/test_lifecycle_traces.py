"""What the life of a survey leaves in the audit, and two writers at once."""

import json

import pytest

from engage.core import audit
from engage.core.errors import Conflict
from engage.surveys.actions import editing
from engage.surveys.rules import Questionnaire
from tests.surveys import made
from tests.surveys.test_lifecycle import survey, work


def test_the_audit_names_each_change_and_nothing_of_a_ballot(app, people):
    survey_id = made.closed()
    work()
    found = [event for event in audit.latest(50) if event.kind == "survey"]
    assert [event.act for event in reversed(found)] == ["create", "schedule", "open", "close"]
    assert all(event.object_id == str(survey_id) for event in found)
    facts = {name for event in found for name in json.loads(event.facts)}
    assert facts == {"questionnaire", "promise", "invited", "by_code"}


def test_two_writers_at_once_are_told_apart_by_the_version(app, people):
    found = survey(made.draft())
    version = found.version
    editing.save(found, version, lambda doc: Questionnaire())
    with pytest.raises(Conflict, match="another tab"):
        editing.save(found, version, lambda doc: doc)
