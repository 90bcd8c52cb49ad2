"""What is sent too much, or malformed: the same refusal on both databases, and nothing changes."""

import pytest
from flask import Flask

from tests.factories import People
from tests.security import routes
from tests.site import Site
from tests.surveys import taken

PAYLOADS = {
    "nul": "a%00b",
    "surrogate": "a%ED%A0%80b",
    "broken": "a%ff%feb",
    "astral": "%F0%9F%92%A9",
    "rtl": "a%E2%80%AEb",
}


@pytest.fixture
def survey(site: Site, people: People) -> int:
    taken.crowd(12)
    return taken.open_survey()


@pytest.mark.parametrize("address", ["/", "/sign-in", "/surveys/", "/admin/people", "/nowhere", "/sign-in?next="])
def test_a_nul_in_an_address_is_400(site: Site, people: People, address: str) -> None:
    mark = "&" if "?" in address else "?"
    assert routes.ask(site, people.dev, "GET", f"{address}{mark}q=a%00b").status_code == 400
    assert routes.ask(site, people.dev, "GET", f"{address.partition('?')[0]}%00x").status_code == 400


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_odd_characters_in_a_question_mark_part_are_never_an_error(site: Site, people: People, payload: str) -> None:
    for who, address in ((people.dev, "/admin/people?q="), (people.dev, "/admin/audit?kind="),
                         (None, "/sign-in?next=/"),
                         (people.dev, "/admin/import-profiles?name="), (people.dev, "/admin/codes?number="),
                         (people.dev, "/admin/people?page="), (people.dev, "/admin/audit?before=")):  # fmt: skip
        got = routes.ask(site, who, "GET", address + payload).status_code
        assert got == (400 if payload == PAYLOADS["nul"] else 200), address


# A NUL is refused on its own; the rest stand in one text, as each of these walks through every form there is.
@pytest.mark.parametrize(
    "payload", [PAYLOADS["nul"], "".join(PAYLOADS[each] for each in PAYLOADS if each != "nul")], ids=["nul", "others"]
)
def test_odd_characters_in_any_field_of_any_form_are_never_an_error(
    app: Flask, site: Site, people: People, payload: str
) -> None:
    made = routes.scene(site, people)
    wrong = []
    for endpoint, address in routes.addresses(app, made, "POST"):
        who = None if endpoint in routes.PUBLIC.split() else routes.user_of(endpoint, people, ("esi", "chloe", "dev"))
        names = ("title", "intro", "text", "name", "identifier", "password", "number", "surname", "code", "act", "why",
                 "role", "holder", "present", "again", "next", "section", "Q1", "X1", "section_title", "options", "how",
                 "unit", "site", "version", "condition", "fingerprint", "profile", "kind", "file",
                 "to", "go")  # fmt: skip
        body = "&".join(f"{name}={payload}" for name in names) + f"&csrf_token={site.token(who)}"
        answer = routes.ask(site, who, "POST", address, data=body, content_type="application/x-www-form-urlencoded")
        if answer.status_code >= 500:
            wrong.append((endpoint, address, answer.status_code))
        if endpoint in {"directory.sign_out_everywhere", "directory.sign_out"}:
            site.forget(who)
    assert not wrong


def test_a_body_that_is_too_large_is_413_with_a_page(site: Site, people: People, survey: int) -> None:
    for who, address in (
        (None, "/sign-in"),
        (people.amara, f"/surveys/{survey}/answer"),
        (people.amara, f"/surveys/{survey}/ballots"),
    ):
        sent = {"csrf_token": site.token(who), "X1": "x" * 600_000}
        page = site.post(address, sent, as_=who)
        assert page.status == 413
        assert page.h1
        many = routes.ask(
            site, who, "POST", address, data={"csrf_token": site.token(who), **{f"f{n}": "x" for n in range(2500)}},
            content_type="multipart/form-data",
        )  # fmt: skip
        assert many.status_code == 413


def test_ten_thousand_fields_are_read_no_further_than_the_questionnaire_asks(
    site: Site, people: People, survey: int
) -> None:
    site.get(f"/surveys/{survey}/answer", as_=people.amara)
    sent: dict[str, object] = {f"f{n}": "x" for n in range(10_000)}
    sent |= {"section": "one", "go": "next", "Q1": "5", "Q2": ["4"] * 1}
    page = site.post(f"/surveys/{survey}/answer", sent, as_=people.amara)
    assert page.status == 200
    assert len(page.source) < 40_000
    body = "&".join(["Q1=5"] * 10_000) + f"&section=one&csrf_token={site.token(people.amara)}"
    answer = routes.ask(
        site,
        people.amara,
        "POST",
        f"/surveys/{survey}/answer",
        data=body,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 422


def test_a_form_of_another_kind_is_no_way_round_the_token(site: Site, people: People) -> None:
    before = routes.dump()
    for kind in ("application/json", "text/plain", "application/xml"):
        body = '{"title": "x", "csrf_token": "' + site.token(people.chloe) + '"}'
        assert (
            routes.ask(site, people.chloe, "POST", "/surveys/manage/", data=body, content_type=kind).status_code == 400
        )
    assert routes.dump() == before
