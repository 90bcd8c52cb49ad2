"""For whom something is: the rule, its text, its form, and the same in SQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from engage.access import Role, Viewer
from engage.consultation.models import Consultation
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.audience_form import AudienceForm
from engage.directory.models import Unit
from engage.directory.queries_audience import Offered, means_viewer, names, offered, standing
from engage.directory.queries_audience import people as meant_people
from engage.directory.rules.audience import EVERYONE, ROLES, Audience, Standing, from_text, to_text
from tests.champions import made
from tests.factories import UNITS

NUMBERS = st.frozensets(st.integers(1, 2000), max_size=4)
AUDIENCES = st.builds(
    Audience, NUMBERS, st.frozensets(st.sampled_from(sorted(ROLES)), max_size=2), NUMBERS, st.booleans()
).filter(lambda a: not a.within or bool(a.units and (a.roles or a.networks)))
CHAMPIONS_3 = Audience(frozenset({3}), frozenset({"champion"}), within=True)


@pytest.mark.parametrize(
    ("audience", "units", "roles", "included"),
    [
        (EVERYONE, (), (), True),
        (Audience(units=frozenset({3})), (3, 1), (), True),
        (Audience(units=frozenset({3})), (33, 1), (), False),
        (Audience(roles=frozenset({"manager"})), (1,), ("staff", "manager"), True),
        (Audience(roles=frozenset({"manager"})), (1,), ("staff",), False),
        (Audience(frozenset({3}), frozenset({"manager"})), (4,), ("manager",), True),
        (Audience(frozenset({3}), frozenset({"manager"})), (3,), ("staff",), True),
        (Audience(frozenset({3}), frozenset({"manager"})), (), (), False),
        (CHAMPIONS_3, (3, 1), ("champion",), True),
        (CHAMPIONS_3, (3, 1), ("staff",), False),
        (CHAMPIONS_3, (4, 1), ("champion",), False),
    ],
)
def test_somebody_is_meant_by_a_unit_or_by_a_role_or_by_both(audience, units, roles, included):
    assert audience.includes(Standing(units, roles)) is included


def test_people_in_a_network_are_meant_and_in_a_slice_only_those_of_the_parts():
    whole, part = Audience(networks=frozenset({2})), Audience(frozenset({3}), networks=frozenset({2}), within=True)
    assert whole.includes(Standing((), (), (2, 5))) and not whole.includes(Standing((2,), (), (5,)))
    assert part.includes(Standing((3,), (), (2,))) and not part.includes(Standing((3,), ("champion",), (5,)))


@given(AUDIENCES)
def test_an_audience_comes_back_as_it_was_kept(audience):
    assert from_text(to_text(audience)) == audience


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "unit:",
        "unit:x",
        "role:king",
        "everybody",
        "unit:-1",
        "everyone unit:3",
        "within",
        "within unit:3",
        "within role:champion",
        "unit:3 within",
        "network:x",
    ],
)
def test_a_text_that_is_no_audience_is_refused(text):
    with pytest.raises(ValueError):
        from_text(text)


def form(app, sent: dict[str, object], offered=((3, "Parks"), (4, "Waste"))) -> tuple[bool, AudienceForm]:
    with app.test_request_context("/", method="POST", data={}):
        filled = AudienceForm(formdata=MultiDict(sent), meta={"csrf": False})
        filled.offer(Offered(offered, ((7, "First aiders"),)))
        return filled.validate(), filled


@pytest.mark.parametrize(
    ("sent", "audience"),
    [
        ({"who": "everyone"}, EVERYONE),
        ({"who": "everyone", "for_units": ["3"]}, EVERYONE),  # what was left chosen below does not count
        ({"who": "some", "for_units": ["3", "4"]}, Audience(frozenset({3, 4}))),
        ({"who": "some", "for_roles": ["manager"]}, Audience(roles=frozenset({"manager"}))),
        (
            {"who": "some", "for_units": ["4"], "for_roles": ["champion"]},
            Audience(frozenset({4}), frozenset({"champion"})),
        ),
        ({"who": "some", "for_networks": ["7"]}, Audience(networks=frozenset({7}))),
        (
            {"who": "within", "for_units": ["4"], "for_networks": ["7"]},
            Audience(frozenset({4}), networks=frozenset({7}), within=True),
        ),
    ],
)
def test_the_form_means_whom_it_says(app, sent, audience):
    valid, filled = form(app, sent)
    assert valid, filled.errors
    assert filled.audience == audience


@pytest.mark.parametrize(
    "sent",
    [
        {"who": "some"},
        {"who": ""},
        {},
        {"who": "nobody"},
        {"who": "some", "for_units": ["99"]},
        {"who": "some", "for_roles": ["king"]},
        {"who": "some", "for_networks": ["8"]},
        {"who": "within", "for_units": ["3"]},
        {"who": "within", "for_roles": ["champion"]},
    ],
)
def test_nobody_or_somebody_unknown_is_refused(app, sent):
    assert not form(app, sent)[0]


@given(AUDIENCES)
def test_the_form_shows_what_was_chosen(audience):
    from flask import Flask

    app = Flask("form")
    app.config.update(SECRET_KEY="x" * 20, WTF_CSRF_ENABLED=False)
    with app.test_request_context("/"):
        shown = AudienceForm(formdata=None)
        named = [[(number, str(number)) for number in some] for some in (audience.units, audience.networks)]
        shown.offer(Offered(*named), audience)
        assert shown.audience == audience


def test_in_sql_it_means_the_same_people_as_the_rule(people):
    ids = {unit.code: unit.id for unit in db.session.query(Unit)}
    audiences = [
        EVERYONE, Audience(frozenset({ids[UNITS.council]})), Audience(frozenset({ids[UNITS.adults]})),
        Audience(frozenset({ids[UNITS.home_care], ids[UNITS.people_team]})), Audience(frozenset({999, 1000})),
        Audience(roles=frozenset({"champion"})), Audience(roles=frozenset({"manager"})),
        Audience(frozenset({ids[UNITS.waste]}), frozenset({"manager"})), Audience(networks=frozenset({1})),
        Audience(frozenset({ids[UNITS.waste]}), frozenset({"champion"}), within=True),
        Audience(frozenset({ids[UNITS.adults]}), networks=frozenset({1}), within=True),
    ]  # fmt: skip
    with transaction():
        for at, audience in enumerate(audiences):
            row = Consultation(title=str(at), audience=to_text(audience), created_at=clock.now())
            db.session.add(row)
    roles = {people.bryn: Role.CHAMPION, people.chloe: Role.OD, people.dev: Role.ADMIN, people.femi: Role.MANAGER}
    meant = {to_text(audience): {person for person, _ in meant_people(to_text(audience))} for audience in audiences}
    for person in vars(people).values():
        held = frozenset({Role.STAFF, roles.get(person, Role.STAFF)})
        viewer = Viewer(person, "N", "N", "en", held, 1)
        rows = db.session.scalars(db.select(Consultation.title).where(means_viewer(Consultation.audience, viewer)))
        by_rule = {str(at) for at, a in enumerate(audiences) if a.includes(standing(viewer))}
        assert set(rows) == by_rule
        assert by_rule == {str(at) for at, a in enumerate(audiences) if person in meant[to_text(a)]}


def test_an_audience_is_told_in_words(people):
    adults = db.session.query(Unit).filter_by(code=UNITS.adults).one().id
    assert names("everyone") == ()
    assert names(f"role:manager unit:{adults}") == ["Adults and communities", "Managers"]
    assert names(f"network:1 unit:{adults}") == ["Adults and communities", "Employee champions"]
    assert names(f"within network:1 unit:{adults}") == ["Employee champions in Adults and communities"]


def test_a_staff_network_is_never_offered(people):
    staff, aiders = made.network("staff"), made.network()
    numbers = {number for number, _ in offered().networks}
    assert aiders in numbers and staff not in numbers
