"""Chloe writes a framework: a draft by hand, from a file, of a version; every edit, and what is refused."""

import io

import pytest
from flask import Flask

from engage.core.db import db
from engage.values.models import FrameworkDraft
from engage.values.rules.framework import Document
from engage.values.rules.framework_document import from_json
from tests.factories import People
from tests.security.routes import dump
from tests.site import Page, Site
from tests.values.published import document, drafted, large, published
from tests.values.shared_file import rows, shared
from tests.values.test_framework_files import BAD, GOOD

ROOT = "/values/manage/drafts"


def now(draft: int) -> Document:
    db.session.rollback()
    return from_json(db.session.get_one(FrameworkDraft, draft).document)


def version(draft: int) -> int:
    db.session.rollback()
    return db.session.get_one(FrameworkDraft, draft).version


def send(site: Site, people: People, draft: int, where: str, **sent: object) -> Page:
    data = {"version": version(draft)} | sent
    return site.post(f"{ROOT}/{draft}/{where}", data, as_=people.chloe)


def bring(site: Site, people: People, data: bytes, name: str = "frameworks.csv") -> Page:
    return site.post("/values/manage/drafts/import", {"file": (io.BytesIO(data), name)}, as_=people.chloe)


def count() -> int:
    db.session.rollback()
    return db.session.query(FrameworkDraft).count()


def test_the_list_says_what_to_do_first_and_then_shows_drafts_and_versions(site: Site, people: People) -> None:
    assert "No framework yet" in site.get("/values/manage/", as_=people.chloe).text
    published()
    drafted(document("A new one"))
    page = site.get("/values/manage/", as_=people.chloe)
    assert {"A new one", "Version 1: Our values and behaviours"} <= set(page.links)
    assert "In force" in page.text


def test_only_the_od_team_writes(site: Site, people: People) -> None:
    draft = drafted()
    for address in ("/values/manage/", "/values/manage/new", f"{ROOT}/{draft}/", f"{ROOT}/{draft}/publish"):
        assert site.get(address, as_=people.femi).status == 403
        assert (site.get(address).location or "").startswith("/sign-in")
    assert site.post(f"{ROOT}/{draft}/values/", {"name": "X", "version": 1}, as_=people.dev).status == 403


def test_a_draft_begins_with_a_title_and_nothing_less(site: Site, people: People) -> None:
    page = site.post(f"{ROOT}/", {"title": " "}, as_=people.chloe)
    assert (page.status, page.errors) == (422, ["Enter a title, such as “Our values and behaviours”."])
    page = site.follow(site.post(f"{ROOT}/", {"title": "How we work"}, as_=people.chloe), as_=people.chloe)
    assert page.h1 == "How we work"
    assert "No value yet" in page.text
    assert "Anytown Council" in page.text


def test_she_writes_a_value_with_statements_one_a_line(site: Site, people: People) -> None:
    draft = drafted()
    page = send(site, people, draft, "values/", name="Curious")
    value = now(draft).values[-1]
    assert page.location == f"{ROOT}/{draft}/values/{value.identity}/"
    assert "stands alone" in site.follow(page, as_=people.chloe).text
    page = send(site, people, draft, f"values/{value.identity}/statements/",
                audience="managers (as above, plus)", level="", texts="Ask\n\n  Try \n")  # fmt: skip
    said = now(draft).values[-1].statements
    assert [(s.text, s.audience, s.level) for s in said] == [
        ("Ask", "managers (as above, plus)", ""), ("Try", "managers (as above, plus)", "")
    ]  # fmt: skip
    assert page.location == f"{ROOT}/{draft}/values/{value.identity}/#statement-{said[0].identity}"
    shown = site.follow(page, as_=people.chloe)
    assert "Managers (as above, plus)" in [h.text_content().strip() for h in shown.select("h3")]


def test_she_changes_a_statement_with_its_tags_and_its_question(site: Site, people: People) -> None:
    draft = drafted()
    address = f"{ROOT}/{draft}/statements/s1/"
    form = site.get(address, as_=people.chloe).form(address)
    assert (str(form["text"]).strip(), form["tags"], form["value"]) == (
        "Say early when something goes wrong",
        "safety",
        "v1",
    )
    page = site.post(address, form | {"tags": ["climate"], "own_tags": "Night shift, x", "question": "Q9",
                                      "value": "v2", "level": ""}, as_=people.chloe)  # fmt: skip
    assert page.location == f"{ROOT}/{draft}/values/v2/#statement-s1"
    said = now(draft).values[1].statements[-1]
    assert (said.tags, said.question, said.level) == (("climate", "Night shift", "x"), "Q9", "")
    form = site.get(address, as_=people.chloe).form(address)
    assert (form["tags"], form["own_tags"]) == ("climate", "Night shift, x")


@pytest.mark.parametrize(
    ("where", "sent", "said"),
    [
        ("about", {"title": ""}, "Enter a title."),
        ("values/", {"name": ""}, "Enter the value’s name."),
        ("values/v1/", {"name": "", "colour": ""}, "Enter the value’s name."),
        ("values/v1/statements/", {"audience": "everyone", "level": "", "texts": " "}, "Enter at least one statement."),
        ("values/v1/statements/", {"audience": "everyone", "level": "", "texts": "x" * 501},
         "A statement has at most 500 characters: make that line shorter."),
        ("values/v1/statements/", {"audience": "nobody", "level": "", "texts": "x"}, "Not a valid choice."),
        ("statements/s1/", {"text": "", "audience": "everyone", "level": "", "value": "v1"}, "Enter the statement."),
        ("statements/s1/", {"text": "x", "audience": "everyone", "level": "", "value": "v1",
                            "own_tags": "a,b,c,d,e,f,g"}, "A statement has at most 6 tags."),
        ("audiences/", {"name": "", "kind": "everyone"}, "Enter a name."),
        ("levels/0", {"name": "x", "kind": "nice"}, "Not a valid choice."),
        ("publish", {"when": "later", "day": "soon"}, "Enter the day as numbers, for example 27/3/2027."),
    ],
)  # fmt: skip
def test_a_form_with_something_to_mend_says_what_and_changes_nothing(
    site: Site, people: People, where: str, sent: dict[str, str], said: str
) -> None:
    draft = drafted()
    before = dump()
    page = send(site, people, draft, where, **sent)
    assert (page.status, page.errors) == (422, [said])
    assert page.title.startswith("Error: ")
    assert dump() == before


@pytest.mark.parametrize(
    ("where", "sent", "status", "said"),
    [
        ("values/", {"name": "kind"}, 422, "Another value has that name already"),
        ("values/v1/", {"name": "kind", "colour": ""}, 422, "Another value has that name already"),
        ("levels/", {"name": "Positive", "kind": "positive"}, 422, "Another level has that name already"),
        ("audiences/0", {"name": "Managers (as above, plus)", "kind": "managers"}, 422, "Another audience has"),
        ("values/v2/statements/", {"audience": "everyone", "level": "positive", "texts": "thank people BY name"}, 422,
         "The same statement stands there already"),
        ("audiences/1/remove", {}, 409, "1 of its statements or values name it"),
        ("values/nobody/remove", {}, 404, ""), ("statements/nobody/", {"text": "x"}, 404, ""),
        ("statements/nobody/move", {"way": "up"}, 404, ""), ("levels/9/remove", {}, 404, ""),
        ("values/v1/move", {"way": "sideways"}, 422, "up or down"), ("values/v1/move", {}, 422, "up or down"),
        ("values/v1/remove", {"version": "x"}, 422, "incomplete"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_words(
    site: Site, people: People, where: str, sent: dict[str, str], status: int, said: str
) -> None:
    draft = drafted()
    before = dump()
    page = send(site, people, draft, where, **sent)
    assert page.status == status
    assert said in page.text
    # What a form can mend is said in the form, with everything that was typed.
    assert bool(page.errors) == (said.startswith(("Another", "The same")))
    assert dump() == before


def test_parts_move_and_go(site: Site, people: People) -> None:
    draft = drafted()
    send(site, people, draft, "values/v2/move", way="up")
    send(site, people, draft, "levels/1/move", way="up")
    send(site, people, draft, "statements/s3/remove")
    send(site, people, draft, "audiences/1/remove")
    send(site, people, draft, "values/v1/", name="Open", about="Plainly.", colour="green")
    made = now(draft)
    assert [v.name for v in made.values] == ["Kind", "Open"]
    assert [x.name for x in made.levels] == ["negative", "positive"]
    assert [a.name for a in made.audiences] == ["everyone"]
    assert (made.values[1].about, made.values[1].colour) == ("Plainly.", "green")
    send(site, people, draft, "values/v2/remove")
    send(site, people, draft, "about", title="T", organisation="O", intro="I")
    assert (now(draft).title, len(now(draft).values)) == ("T", 1)
    assert send(site, people, draft, "delete").location == "/values/manage/"
    assert site.get(f"{ROOT}/{draft}/", as_=people.chloe).status == 404


def test_a_page_opened_before_somebody_else_saved_changes_nothing(site: Site, people: People) -> None:
    draft = drafted()
    old = version(draft)
    send(site, people, draft, "values/v2/move", way="up")
    before = dump()
    for where, more in (("values/v2/move", {"way": "down"}), ("delete", {}), ("publish", {"when": "today"}),
                        ("about", {"title": "Mine"})):  # fmt: skip
        page = send(site, people, draft, where, version=old, **more)
        assert page.status == 409
        assert "changed in another tab or by somebody else" in page.text
    assert dump() == before


def test_the_shared_file_makes_a_draft_for_each_organisation_and_each_comes_out_as_it_went_in(
    site: Site, people: People
) -> None:
    text = shared()
    page = site.follow(bring(site, people, text.encode()), as_=people.chloe)
    assert "drafts were made, one for each organisation of the file" in page.source
    db.session.rollback()
    for draft in db.session.query(FrameworkDraft).all():
        out = site.get(f"{ROOT}/{draft.id}/framework.csv", as_=people.chloe).data.decode("utf-8-sig")
        assert rows(out)[1:] == [row for row in rows(text)[1:] if row[0] == draft.organisation]
        json = site.get(f"{ROOT}/{draft.id}/framework.json", as_=people.chloe).data
        assert from_json(json.decode()) == from_json(draft.document)
    assert count() == len({row[0] for row in rows(text)[1:]})


@pytest.mark.parametrize("name", BAD, ids=list(BAD))
def test_a_bad_file_is_one_error_and_changes_nothing(site: Site, people: People, name: str) -> None:
    data, where, said = BAD[name]
    before = dump()
    page = bring(site, people, data if isinstance(data, bytes) else data.encode(), f"{name}.pdf")
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].startswith(where)
    assert said in page.errors[0]
    assert dump() == before


def test_a_file_larger_than_the_whole_request_may_be_is_413_and_says_the_limit(site: Site, people: People) -> None:
    page = bring(site, people, b"x" * 20_100_000)
    assert page.status == 413
    assert "20 MB" in page.text
    assert count() == 0


def test_script_in_a_file_stays_text_on_every_page_and_in_the_export(site: Site, people: People) -> None:
    bad = "<script>alert(1)</script>"
    page = bring(site, people, GOOD.replace("Say it", bad).replace("Open", bad + "v").encode())
    draft = int((page.location or "").split("/")[-2])
    made = now(draft)
    value, said = made.values[0].identity, made.statements[0].identity
    for where in ("", f"values/{value}/", f"statements/{said}/", "preview", "publish"):
        seen = site.get(f"{ROOT}/{draft}/{where}", as_=people.chloe)
        assert "<script>alert" not in seen.source
    assert bad in site.get(f"{ROOT}/{draft}/framework.csv", as_=people.chloe).data.decode()


def test_a_file_keeps_the_identity_of_what_is_published_already(site: Site, people: People) -> None:
    published()
    text = (
        "organisation,value,audience,level,statement\nAnytown Council,open,everyone,positive,"
        "say early when something goes wrong\nAnytown Council,open,everyone,negative,Something new\n"
    )
    draft = int((bring(site, people, text.encode()).location or "").split("/")[-2])
    made = now(draft)
    assert (made.values[0].identity, made.statements[0].identity) == ("v1", "s1")
    assert made.statements[0].tags == ("safety",)
    assert made.statements[1].identity not in {"s1", "s2"}


def test_pages_of_a_draft_cost_the_same_however_large_it_is(app: Flask, site: Site, people: People) -> None:
    published()
    costs = []
    for size in (2, 9):
        draft = drafted(large(size))
        pages = (f"{ROOT}/{draft}/", f"{ROOT}/{draft}/values/v0/", f"{ROOT}/{draft}/statements/s0x0/",
                 f"{ROOT}/{draft}/publish", f"{ROOT}/{draft}/preview", "/values/manage/")  # fmt: skip
        costs.append([site.query_count(address, as_=people.chloe) for address in pages])
    assert costs[0] == costs[1]
