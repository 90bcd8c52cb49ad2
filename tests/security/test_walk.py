"""Every route as every person and as nobody, with own and others' things, against the one policy table."""

from collections import defaultdict
from collections.abc import Mapping

import pytest
from flask import Flask

from engage.access import GRANTS, Permission, Role
from tests.factories import People
from tests.security import routes, walking
from tests.security.walking import AWAY, IN, NOBODY, NOT_THERE, REFUSED, SIX
from tests.site import Site

# Who may does not hang on the database: one of the two is walked, in half of the time.
ON_ONE = pytest.mark.parametrize("shared_app", ["sqlite"], indirect=True)


def surprise(key: tuple[str, str], mark: object, named: bool, got: Mapping[str, str]) -> str:
    """Nothing, or how what came of a route differs from the policy, and what to write where a row is missing."""
    row, said = walking.rows().get(key), f"{key[1]} {key[0]}"
    six = {who: got[who] for who in SIX}
    if mark == "public":
        shut = {who for who, outcome in got.items() if outcome in {AWAY, REFUSED}}
        return f"{said} is public and shuts out {sorted(shut)}" if shut else ""
    if got[NOBODY] != AWAY:
        return f"{said} answers a stranger with {got[NOBODY]}"
    if row:
        wrong = {who: outcome for who, outcome in six.items() if outcome != row.expects(who)}
        return f"{said}: objects.txt has it otherwise for {wrong}" if wrong else ""
    may = walking.holders(mark)
    if may == SIX:
        if not named and set(six.values()) == {IN}:
            return ""
        return f"{said} hangs on its object. Look whether this is right, then write it into objects.txt:\n    " + (
            f"{said} | {walking.written(six)}"
        )
    # A thing that is not there is no surprise for who may; that they are refused would be one.
    wrong = {
        who: outcome for who, outcome in six.items()
        if outcome not in ({IN, NOT_THERE} if who in may else {REFUSED})
    }  # fmt: skip
    return f"{said} asks for {mark} and answers {wrong}" if wrong else ""


@ON_ONE
def test_the_whole_walk_has_no_surprise(
    app: Flask, site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = routes.scene(site, people)
    before, got = routes.dump(), defaultdict[tuple[str, str], dict[str, str]](dict)
    with walking.nothing_kept(monkeypatch):
        for step in walking.walk(app, site, scene):
            got[step.endpoint, step.method][step.who] = step.outcome
    named = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments}
    surprises = [
        surprise(key, app.view_functions[key[0]].access, key[0] in named, found)  # type: ignore[attr-defined]
        for key, found in got.items()
    ]
    assert not any(surprises), "\n" + "\n".join(filter(None, surprises))
    assert not (gone := walking.rows().keys() - got.keys()), f"objects.txt has rows for what is not there: {gone}"
    assert routes.dump() == before


def test_the_walk_knows_every_role_and_each_is_somebodys() -> None:
    assert {role for roles in walking.ROLES.values() for role in roles} == set(Role)


ALL_IN = dict.fromkeys(SIX, IN) | {NOBODY: AWAY}
REFUSED_BUT_DEV = dict.fromkeys(SIX, REFUSED) | {"dev": IN, NOBODY: AWAY}


@pytest.mark.parametrize(
    ("mark", "named", "got", "told"),
    [
        ("signed in", True, ALL_IN, "GET new.page | everybody |"),
        ("signed in", True, ALL_IN | {"esi": NOT_THERE, "bryn": REFUSED}, "| amara chloe dev femi | bryn"),
        ("signed in", False, ALL_IN | {"esi": NOT_THERE}, "write it into objects.txt"),
        ("signed in", False, ALL_IN | {NOBODY: IN}, "answers a stranger with in"),
        ("public", False, ALL_IN, "shuts out ['nobody']"),
        (Permission.AUDIT_READ, True, REFUSED_BUT_DEV | {"amara": IN}, "asks for read the audit log"),
        (Permission.AUDIT_READ, True, REFUSED_BUT_DEV | {"amara": NOT_THERE}, "asks for read the audit log"),
        (Permission.AUDIT_READ, True, REFUSED_BUT_DEV | {"dev": REFUSED}, "asks for read the audit log"),
    ],
)
def test_a_surprise_is_told_and_says_what_to_write(
    mark: object, named: bool, got: Mapping[str, str], told: str
) -> None:
    assert told in surprise(("new.page", "GET"), mark, named, got)


def test_what_is_as_the_policy_says_is_no_surprise() -> None:
    assert not surprise(("new.page", "GET"), "signed in", False, ALL_IN)
    assert not surprise(("new.page", "GET"), "public", True, dict.fromkeys((*SIX, NOBODY), IN))
    assert not surprise(("new.page", "GET"), Permission.AUDIT_READ, True, REFUSED_BUT_DEV)
    assert not surprise(("new.page", "GET"), Permission.AUDIT_READ, True, REFUSED_BUT_DEV | {"dev": NOT_THERE})


# Words of permissions and of what they open that no administrator comes near: answers, scores, logs of first aiders.
APART = {
    Permission.SURVEYS_MANAGE, Permission.RESULTS_CHECK, Permission.FEEDBACK_RUN, Permission.CONVERSATIONS_SEE,
    Permission.AWARDS_MANAGE, Permission.RECOGNITION_READ, Permission.NETWORKS_MANAGE, Permission.CONCERNS_ANSWER,
    Permission.MODERATE, Permission.HEARD_READ, Permission.CONSULTATIONS_MANAGE, Permission.EVENTS_MANAGE,
}  # fmt: skip


def test_an_administrator_sees_no_feedback_no_score_and_no_first_aid_log(app: Flask) -> None:
    assert not GRANTS[Role.ADMIN] & APART
    for rule in app.url_map.iter_rules():
        mark = app.view_functions[rule.endpoint].access  # type: ignore[attr-defined]
        if rule.endpoint.startswith("admin.") and isinstance(mark, Permission) and Role.ADMIN in _roles(mark):
            assert mark not in APART, rule.endpoint
    quiet = ("values.feedback_", "recognition.judging_", "champions.first_aid", "champions.quiet_coordinate",
             "champions.activity", "recognition.nomination_")  # fmt: skip
    rows = {key: row for key, row in walking.rows().items() if key[0].startswith(quiet)}
    assert {key[0].split("_")[0] for key in rows} >= {"values.feedback", "recognition.judging", "champions.first"}
    # An administrator may be asked to join a round like everybody; what others said or scored is not there for them.
    let_in = {key for key, row in rows.items() if "dev" in row.get_in}
    assert {name for name, _ in let_in} <= {"values.feedback_join", "values.feedback_leave"}


def _roles(permission: Permission) -> set[Role]:
    return {role for role, granted in GRANTS.items() if permission in granted}
