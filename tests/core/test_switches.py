"""What stays off until it is signed."""

import pytest
from flask import Flask

from engage.core import audit, switches
from engage.core.db import transaction
from engage.core.errors import Conflict, Invalid, NotThere, Refused
from engage.core.switches import Switch

SWITCH = Switch("trial", "The trial", "What it is.", "The agreement is signed.")


@pytest.fixture(autouse=True)
def trial(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One switch that no feature brings."""
    monkeypatch.setitem(app.extensions["switches"], "trial", SWITCH)


def turn(on: bool, why: str = "Agreement of 3 March, in the safe.") -> None:
    with transaction():
        switches.turn("trial", on, why)


def test_it_is_off_until_somebody_turns_it_on_and_again_after_it_is_turned_off(app: Flask) -> None:
    for on in (True, False, True):
        assert switches.is_on("trial") is not on
        turn(on)
        assert switches.is_on("trial") is on
    assert [event.act for event in audit.latest(5)] == ["switch_on", "switch_off", "switch_on"]


def test_what_needs_it_is_refused_while_it_is_off(app: Flask) -> None:
    with pytest.raises(Refused, match="The trial is switched off"):
        switches.require("trial")
    turn(True)
    switches.require("trial")


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_it_moves_only_with_its_reason(app: Flask, on: bool, why: str) -> None:
    if not on:
        turn(True)
    with pytest.raises(Invalid, match="Say what was signed" if on else "Say why"):
        turn(on, why)
    assert switches.is_on("trial") is not on


def test_whoever_comes_second_is_told(app: Flask) -> None:
    with pytest.raises(Conflict):
        turn(False)
    turn(True)
    with pytest.raises(Conflict):
        turn(True, "Another reason")
    assert switches.states()["trial"].why == "Agreement of 3 March, in the safe."


def test_a_switch_that_no_feature_brings_cannot_be_moved(app: Flask) -> None:
    with pytest.raises(NotThere):
        switches.turn("nobodys", True, "Signed.")
