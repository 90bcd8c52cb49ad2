"""The settings in force, and the policy in words."""

from dataclasses import fields

from flask import Flask

from engage import config
from engage.access import GRANTS, Permission, Role
from engage.admin import rules
from tests.factories import People
from tests.review import text_of
from tests.security import walking
from tests.site import Site


def test_dev_reads_every_setting_with_its_default_and_meaning(site: Site, app: Flask, people: People) -> None:
    page = site.get("/admin/settings", as_=people.dev)
    rows = {text_of(row.cssselect("th")[0]): [text_of(cell) for cell in row.cssselect("td")]
            for row in page.select("tbody tr")}  # fmt: skip
    assert len(rows) == len(fields(config.Settings))
    assert rows["ENGAGE_SESSION_HOURS"][:2] == ["12 (the default)", "12"]
    assert rows["ENGAGE_DEMO"][:2] == ["On", "Off"]
    assert rows["ENGAGE_ENV"][:2] == ["development (the default)", "development"]
    assert rows["AUDIT_SECRET"][:2] == ["Set", "Not set"]


def test_no_secret_and_no_password_is_shown(site: Site, app: Flask, people: People) -> None:
    page, settings = site.get("/admin/settings", as_=people.dev), app.extensions["settings"]
    hidden = [getattr(settings, spec.name) for spec in fields(settings) if not spec.repr]
    assert settings.audit_secret in hidden
    assert settings.database_url in hidden
    assert not [value for value in hidden if value and value in page.source]


def test_every_setting_has_its_meaning() -> None:
    assert config.MEANINGS.keys() == {spec.name for spec in fields(config.Settings)}


def test_dev_reads_the_policy_that_decides_in_words(site: Site, people: People) -> None:
    page = site.get("/admin/permissions", as_=people.dev)
    for role in Role:
        panel = page.select(f"section[aria-labelledby='role-{role}']")[0]
        assert {text_of(item) for item in panel.cssselect("li")} == {each.value for each in GRANTS[role]}
    assert [text_of(head) for head in page.select("tbody th")] == [rule.title for rule in rules.OBJECTS]


def test_every_role_is_described_and_every_permission_is_somebodys() -> None:
    assert rules.ROLES.keys() == {str(role) for role in Role}
    assert set().union(*GRANTS.values()) == set(Permission)


def test_whatever_hangs_on_an_object_has_its_sentence() -> None:
    """A route in objects.txt that no sentence covers: add it to engage/admin/rules.py."""
    bare = {endpoint for endpoint, _ in walking.rows() if rules.rule_of(endpoint) is None}
    assert not bare, f"no sentence of OBJECTS in engage/admin/rules.py covers {sorted(bare)}"
    covered = {rules.rule_of(endpoint) for endpoint, _ in walking.rows()}
    assert covered == set(rules.OBJECTS)


def test_nobody_else_reads_them(site: Site, people: People) -> None:
    for address in ("/admin/settings", "/admin/permissions"):
        assert site.get(address).location == f"/sign-in?next={address}"
        for who in (people.amara, people.chloe, people.femi):
            assert site.get(address, as_=who).status == 403


def test_the_administration_has_twelve_pages_at_most_and_all_are_reached_from_its_start(
    site: Site, people: People
) -> None:
    page = site.get("/admin", as_=people.dev)
    cards = [link.get("href") for link in page.select(".engage-card__title a")]
    assert len(cards) == len(set(cards)) <= 12
    assert {"/admin/people", "/admin/units", "/admin/roles", "/admin/settings", "/admin/permissions", "/admin/outbox",
            "/admin/audit", "/admin/retention", "/admin/switches"} <= set(cards)  # fmt: skip
    for address in cards:
        assert site.get(address, as_=people.dev).status == 200
