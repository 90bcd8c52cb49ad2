"""Who holds which role, given and taken."""

from datetime import timedelta

import pytest

from engage.access import GRANTS, Permission
from engage.core import audit, clock
from engage.core.db import db
from engage.directory.models import Person, RoleGrant
from tests.factories import People
from tests.site import Site


def roles_of(person_id: int) -> set[str]:
    return {row.role for row in db.session.query(RoleGrant).filter_by(person_id=person_id)}


def test_dev_sees_who_holds_what_and_what_each_role_may(site: Site, people: People) -> None:
    page = site.get("/admin/roles", as_=people.dev)
    for words in ("Chloe Martin", "Dev Shah"):
        assert words in page.text
    assert "Amara" not in page.text
    cells = [[cell.text.strip() for cell in row.cssselect("td")] for row in page.select("tbody tr")]
    assert len(cells) == len(Permission)
    assert [row.count("Yes") for row in zip(*cells, strict=True)] == [len(held) for held in GRANTS.values()]


def test_dev_gives_amara_a_role_and_it_holds_at_once(site: Site, people: People) -> None:
    assert site.get("/surveys/manage/", as_=people.amara).status in {403, 404}
    site.get("/admin/roles", as_=people.dev)
    assert site.post("/admin/roles", {"number": "1001", "role": "admin"}, as_=people.dev).status == 303
    assert roles_of(people.amara) == {"admin"}
    assert site.get("/admin/roles", as_=people.amara).status == 200
    event = audit.latest(1)[0]
    assert (event.act, event.kind, event.object_id, event.actor_id) == (
        "give",
        "role",
        str(people.amara),
        people.dev,
    )


def test_giving_a_role_twice_changes_nothing(site: Site, people: People) -> None:
    site.get("/admin/roles", as_=people.dev)
    for _ in range(2):
        assert site.post("/admin/roles", {"number": "1003", "role": "od"}, as_=people.dev).status == 303
    assert roles_of(people.chloe) == {"od"}


@pytest.mark.parametrize(
    ("number", "role", "said"),
    [
        ("", "od", "Enter an employee number or e-mail"),
        ("9999", "od", "Nobody who works here has this employee number or e-mail"),
        ("1001", "", "Choose a role"),
        ("1001", "manager", "Not a valid choice."),
    ],
)
def test_a_form_that_cannot_be_is_refused(site: Site, people: People, number: str, role: str, said: str) -> None:
    site.get("/admin/roles", as_=people.dev)
    page = site.post("/admin/roles", {"number": number, "role": role}, as_=people.dev)
    assert (page.status, page.errors) == (422, [said])
    assert roles_of(people.amara) == set()


def test_a_role_is_taken_away(site: Site, people: People) -> None:
    site.get("/admin/roles", as_=people.dev)
    assert site.post(f"/admin/roles/{people.chloe}/od/take", as_=people.dev).status == 303
    assert roles_of(people.chloe) == set()
    assert audit.latest(1)[0].act == "take"
    assert site.post(f"/admin/roles/{people.chloe}/od/take", as_=people.dev).status == 404


def test_the_last_administrator_cannot_be_taken_away(site: Site, people: People) -> None:
    page = site.get("/admin/roles", as_=people.dev)
    assert f"/admin/roles/{people.dev}/admin/take" not in page.source
    assert site.post(f"/admin/roles/{people.dev}/admin/take", as_=people.dev).status == 409
    assert roles_of(people.dev) == {"admin"}


def test_an_administrator_who_has_left_does_not_count_as_another(site: Site, people: People) -> None:
    db.session.add(RoleGrant(person_id=people.esi, role="admin"))
    db.session.get_one(Person, people.esi).leaves_on = clock.today() - timedelta(days=1)
    site.get("/admin/roles", as_=people.dev)
    assert site.post(f"/admin/roles/{people.dev}/admin/take", as_=people.dev).status == 409
    assert site.post(f"/admin/roles/{people.esi}/admin/take", as_=people.dev).status == 303


def test_with_two_administrators_one_can_go(site: Site, people: People) -> None:
    db.session.add(RoleGrant(person_id=people.esi, role="admin"))
    site.get("/admin/roles", as_=people.dev)
    assert site.post(f"/admin/roles/{people.dev}/admin/take", as_=people.dev).status == 303
    assert site.get("/admin/roles", as_=people.dev).status == 403


def test_nobody_else_sees_or_changes_roles(site: Site, people: People) -> None:
    assert site.get("/admin/roles").location == "/sign-in?next=/admin/roles"
    for who in (people.amara, people.bryn, people.chloe, people.femi):
        assert site.get("/admin/roles", as_=who).status == 403
        assert site.post("/admin/roles", {"number": "1001", "role": "admin"}, as_=who).status == 403
        assert site.post(f"/admin/roles/{people.chloe}/od/take", as_=who).status == 403


def test_the_page_costs_the_same_however_many_hold_roles(site: Site, people: People) -> None:
    few = site.query_count("/admin/roles", as_=people.dev)
    for who in (people.amara, people.esi, people.femi):
        db.session.add(RoleGrant(person_id=who, role="od"))
    assert site.query_count("/admin/roles", as_=people.dev) == few
