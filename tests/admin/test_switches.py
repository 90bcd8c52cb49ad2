"""Switches: seen and moved by the administrator, with what was signed."""

import pytest

from engage.core import switches
from engage.core.switches import Switch
from tests.factories import People
from tests.site import Site

SWITCH = Switch("trial", "The trial", "Colleagues try it out.", "The agreement about it is signed by both sides.")
SIGNED = {"confirmed": "y", "why": "Agreement of 3 March, signed by both, in the safe."}


@pytest.fixture(autouse=True)
def trial(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One switch that no feature brings."""
    monkeypatch.setattr(switches, "known", lambda: {"trial": SWITCH})


def test_dev_switches_it_on_with_what_was_signed_and_off_with_the_reason(site: Site, people: People) -> None:
    page = site.get("/admin/switches", as_=people.dev)
    assert "It has never been switched on." in page.text
    form = site.get(page.links["Switch it on"], as_=people.dev)
    assert "The agreement about it is signed by both sides." in form.text
    on = site.follow(site.post("/admin/switches/trial/on", SIGNED, as_=people.dev), as_=people.dev)
    assert "by Dev Shah: Agreement of 3 March, signed by both, in the safe." in on.text
    assert switches.is_on("trial")
    assert site.get(on.links["Switch it off"], as_=people.dev).h1 == "Switch off: The trial"
    off = site.follow(site.post("/admin/switches/trial/off", {"why": "It ran out."}, as_=people.dev), as_=people.dev)
    assert "Off since" in off.text and "It ran out." in off.text


@pytest.mark.parametrize(
    ("act", "sent", "error"),
    [
        ("on", {"why": "Signed."}, "Tick the box"),
        ("on", {"confirmed": "y"}, "Say what was signed"),
        ("on", {"confirmed": "y", "why": "x" * 501}, "Use at most 500"),
        ("off", {"why": " "}, "Say why"),
    ],
)
def test_what_is_missing_is_one_clear_error_and_nothing_moves(
    site: Site, people: People, act: str, sent: dict[str, str], error: str
) -> None:
    if act == "off":
        site.post("/admin/switches/trial/on", SIGNED, as_=people.dev)
    page = site.post(f"/admin/switches/trial/{act}", sent, as_=people.dev)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert len(page.errors) == 1 and error in page.errors[0]
    assert switches.is_on("trial") is (act == "off")


def test_nobody_but_the_administrator_moves_it(site: Site, people: People) -> None:
    for who in (people.amara, people.chloe, people.femi):
        for path in ("", "/trial"):
            assert site.get(f"/admin/switches{path}", as_=who).status == 403
        assert site.post("/admin/switches/trial/on", SIGNED, as_=who).status == 403
    assert site.get("/admin/switches").location == "/sign-in?next=/admin/switches"
    assert not switches.is_on("trial")


def test_a_switch_that_was_moved_already_is_409_and_one_that_is_not_there_404(site: Site, people: People) -> None:
    site.post("/admin/switches/trial/on", SIGNED, as_=people.dev)
    assert site.post("/admin/switches/trial/on", SIGNED, as_=people.dev).status == 409
    assert site.get("/admin/switches/other", as_=people.dev).status == 404
    assert site.post("/admin/switches/other/on", SIGNED, as_=people.dev).status == 404


def test_without_any_switch_the_page_says_so(site: Site, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switches, "known", dict)
    assert "No switches" in site.get("/admin/switches", as_=people.dev).text


def test_more_switches_cost_no_more_statements(site: Site, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post("/admin/switches/trial/on", SIGNED, as_=people.dev)
    few = site.query_count("/admin/switches", as_=people.dev)
    many = {f"s{n}": Switch(f"s{n}", f"Switch {n}", "What it is.", "Signed.") for n in range(9)} | {"trial": SWITCH}
    monkeypatch.setattr(switches, "known", lambda: many)
    site.post("/admin/switches/s1/on", SIGNED, as_=people.dev)
    assert site.query_count("/admin/switches", as_=people.dev) == few <= 3
