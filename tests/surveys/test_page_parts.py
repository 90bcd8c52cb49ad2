"""Page parts: our own question markup is GOV.UK's, and a field says what is wrong with it."""

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html

from engage.config import ROOT
from engage.surveys.rules.questionnaire import Kind, Option, Question, Row

FIXTURES = ROOT / "static/node_modules/govuk-frontend/dist/govuk/components"
OURS = re.compile(r"^engage-")
# What we add, and why the rest must not differ: autocomplete, aria-invalid and marks for our own styles.
ADDED = {"autocomplete", "aria-invalid", "data-maxlength", "maxlength", "inputmode", "data-other"}


def parts() -> Environment:
    loader = FileSystemLoader(ROOT / "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def render(macro: str, *args: Any) -> html.HtmlElement:
    module = parts().get_template(f"components/{macro}.html").module
    return html.fragment_fromstring(str(getattr(module, macro)(*args)).strip())


def fixture(component: str, name: str) -> html.HtmlElement:
    found = json.loads((FIXTURES / component / "fixtures.json").read_text())["fixtures"]
    return html.fragment_fromstring(next(f["html"] for f in found if f["name"] == name))


def shape(element: html.HtmlElement) -> list[Any]:
    """Tags, classes that are not ours, attributes but ids and names, words: what a reader meets."""
    names = [c for c in (element.get("class") or "").split() if not OURS.match(c)]
    kept = {
        k: v for k, v in element.attrib.items()
        if k not in ADDED | {"class", "id", "name", "for", "value", "aria-describedby"}
    }  # fmt: skip
    described = "aria-describedby" in element.attrib
    text = " ".join((element.text or "").split())
    inner = [shape(c) for c in element if c.get("class") != "govuk-visually-hidden" or c.text == "Error:"]
    return [element.tag, sorted(names), kept, described, text, inner]


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(t, t) for t in texts)


def question(kind: Kind, text: str, **more: Any) -> Question:
    return Question("Q", "q", kind, text, **more)


def test_a_choice_has_the_markup_of_the_radios_people_know() -> None:
    q = question(Kind.SINGLE, "Have you changed your name?", options=options("Yes", "No"), required=True)
    assert shape(render("question_radios", q, {}, {})) == shape(fixture("radios", "default"))


def test_a_choice_with_a_hint_is_described_by_it() -> None:
    q = question(
        Kind.SINGLE, "Have you changed your name?", options=options("Yes", "No"), required=True,
        hint="This includes changing your last name or spelling your name differently.",
    )  # fmt: skip
    assert shape(render("question_radios", q, {}, {})) == shape(fixture("radios", "with hint"))


def test_a_choice_with_a_problem_says_so_where_the_reader_meets_it() -> None:
    q = question(Kind.SINGLE, "Have you changed your name?", options=options("Yes", "No"), required=True)
    errors = {"Q": "Please select an option"}
    ours, theirs = render("question_radios", q, {}, errors), fixture("radios", "with fieldset and error message")
    for item in theirs.xpath(".//input[@checked]"):
        del item.attrib["checked"]
    assert shape(ours) == shape(theirs)


def test_several_choices_have_the_markup_of_checkboxes() -> None:
    q = question(
        Kind.MULTIPLE, "What is your nationality?", hint="Select all that apply", required=True,
        options=options("British", "Irish", "Citizen of another country"),
    )  # fmt: skip
    ours = render("question_checkboxes", q, {}, {})
    for box in ours.xpath(".//*[contains(@class, 'govuk-checkboxes--small')]"):
        box.set("class", "govuk-checkboxes")
    assert shape(ours) == shape(fixture("checkboxes", "with hint"))


@pytest.mark.parametrize("chosen", ["Yes", "No"])
def test_what_was_chosen_stays_chosen(chosen: str) -> None:
    q = question(Kind.SINGLE, "?", options=options("Yes", "No"))
    part = render("question_radios", q, {"Q": chosen}, {})
    assert part.xpath(".//input[@checked]/@value") == [chosen]


def test_the_first_field_of_every_kind_is_where_its_error_leads() -> None:
    for kind, macro in [
        (Kind.SCALE, "question_radios"), (Kind.MULTIPLE, "question_checkboxes"), (Kind.NPS, "question_numbers"),
        (Kind.LONG_TEXT, "question_text"), (Kind.NUMBER, "question_text"), (Kind.DATE, "question_date"),
    ]:  # fmt: skip
        part = render(macro, question(kind, "?", options=options("A", "B")), {}, {"Q": "Wrong"})
        assert len(part.xpath(".//*[self::input or self::textarea][@id='Q']")) == 1, kind


def test_a_grid_has_one_input_for_each_row_and_option_and_each_is_named() -> None:
    rows = (Row("A", "Pay"), Row("B", "Tools"))
    q = question(Kind.GRID, "How far do you agree?", options=options("Agree", "Disagree"), rows=rows)
    part = render("question_grid", q, {"Q_A": "Agree"}, {"Q_B": "Choose an answer"})
    assert part.xpath(".//input/@name") == ["Q_A", "Q_A", "Q_B", "Q_B"]
    assert part.xpath(".//fieldset/legend/text()") == ["Pay", "Tools"]
    assert [label.text_content() for label in part.xpath(".//label")] == ["Agree", "Disagree"] * 2
    assert part.xpath(".//input[@checked]/@id") == ["Q_A"]
    assert part.xpath(".//fieldset[@aria-describedby='Q_B-error']")


def test_a_hidden_figure_in_the_heatmap_says_why_and_shows_no_number() -> None:
    made = parts().get_template("components/heat_cell.html").module.heat_cell(None)  # type: ignore[attr-defined]
    cell = html.fromstring(f"<table><tr>{made}</tr></table>")
    assert "Too few answers, or too alike" in cell.text_content()
    assert not re.search(r"\d", cell.text_content())


def test_the_bar_of_a_spread_is_read_out_and_fills_its_width() -> None:
    shares = [
        SimpleNamespace(label="Agree", share=60, tone="p1"),
        SimpleNamespace(label="Disagree", share=39, tone="n1"),
    ]
    bar = render("spread_bar", shares)
    assert bar.get("aria-label") == "Spread of answers: Agree 60%, Disagree 39%"
    widths = [float(w) for w in bar.xpath(".//*[local-name()='rect']/@width")]
    assert sum(widths) == pytest.approx(100, abs=0.05)


def test_what_somebody_types_is_shown_and_never_becomes_markup() -> None:
    part = render("question_text", question(Kind.LONG_TEXT, "?"), {"Q": "<script>x</script> & more"}, {})
    assert part.xpath(".//textarea")[0].text.strip() == "<script>x</script> & more"
    assert not part.xpath(".//script")
