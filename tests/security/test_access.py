"""Who gets in where: every address, every person, and what a GET or a forged POST changes (nothing)."""

import pytest
from flask import Flask

from engage.access import GRANTS, Permission, Role
from engage.core.db import db, transaction
from engage.surveys.models import Invitation
from tests.factories import People
from tests.security import routes
from tests.site import Site

NOBODY = None


@pytest.fixture
def scene(site: Site, people: People) -> routes.Scene:
    return routes.scene(site, people)


def six(people: People) -> list[int | None]:
    return [NOBODY, people.amara, people.bryn, people.chloe, people.dev, people.esi, people.femi]


def test_every_address_is_declared_a_second_time_and_nothing_else_is(app: Flask, people: People) -> None:
    real = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert real == routes.meant_for(people).keys()


def test_nobody_gets_in_where_they_are_not_meant_to_be_and_no_get_changes_anything(
    app: Flask, site: Site, people: People, scene: routes.Scene
) -> None:
    meant, surprises, before = routes.meant_for(people), [], routes.dump()
    for endpoint, address in routes.addresses(app, scene, "GET"):
        for who in six(people):
            answer = routes.ask(site, who, "GET", address)
            sent_away = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?next=")
            in_ = answer.status_code != 403 and not sent_away
            expected = 303 if who is NOBODY else 403
            broken = answer.status_code >= 500 and endpoint != "admin.readyz"  # here no worker runs
            if in_ != (who in meant[endpoint]) or broken or not (in_ or answer.status_code == expected):
                surprises.append((endpoint, address, who, answer.status_code))
        routes.ask(site, people.chloe, "GET", address, headers={"HX-Request": "true"})
        routes.ask(site, people.dev, "HEAD", address)
    assert not surprises
    assert routes.dump() == before


def test_a_post_without_its_own_token_is_400_for_whoever_may_and_401_or_403_for_whoever_may_not(
    app: Flask, site: Site, people: People, scene: routes.Scene
) -> None:
    meant, surprises = routes.meant_for(people), []
    foreign = site.token(people.esi)
    for who in six(people):
        site.token(who)
    before = routes.dump()
    for endpoint, address in routes.addresses(app, scene, "POST"):
        for who in six(people):
            expected = 400 if who in meant[endpoint] else 401 if who is NOBODY else 403
            got = [routes.ask(site, who, "POST", address, data={}).status_code]
            if who != people.esi:
                got.append(routes.ask(site, who, "POST", address, data={"csrf_token": foreign}).status_code)
            if set(got) != {expected}:
                surprises.append((endpoint, address, who, got))
    assert not surprises
    assert routes.dump() == before


def test_without_the_guard_against_forged_posts_the_same_test_would_see_changes(
    app: Flask, site: Site, people: People, scene: routes.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = routes.dump()
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    routes.ask(site, people.chloe, "POST", f"/surveys/manage/{scene.draft}/delete", data={})
    assert routes.dump() != before


def test_an_act_is_never_reached_by_get_or_by_a_method_in_disguise(
    app: Flask, site: Site, people: People, scene: routes.Scene
) -> None:
    gets = {address for _, address in routes.addresses(app, scene, "GET")}
    before = routes.dump()
    for _, address in routes.addresses(app, scene, "POST"):
        if address not in gets:
            for who in (people.chloe, people.dev):
                disguised = routes.ask(site, who, "GET", address, headers={"X-HTTP-Method-Override": "POST"})
                assert disguised.status_code in {403, 404, 405}, address
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert routes.ask(site, people.chloe, method, f"/surveys/manage/{scene.draft}/").status_code == 405
    assert routes.dump() == before


def test_a_survey_that_does_not_ask_esi_is_not_there_for_her_by_any_of_its_addresses(
    site: Site, people: People, scene: routes.Scene
) -> None:
    with transaction():
        db.session.delete(db.session.get_one(Invitation, (scene.opened, people.esi)))
    site.token(people.esi)
    before = routes.dump()
    for address in ("answer", "thanks"):
        assert site.get(f"/surveys/{scene.opened}/{address}", as_=people.esi).status == 404
    forged = {"Q1": "5", "section": "one", "person_id": people.amara, "person": people.amara, "user_id": people.amara}
    for address in ("answer", "ballots"):
        assert site.post(f"/surveys/{scene.opened}/{address}", forged, as_=people.esi).status == 404
    assert routes.dump() == before


def test_ids_that_are_nobodys_are_400_or_404_and_never_an_error(
    app: Flask, site: Site, people: People, scene: routes.Scene
) -> None:
    tokens = {people.chloe: site.token(people.chloe), people.dev: site.token(people.dev)}
    wrong = []
    for rule in app.url_map.iter_rules():
        who = routes.user_of(rule.endpoint, people, ("chloe", "dev"))
        for name in sorted(name for name in rule.arguments if name.endswith("_id")) if who else ():
            for wild in (0, 2**31, 2**63, 10**30):
                address = routes.filled(rule, scene, scene.draft, **{name: wild})
                method = next(iter(routes.methods(rule)))
                sent = {"csrf_token": tokens[who]} if method == "POST" else None
                status = routes.ask(site, who, method, address, data=sent).status_code
                if status not in {400, 404, 422}:
                    wrong.append((address, status))
    assert not wrong


def test_the_policy_keeps_those_who_run_surveys_apart_from_those_who_run_the_directory() -> None:
    apart = {Permission.SURVEYS_MANAGE, Permission.RESULTS_CHECK}
    assert not GRANTS[Role.ADMIN] & apart
    assert not GRANTS[Role.OD] & {Permission.PEOPLE_MANAGE, Permission.ROLES_MANAGE}
    assert GRANTS[Role.MANAGER] == GRANTS[Role.CHAMPION] == GRANTS[Role.STAFF]
