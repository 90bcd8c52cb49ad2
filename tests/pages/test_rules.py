"""What a page's text may hold, its address, its states, and what it lacks."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.pages import rules
from engage.pages.rules import Kind, State

DAY = date(2027, 3, 3)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ring your manager.", ""),
        ("3 < 5 and 7 > 2, and <5 days", ""),
        ("See <https://example.gov.uk/a?b=1> or <hr@anytown.example>", ""),
        ("[Form](https://example.gov.uk), [mail](mailto:a@b.example), [call](tel:0100), [guide](/guides/x)", ""),
        ("<script>alert(1)</script>", "html"),
        ("<SCRIPT src=//x>", "html"),
        ("before <img src=x onerror=alert(1)> after", "html"),
        ("</p>", "html"),
        ("<!-- hidden -->", "html"),
        ("<https://example.gov.uk><script>", "html"),
        ("![A picture](https://example.gov.uk/a.png)", "image"),
        ("[x](javascript:alert(1))", "link"),
        ("[x]( JAVASCRIPT:alert(1))", "link"),
        ("[x](<data:text/html,x>)", "html"),
        ("[x][y]\n\n[y]: vbscript:x", "link"),
        ("[ ](https://example.gov.uk)", "wordless"),
    ],
)
def test_what_a_text_may_not_hold_has_a_name(text: str, fault: str) -> None:
    assert rules.text_fault(text) == fault


@pytest.mark.parametrize("link", ["https://example.gov.uk", "https://a.example:8443/x?y=1#z"])
def test_an_encrypted_whole_address_is_a_link(link: str) -> None:
    assert rules.is_https(link)


@pytest.mark.parametrize(
    "link",
    ["", "http://example.gov.uk", "javascript:alert(1)", "https://", "https://nowhere", "//example.gov.uk", "/guides/",
     "https://user:secret@example.gov.uk", "https://example.gov.uk/a b", "https://example.gov.uk:port",
     "https://[broken", 'https://example.gov.uk/">', "ftp://example.gov.uk", "https://example.gov.uk\\@evil.example"],
)  # fmt: skip
def test_everything_else_is_none(link: str) -> None:
    assert not rules.is_https(link)


@given(st.text(max_size=60))
def test_whatever_is_a_link_leads_to_a_host_and_carries_no_password(text: str) -> None:
    for link in (text, f"https://{text}"):
        if rules.is_https(link):
            parts = urlsplit(link)
            assert parts.scheme == "https" and parts.hostname and parts.password is None and not set(link) & set(' "<>')


@pytest.mark.parametrize(
    ("title", "address"),
    [("Cycle to work", "cycle-to-work"), ("What's new? 2027!", "whats-new-2027"), ("Café & crèche", "cafe-creche"),
     ("…", "page"), ("   ", "page"), ("x" * 200, "x" * 75)],
)  # fmt: skip
def test_an_address_is_made_of_the_title(title: str, address: str) -> None:
    assert rules.slug(title) == address


def test_an_address_is_nobody_elses_and_never_the_managing_page() -> None:
    assert rules.free_address("leave", ()) == "leave"
    assert rules.free_address("leave", ("leave", "leave-2", "leave-4")) == "leave-3"
    assert rules.free_address("manage", ()) == "manage-2"


@given(st.text(max_size=200), st.sets(st.sampled_from(["a", "a-2", "page", "page-2", "manage-2"])))
def test_every_title_has_a_kebab_case_address_that_fits(title: str, used: set[str]) -> None:
    found = rules.free_address(rules.slug(title), used)
    assert found not in used | {"manage"}
    assert 0 < len(found) <= rules.MOST_ADDRESS
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in found.split("-"))


def test_states_follow_one_another_in_one_way_only() -> None:
    allowed = {(a, b) for a in State for b in State if rules.may_become(a, b)}
    assert allowed == {
        (State.DRAFT, State.PUBLISHED), (State.PUBLISHED, State.ARCHIVED), (State.ARCHIVED, State.DRAFT),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "eligible", "lead", "review", "lacks"),
    [
        (Kind.GUIDE, "x", "", True, True, ()),
        (Kind.GUIDE, " ", "", False, False, ("text", "lead", "review")),
        (Kind.BENEFIT, "x", "", True, True, ("eligible",)),
        (Kind.BENEFIT, "x", "All", True, True, ()),
    ],
)
def test_what_a_page_lacks_is_named(
    kind: Kind, text: str, eligible: str, lead: bool, review: bool, lacks: tuple[str, ...]
) -> None:
    assert rules.missing(kind, text, eligible, lead, review) == lacks


@pytest.mark.parametrize(
    ("state", "review", "due"),
    [
        (State.PUBLISHED, DAY, True),
        (State.PUBLISHED, date(2027, 3, 4), False),
        (State.PUBLISHED, None, False),
        (State.DRAFT, DAY, False),
        (State.ARCHIVED, DAY, False),
    ],
)
def test_only_what_staff_can_see_is_due_for_review(state: State, review: date | None, due: bool) -> None:
    assert rules.is_due(state, review, DAY) is due
