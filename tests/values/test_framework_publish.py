"""Chloe publishes: preview, what changes, what takes over, the day; what is published never changes."""

from datetime import timedelta

import pytest
from flask import Flask

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.directory import queries_framework as queries
from engage.directory.models import Framework
from engage.values.actions import framework_drafts as drafts
from engage.values.actions import framework_publishing as publishing
from engage.values.models import FrameworkDraft
from engage.values.rules import framework_editing as edits
from engage.values.rules.framework import Document
from engage.values.rules.framework_document import digest, from_json
from tests.factories import People
from tests.security.routes import dump
from tests.site import Page, Site
from tests.values.published import document, drafted, large, published

ROOT = "/values/manage/drafts"


def day(number: int) -> str:
    found = clock.today() + timedelta(days=number)
    return f"{found.day}/{found.month}/{found.year}"


def publish(site: Site, people: People, draft: int, **sent: str) -> Page:
    form = site.get(f"{ROOT}/{draft}/publish", as_=people.chloe).form(f"{ROOT}/{draft}/publish")
    return site.post(f"{ROOT}/{draft}/publish", form | sent, as_=people.chloe)


def reworded() -> Document:
    """The next version: one reworded, one gone, one new."""
    made = edits.edit_statement(document(), "s1", "v1", text="Speak up early")
    made = edits.remove_statement(made, "s5")
    return edits.add_statements(made, "v2", "everyone", "negative", ["Gossip"], ["s6"])


def test_she_sees_it_as_staff_will_and_publishes_it_from_today(site: Site, people: People) -> None:
    draft = drafted()
    preview = site.get(f"{ROOT}/{draft}/preview", as_=people.chloe)
    assert "this is how staff will see it" in preview.text
    page = site.get(f"{ROOT}/{draft}/publish", as_=people.chloe)
    assert "This is the first version: everything in it is new to staff." in page.text
    page = publish(site, people, draft)
    assert page.location == "/values/"
    seen = site.follow(page, as_=people.amara)
    assert [e.text_content() for e in seen.select(".engage-value")] == [
        e.text_content() for e in preview.select(".engage-value")
    ]  # fmt: skip
    assert site.get(f"{ROOT}/{draft}/", as_=people.chloe).status == 404
    assert audit.latest(1)[0].act == "publish"


def test_rows_name_each_behaviour_with_whom_it_is_for_and_whether_it_is_wanted(app: Flask, people: People) -> None:
    made = published()
    found = queries.in_force(clock.today())
    assert found is not None
    assert (found.id, found.version, found.digest) == (made.id, 1, digest(document()))
    assert from_json(found.document) == document()
    rows = [
        (v.name, v.colour, b.identity, b.audience_kind, b.polarity, b.tags, b.question)
        for v in found.values
        for b in v.behaviours
    ]
    assert rows == [
        ("Open", "blue", "s1", "everyone", "positive", "safety", ""),
        ("Open", "blue", "s2", "everyone", "negative", "", ""),
        ("Open", "blue", "s3", "managers", "positive", "", "Q7"),
        ("Kind", "plum", "s4", "everyone", "positive", "", ""),
        ("Kind", "plum", "s5", "everyone", "negative", "", ""),
    ]


def test_she_sees_what_changes_and_maps_what_is_gone(site: Site, people: People) -> None:
    published(from_day=clock.today() - timedelta(days=5))
    draft = drafted(reworded())
    page = site.get(f"{ROOT}/{draft}/publish", as_=people.chloe)
    lines = [" ".join(e.text_content().split()) for e in page.select(".engage-changes li")]
    assert lines == [
        "Reworded Open Before Say early when something goes wrong Now Speak up early",
        "New Kind New Gossip",
        "Gone Kind Before Talk about people who are not there",
    ]
    form = page.form(f"{ROOT}/{draft}/publish")
    assert form["becomes-s5"] == ""
    address = f"{ROOT}/{draft}/mapping"
    page = site.follow(site.post(address, form | {"becomes-s5": "s6"}, as_=people.chloe), as_=people.chloe)
    lines = [" ".join(e.text_content().split()) for e in page.select(".engage-changes li")]
    assert "Becomes Kind Before Talk about people who are not there Now Gossip" in lines
    assert publish(site, people, draft).status == 303
    assert queries.behaviour_lineage(clock.today())["s5"] == "s6"


def test_what_takes_over_is_kept_though_she_only_presses_publish(site: Site, people: People) -> None:
    published(from_day=clock.today() - timedelta(days=5))
    draft = drafted(reworded())
    assert publish(site, people, draft, **{"becomes-s5": "s6"}).status == 303
    assert queries.behaviour_lineage(clock.today())["s5"] == "s6"


@pytest.mark.parametrize("chosen", ["s5", "v2", "<script>", "s4"])
def test_only_something_of_the_new_version_takes_over_and_of_its_own_kind(
    site: Site, people: People, chosen: str
) -> None:
    published(from_day=clock.today() - timedelta(days=5))
    draft = drafted(reworded())
    assert publish(site, people, draft, **{"becomes-s5": chosen}).status == 303
    assert queries.behaviour_lineage(clock.today())["s5"] == ("s4" if chosen == "s4" else None)


def test_many_parts_that_are_gone_are_mapped_page_by_page(site: Site, people: People) -> None:
    published(large(5))
    draft = drafted()
    page = site.get(f"{ROOT}/{draft}/publish?page=2", as_=people.chloe)
    # Of 5 values and 25 statements two values are there still, by their identity.
    assert len(page.select("select")) == 8
    assert "Page 2 of 2" in page.text
    assert len(site.get(f"{ROOT}/{draft}/publish?page=x", as_=people.chloe).select("select")) == 20


def test_it_may_wait_for_its_day_and_the_version_before_goes_on_until_then(site: Site, people: People) -> None:
    first = published(from_day=clock.today() - timedelta(days=5))
    draft = drafted(reworded())
    page = publish(site, people, draft, when="later", day=day(7))
    assert page.location == "/values/manage/"
    listed = site.follow(page, as_=people.chloe)
    assert "Not in force yet" in listed.text
    today = clock.today()
    assert [queries.in_force(today + timedelta(days=n)).version for n in (0, 6, 7)] == [1, 1, 2]  # type: ignore[union-attr]
    other = drafted()
    assert "waits for" in site.get(f"{ROOT}/{other}/publish", as_=people.chloe).text
    refused = site.post(f"{ROOT}/{other}/publish", {"version": 1, "when": "today"}, as_=people.chloe)
    assert (refused.status, "Withdraw it first" in refused.text) == (409, True)
    second = queries.latest()
    assert second is not None
    page = site.post(f"/values/manage/versions/{second.id}/withdraw", as_=people.chloe)
    assert site.follow(page, as_=people.chloe).h1 == "Our values and behaviours"
    db.session.rollback()
    assert [(f.id, f.ended_on) for f in queries.versions()] == [(first.id, None)]
    assert from_json(db.session.query(FrameworkDraft).order_by(FrameworkDraft.id.desc()).first().document) == reworded()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"when": "later", "day": day(-1)}, "That day has passed: enter today or a later day."),
        ({"when": "later", "day": ""}, "Enter the day as numbers, for example 27/3/2027."),
        ({"when": "later", "day": "31/2/2027"}, "Enter the day as numbers, for example 27/3/2027."),
        ({"when": "soon"}, "Not a valid choice."),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_the_field(
    site: Site, people: People, sent: dict[str, str], said: str
) -> None:
    draft = drafted()
    before = dump()
    page = publish(site, people, draft, **sent)
    assert (page.status, page.errors) == (422, [said])
    assert dump() == before


def test_a_framework_without_values_is_not_published(site: Site, people: People) -> None:
    with transaction():
        draft = drafts.create(drafts.blank("Empty", "C"), clock.now()).id
    assert "cannot be published" in site.get(f"{ROOT}/{draft}/publish", as_=people.chloe).text
    page = site.post(f"{ROOT}/{draft}/publish", {"version": 1, "when": "today"}, as_=people.chloe)
    assert (page.status, "at least one value" in page.text) == (422, True)


def test_a_version_in_force_is_never_withdrawn_and_a_past_day_never_published(app: Flask, people: People) -> None:
    made = published()
    with pytest.raises(Conflict, match="stays as it is"), transaction():
        publishing.withdraw(made, clock.today(), clock.now())
    row = db.session.get_one(FrameworkDraft, drafted())
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(Invalid), transaction():
        publishing.publish(row, row.version, yesterday, clock.today(), clock.now())


def test_a_version_never_changes_whatever_comes_after_it(app: Flask, people: People) -> None:
    first = published(from_day=clock.today() - timedelta(days=9))
    number, text, seal = first.id, first.document, first.digest
    said = [(b.id, b.text) for v in first.values for b in v.behaviours]
    published(reworded())
    db.session.expire_all()
    kept = db.session.get_one(Framework, number)
    assert (kept.document, kept.digest, kept.ended_on) == (text, seal, clock.today())
    assert [(b.id, b.text) for v in kept.values for b in v.behaviours] == said


def test_a_copy_of_a_version_begins_with_its_words_and_identities(site: Site, people: People) -> None:
    made = published()
    page = site.post(f"/values/manage/versions/{made.id}/copy", as_=people.chloe)
    draft = int((page.location or "").split("/")[-2])
    db.session.rollback()
    assert from_json(db.session.get_one(FrameworkDraft, draft).document) == document()
    assert "Nothing: it says the same as version 1" in site.get(f"{ROOT}/{draft}/publish", as_=people.chloe).text
    assert site.post("/values/manage/versions/999/copy", as_=people.chloe).status == 404


def test_a_published_version_can_be_downloaded_by_all_and_brought_back(site: Site, people: People) -> None:
    made = published()
    csv = site.get(f"/values/versions/{made.id}/framework.csv?identities=1", as_=people.amara).data
    assert csv.decode("utf-8-sig").startswith("organisation,value,audience,level,statement,about,colour,tags,question,")
    json = site.get(f"/values/versions/{made.id}/framework.json", as_=people.amara).data
    assert from_json(json.decode()) == document()


def test_two_drafts_published_at_once_make_one_version_after_the_other(app: Flask, people: People) -> None:
    one, two = drafted(), drafted(reworded())
    for number, expected in ((one, 1), (two, 2)):
        with transaction():
            row = db.session.get_one(FrameworkDraft, number)
            made = publishing.publish(row, row.version, clock.today(), clock.today(), clock.now())
            assert made.version == expected
    in_force = queries.in_force(clock.today())
    assert in_force is not None
    assert in_force.version == 2
