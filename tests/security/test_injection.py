"""Texts of strangers: as they are typed on every page, never as markup, never as a formula."""

import csv
import io

import pytest
from openpyxl import load_workbook

from engage.core.db import db, transaction
from engage.directory.models import Person, Unit
from engage.surveys.rules import Group, Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules.scales import AGREEMENT
from tests.factories import UNITS, People
from tests.security import routes
from tests.site import Site
from tests.surveys import made, taken

NUMBERS = {"minimum_group": "5", "comment_threshold": "10", "kept_months": "12", "split_to": "1"}
MARKUP = """"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"""
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "=cmd|' /C calc'!A0")
LIVE = ("<script>alert", "<img src=x", "onerror=alert(2)>49")


def hostile(text: str) -> Questionnaire:
    """A questionnaire whose every text is this one."""
    options = tuple(Option(o.code, f"{text} {o.code}", o.score, o.direction) for o in AGREEMENT)
    choices = tuple(Option(c, f"{text} {c}") for c in "ab")
    questions = (
        Question("Q1", "i1", Kind.SCALE, text, hint=text, options=options),
        Question("M2", "i2", Kind.MULTIPLE, text + " two", hint=text, options=choices, has_other=True),
        Question("X1", "i3", Kind.LONG_TEXT, text + " three", hint=text),
    )
    section = Section("s", text, intro=text, questions=questions)
    return Questionnaire((section,), (Group("t", text, ("Q1",)),), (Group("x", text + "i", ("Q1",)),))


@pytest.fixture
def crowd(people: People) -> None:
    taken.crowd(12)


def rename(text: str) -> None:
    """Every unit and every name is this text."""
    with transaction():
        for number, unit in enumerate(db.session.query(Unit)):
            unit.name = f"{text} {number}"
        for person in db.session.query(Person):
            person.first_name = person.surname = text


def everywhere(site: Site, scene: routes.Scene) -> list[tuple[str, str]]:
    """(address, source) of every page that answers, as whoever may see it, reviewed on the way."""
    found = []
    people = scene.people
    for endpoint, address in routes.addresses(site.app, scene, "GET"):
        page = site.get(address, as_=routes.user_of(endpoint, people))
        if page.is_html and page.status == 200:
            found.append((address, page.source))
    return found


def test_markup_in_names_units_and_questionnaires_is_text_on_every_page(site: Site, people: People) -> None:
    made_of = routes.scene(site, people, hostile(MARKUP))
    rename(MARKUP)
    pages = everywhere(site, made_of)
    assert sum("&lt;script&gt;alert(1)" in source for _, source in pages) > 20
    for address, source in pages:
        assert not [mark for mark in LIVE if mark in source], address


def test_markup_in_every_field_of_the_editor_comes_back_as_text(site: Site, people: People) -> None:
    draft = made.draft()
    acts = []
    for where in ("settings", "questions/Q1", "sections/S1", "themes/T1"):
        address = f"/surveys/manage/{draft}/{where}"
        page = site.get(address, as_=people.chloe)
        if page.status != 200:
            continue
        form = page.form(address)
        texts = {e.get("name") for e in page.select("main textarea, main input[type=text], main input:not([type])")}
        sent = {
            name: MARKUP if name in texts and "day" not in name and "time" not in name else value
            for name, value in form.items()
        }
        sent |= NUMBERS if where == "settings" else {}
        answer = site.post(address, sent, as_=people.chloe)
        acts.append((where, answer.status))
        for then in (
            address,
            f"/surveys/manage/{draft}/",
            f"/surveys/manage/{draft}/questions",
            f"/surveys/manage/{draft}/preview",
        ):
            source = site.get(then, as_=people.chloe).source
            assert not [mark for mark in LIVE if mark in source], then
        assert not [mark for mark in LIVE if mark in answer.source], where
    assert [status for _, status in acts if status in {303, 422}], acts


def test_what_a_respondent_types_comes_back_as_text_in_every_section(site: Site, people: People, crowd: None) -> None:
    survey = taken.open_survey()
    site.get(f"/surveys/{survey}/answer", as_=people.amara)
    sent = {
        "section": "three",
        "go": "back",
        "Q1": MARKUP,
        "X1": MARKUP,
        "Q2": MARKUP,
        "paper": MARKUP,
        "asked": MARKUP,
    }
    page = site.post(f"/surveys/{survey}/answer", sent, as_=people.amara)
    assert "&lt;script&gt;alert(1)" in page.source
    assert not [mark for mark in LIVE if mark in page.source]
    with transaction():
        from engage.core import clock
        from engage.surveys.actions import lifecycle
        from engage.surveys.models import Survey

        lifecycle.close(db.session.get_one(Survey, survey), clock.now())
    closed = site.post(f"/surveys/{survey}/answer", sent, as_=people.amara)
    assert closed.status == 409
    assert "&lt;script&gt;alert(1)" in closed.source
    assert not [mark for mark in LIVE if mark in closed.source]


def test_the_name_of_an_uploaded_file_is_text(site: Site, people: People) -> None:
    token = routes.upload(site, people.dev, "<img src=x onerror=alert(2)>.csv")
    page = site.get(f"/admin/uploads/{token}", as_=people.dev)
    assert page.status == 200
    assert "<img src=x" not in page.source
    assert "&lt;img src=x" in page.source


def test_an_error_page_repeats_nothing_of_the_address_as_markup(site: Site, people: People) -> None:
    for address in (
        "/<script>alert(1)</script>",
        "/surveys/1/results/groups/<img src=x onerror=alert(2)>",
        "/sign-in?next=/<script>alert(1)",
    ):
        page = site.get(address, as_=people.amara if "results" in address else None)
        assert not [mark for mark in LIVE if mark in page.source]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_an_export_is_a_formula_whatever_things_are_called(site: Site, people: People, formula: str) -> None:
    with transaction():
        for unit in db.session.query(Unit):
            unit.name = f"{formula}{unit.id}"
    taken.crowd(12)
    doc = hostile(formula)
    survey = taken.open_survey(doc, title=formula)
    taken.cast_all(survey, doc, [{"Q1": "54321"[n % 5], "M2": ["ab"[n % 2]]} for n in range(40)])
    taken.release_survey(survey)
    text = site.get(f"/surveys/{survey}/results.csv", as_=people.amara).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    cells = [cell for row in rows for cell in row if not _number(cell)]
    assert formula.strip() in " ".join(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    book = load_workbook(io.BytesIO(site.get(f"/surveys/{survey}/results.xlsx", as_=people.amara).data))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert UNITS.council


def _number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()
