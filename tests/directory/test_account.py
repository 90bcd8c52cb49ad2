"""One's own account page, and changing one's password."""

import pytest

from tests.directory.accounts import PASSWORD, give_password, sign_in
from tests.factories import People
from tests.site import Page, Site

NEW = "otter lantern biscuit"


def change(site: Site, present: str, new: str, again: str | None = None) -> Page:
    site.get("/account/password")
    return site.post("/account/password", {"present": present, "password": new, "again": again or new})


@pytest.fixture
def amara(site: Site, people: People) -> Site:
    """The site with Amara signed in by her password."""
    give_password(people.amara)
    sign_in(site, "1001")
    return site


def test_femi_sees_what_is_held_about_him(site: Site, people: People) -> None:
    page = site.get("/account", as_=people.femi)
    assert page.h1 == "Your account"
    for words in ("Femi Adeyemi", "1006", "Home care", "Manager", "English"):
        assert words in page.text
    assert "Administrator" not in page.text


def test_whoever_is_signed_out_is_asked_to_sign_in(site: Site) -> None:
    assert site.get("/account").location == "/sign-in?next=/account"
    assert site.get("/account/password").location == "/sign-in?next=/account/password"


def test_the_page_costs_the_same_however_much_there_is(site: Site, people: People) -> None:
    assert site.query_count("/account", as_=people.femi) <= 4


def test_a_password_is_changed_by_whoever_knows_the_present_one(amara: Site) -> None:
    page = change(amara, "not the present one", NEW)
    assert (page.status, page.errors) == (422, ["This is not your present password"])
    assert change(amara, PASSWORD, NEW).location == "/account"
    assert amara.get("/account").status == 200


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short", "Use at least 10 characters"),
        (
            "Welcome2027!",
            "Choose something rarer, which no guesser tries first. Three unrelated words work well",
        ),
        ("amara amara 1", "Leave out your name, your number, your e-mail address and the council’s name"),
    ],
)
def test_a_weak_new_password_is_refused(amara: Site, new: str, said: str) -> None:
    page = change(amara, PASSWORD, new)
    assert (page.status, page.errors) == (422, [said])


def test_two_different_new_passwords_are_refused(amara: Site) -> None:
    assert change(amara, PASSWORD, NEW, "something else").errors == ["The two passwords are not the same"]


def test_guessing_the_present_password_is_throttled(amara: Site) -> None:
    assert [change(amara, "a wrong one", NEW).status for _ in range(11)] == [422] * 10 + [429]
    assert change(amara, PASSWORD, NEW).status == 429


def test_only_who_has_a_password_is_offered_to_change_it(site: Site, people: People) -> None:
    assert "Change your password" not in site.get("/account", as_=people.bryn).links
    give_password(people.bryn)
    assert "Change your password" in site.get("/account", as_=people.bryn).links
