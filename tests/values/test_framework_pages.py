"""What staff read: the framework in force, each behaviour's page, earlier versions, print, start page, search."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from engage.access import Role, Viewer
from engage.core import clock, links
from engage.core.search import words_of
from engage.directory import queries_framework
from engage.values.actions.framework_drafts import new_identity
from engage.values.formats import read
from engage.values.queries import finding, start
from engage.values.rules import framework_editing as edits
from engage.values.rules.framework import Audience, AudienceKind, Document, Level, LevelKind, Statement, Value
from tests.factories import People
from tests.review import Element
from tests.site import Page, Site
from tests.values.published import document, drafted, large, published
from tests.values.shared_file import rows, shared


def days(number: int) -> timedelta:
    return timedelta(days=number)


def test_before_anything_is_published_staff_are_told_and_the_od_team_is_offered_to_begin(
    site: Site, people: People
) -> None:
    page = site.get("/values/", as_=people.amara)
    assert page.h1 == "Values"
    assert "appear here as soon as your OD team publishes them" in page.text
    assert "Write and publish values" not in page.links
    assert site.get("/values/", as_=people.chloe).links["Write and publish values"] == "/values/manage/"
    assert site.get("/values/print", as_=people.amara).status == 404


def test_a_stranger_is_asked_to_sign_in(site: Site) -> None:
    for address in ("/values/", "/values/print", "/values/versions/1", "/values/behaviours/1"):
        assert (site.get(address).location or "").startswith("/sign-in?next=")


def words(element: Element) -> str:
    return " ".join((element.text_content() or "").split())


def told(page: Page) -> list[tuple[str, str, str, list[str]]]:
    """What the page says: value, audience, level and statements of each group, in order."""
    found = []
    for value in page.select(".engage-value"):
        name = words(value.cssselect("h2")[0])
        if not value.cssselect(".engage-value__audience"):
            found.append((name, "", "", []))
        for audience in value.cssselect(".engage-value__audience"):
            whom = "".join(map(words, audience.cssselect(".engage-value__for")))
            for level in audience.cssselect(".engage-value__level"):
                word = "".join(map(words, level.cssselect(".engage-value__word")))
                found.append((name, whom, word, [words(said) for said in level.cssselect("li")]))
    return found


def in_the_file(organisation: str) -> list[tuple[str, str, str, list[str]]]:
    """The same of the file's rows: the audience is said where there is more than one, words with a capital."""
    own = [row[1:] for row in rows(shared())[1:] if row[0] == organisation]
    several = len({row[1] for row in own}) > 1
    groups: dict[tuple[str, str, str], list[str]] = {}
    for value, audience, level, said in own:
        key = (value, audience.capitalize() if several else "", level.capitalize())
        groups.setdefault(key, []).extend([said] if said else [])
    return [(*key, said) for key, said in groups.items()]


def test_every_shared_framework_shows_right_on_the_page(site: Site, people: People) -> None:
    for made in read(shared().encode(), new_identity):
        published(made)
        page = site.get("/values/", as_=people.amara)
        assert told(page) == in_the_file(made.organisation)
        assert made.organisation in page.text
        sheet = site.get("/values/print", as_=people.amara)
        assert [words(said) for said in sheet.select("li")] == [
            said for *_, group in in_the_file(made.organisation) for said in group
        ]  # fmt: skip


def test_a_manager_reads_what_is_said_to_everyone_and_to_managers(site: Site, people: People) -> None:
    published()
    everyone = site.get("/values/?for=everyone", as_=people.femi)
    assert "Ask your team what gets in their way" not in everyone.text
    assert [e.text_content() for e in everyone.select(".engage-readers [aria-current]")] == ["Everyone"]
    for word in ("managers", "", "nobody"):
        page = site.get(f"/values/?for={word}", as_=people.femi)
        assert "Ask your team what gets in their way" in page.text
        assert "Say early when something goes wrong" in page.text


def test_wanted_and_not_wanted_are_told_by_word_and_sign_not_by_colour_alone(site: Site, people: People) -> None:
    published()
    for level in site.get("/values/", as_=people.amara).select(".engage-level"):
        assert level.text_content().strip() in {"Positive", "Negative"}
        assert level.cssselect("svg")


def test_a_deal_stands_side_by_side(site: Site, people: People) -> None:
    levels = (Level("what you can expect", LevelKind.OFFERED), Level("what we expect of you", LevelKind.ASKED))
    said = (Statement("s1", "An answer", "all", levels[0].name), Statement("s2", "Your word", "all", levels[1].name))
    audience = Audience("all", AudienceKind.EVERYONE)
    published(Document("C", "Our deal", "", (audience,), levels, (Value("v1", "Trust", statements=said),)))
    page = site.get("/values/", as_=people.amara)
    sides = page.select(".engage-value__levels--deal .engage-value__level")
    assert [" ".join(side.text_content().split()) for side in sides] == [
        "What you can expect An answer", "What we expect of you Your word"
    ]  # fmt: skip


def test_each_behaviour_has_its_page_with_its_tags_and_its_question(site: Site, people: People) -> None:
    published()
    index = site.get("/values/", as_=people.amara)
    page = site.get(index.links["Ask your team what gets in their way"], as_=people.amara)
    assert page.h1 == "Ask your team what gets in their way"
    assert "Our surveys ask about this" in page.text
    number = index.links["Ask your team what gets in their way"].rsplit("/", 1)[1]
    assert page.links["Thank a colleague for this"] == f"/thanks/new?behaviour={number}"
    page = site.get(index.links["Say early when something goes wrong"], as_=people.amara)
    assert "safety" in page.text
    assert "Keep quiet and hope for the best" in page.links
    unwanted = site.get(page.links["Keep quiet and hope for the best"], as_=people.amara)
    assert "Thank a colleague for this" not in unwanted.links
    assert site.get("/values/behaviours/999999", as_=people.amara).status == 404


def test_what_was_said_under_an_old_version_keeps_its_words_and_leads_to_those_of_today(
    site: Site, people: People
) -> None:
    first = published(from_day=clock.today() - days(90))
    ids = {b.identity: b.id for v in first.values for b in v.behaviours}
    new = edits.edit_statement(document(), "s1", "v1", text="Speak up early")
    new = edits.remove_statement(new, "s2")
    new = edits.edit_statement(edits.remove_statement(new, "s4"), "s5", "v2", replaces=("s4",))
    published(new, from_day=clock.today() - days(10))
    reworded = site.get(f"/values/behaviours/{ids['s1']}", as_=people.amara)
    assert reworded.h1 == "Say early when something goes wrong"
    assert "This was the wording until" in reworded.text
    assert reworded.links["Speak up early"].startswith("/values/behaviours/")
    assert "No behaviour of today’s framework took its place" in site.get(
        f"/values/behaviours/{ids['s2']}", as_=people.amara
    ).text  # fmt: skip
    taken = site.get(f"/values/behaviours/{ids['s4']}", as_=people.amara)
    assert "Talk about people who are not there" in [e.text_content() for e in taken.select("#then-and-now a")]
    same = site.get(f"/values/behaviours/{ids['s3']}", as_=people.amara)
    assert "The words are the same today" in same.text
    version = site.get(f"/values/versions/{first.id}", as_=people.amara)
    assert "Say early when something goes wrong" in version.text
    assert "What was said under it keeps these words" in version.text


def test_a_version_that_waits_for_its_day_is_seen_by_the_od_team_alone(site: Site, people: People) -> None:
    now = published()
    later = published(replace(document(), title="Later"), from_day=clock.today() + days(3))
    version, behaviour = f"/values/versions/{later.id}", f"/values/behaviours/{later.values[0].behaviours[0].id}"
    for address in (version, behaviour, f"{version}/framework.csv", f"{version}/framework.json"):
        assert site.get(address, as_=people.amara).status == 404
        assert site.get(address, as_=people.chloe).status == 200
    assert site.get("/values/", as_=people.amara).h1 == now.title
    assert "Later" not in site.get("/values/", as_=people.amara).text


def test_markup_in_every_text_of_a_framework_is_text(site: Site, people: People) -> None:
    bad = "<script>alert(1)</script>"
    made = document(
        bad, Value("v1", bad + "v", bad, statements=(Statement("s1", bad + "s", "everyone", tags=(bad[:20],)),))
    )
    kept = published(replace(made, intro=bad, organisation=bad))
    page_of = kept.values[0].behaviours[0].id
    for address in ("/values/", "/values/print", f"/values/versions/{kept.id}", f"/values/behaviours/{page_of}"):
        page = site.get(address, as_=people.amara)
        assert "<script>alert" not in page.source
        assert "&lt;script&gt;alert(1)" in page.source


def test_pages_cost_the_same_however_many_values_and_versions_there_are(site: Site, people: People) -> None:
    costs = []
    for size in (2, 9):
        made = published(large(size))
        own = f"/values/behaviours/{made.values[0].behaviours[0].id}"
        addresses = ("/values/", "/values/print", f"/values/versions/{made.id}", own, "/")
        costs.append([site.query_count(address, as_=people.amara) for address in addresses])
    assert costs[0] == costs[1]
    assert max(costs[0][:4]) <= 12


def viewer(people: People, *roles: Role) -> Viewer:
    return Viewer(people.chloe, "Chloe", "Chloe", "en", frozenset(roles), 1)


def test_a_new_version_is_on_the_start_page_for_a_month(site: Site, people: People) -> None:
    published(from_day=clock.today() - days(31))
    assert "How we work together" not in site.get("/", as_=people.amara).text
    published(replace(document(), title="Anew"), from_day=clock.today() - days(29))
    assert site.get("/", as_=people.amara).links["Anew"] == "/values/"


def test_a_search_finds_values_and_behaviours_in_force_and_no_others(app: Flask, people: People) -> None:
    published(from_day=clock.today() - days(20))
    published(edits.edit_statement(document(), "s1", "v1", text="Speak up 100% early"))
    with app.test_request_context():
        found = finding.search(words_of("up 100%"), viewer(people, Role.STAFF))
        assert [(hit.title, hit.what) for hit in found] == [("Speak up 100% early", "Behaviour: Open")]
        assert finding.search(words_of("goes wrong"), viewer(people, Role.STAFF)) == []
        assert [hit.what for hit in finding.search(words_of("look after"), viewer(people, Role.STAFF))] == ["Value"]


def test_the_desk_shows_drafts_and_what_waits_for_its_day_to_the_od_team(app: Flask, people: People) -> None:
    drafted(document("A draft"))
    published(document("Coming"), from_day=clock.today() + days(2))
    with app.test_request_context():
        assert [task.title for task in start.desk(viewer(people, Role.OD))] == ["A draft", "Coming"]
        assert start.desk(viewer(people, Role.STAFF)) == []


def test_other_features_can_point_at_a_behaviour_and_a_value_once_it_is_in_force(app: Flask, people: People) -> None:
    now = published()
    later = published(from_day=clock.today() + days(1))
    with app.test_request_context():
        said = links.resolve("behaviour", now.values[0].behaviours[0].id)
        assert said is not None
        assert said.title == "Say early when something goes wrong"
        found = links.resolve("value", now.values[0].id)
        assert found is not None
        assert found.address == f"/values/versions/{now.id}#value-v1"
        for kind, number in (("value", later.values[0].id), ("behaviour", later.values[0].behaviours[0].id),
                             ("value", 99999), ("behaviour", 99999)):  # fmt: skip
            assert links.resolve(kind, number) is None


@pytest.mark.parametrize("kind", ["value", "behaviour"])
def test_the_database_follows_values_and_behaviours_over_versions(app: Flask, people: People, kind: str) -> None:
    follow = getattr(queries_framework, f"{kind}_lineage")
    today = clock.today()
    published(from_day=today - days(9))
    new = edits.remove_value(document(), "v2")
    new = edits.edit_statement(edits.edit_value(new, "v1", replaces=("v2",)), "s2", "v1", replaces=("s4",))
    published(new, from_day=today - days(3))
    published(document(), from_day=today + days(5))
    found = follow(today)
    assert found == (
        {"v1": "v1", "v2": "v1"} if kind == "value" else {"s1": "s1", "s2": "s2", "s3": "s3", "s4": "s2", "s5": None}
    )
    assert follow(today - days(5)) == {identity: identity for identity in found}
    assert follow(today - days(99)) == {}
