"""Every printed thing comes out whatever people type, tagged, and never runs their words."""

import json
import re

import pytest
import typst

from engage.core import pdf
from engage.recognition.rules.paper import fitting
from engage.recognition.views.paper import qr_svg

NASTY = (
    '#eval("1") #panic() `raw` *bold* _it_ $x^2$ @ref <label> \\u{41} // no /* no', "= Heading\n+ item\n- item\n/ a: b",
    "x" * 1000, "شكرا لك يا صديقي", "Thanks 🎉👏🏽 👨‍👩‍👧 Łukasz ř ș ễ Дякую",
    "a\n" * 500, "\u202eabc\u200b\u0301", "\ufffe\ue000",
)  # fmt: skip


def _card(words: str) -> dict[str, object]:
    return {"to": fitting(words)[:120], "words": fitting(words), "giver": fitting(words)[:60], "day": "3 March 2027",
            "value": words[:40], "colour": "plum", "others": "To you and 4 others", "private": True}  # fmt: skip


def _all(words: str) -> dict[str, tuple[dict[str, object], dict[str, bytes]]]:
    cards = [_card(words) for _ in range(3)]
    code = {
        "site": words[:120],
        "code": "BCDF23",
        "address": "engage.example/t/BCDF23",
        "paper": "a3",
        "values": [words[:60]] * 9,
    }
    return {
        "paper_poster.typ": (code, {"code.svg": qr_svg("https://engage.example/t/BCDF23")}),
        "paper_cards.typ": (code, {}),
        "paper_slips.typ": ({"site": words[:99], "cards": [
            {"name": words[:90], "unit": words[:90], "part": "1 of 2", "thanks": cards[:2]}]}, {}),
        "paper_wall.typ": ({"about": words[:90], "cards": cards}, {}),
        "paper_slides.typ": ({"about": words[:90], "cards": cards}, {}),
    }  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_whatever_is_typed_is_printed_as_it_stands(app, words):
    for template, (data, pictures) in _all(words).items():
        made = pdf.make(template, "Thank you", {"today": "3 March 2027", **data}, pictures)
        assert made.startswith(b"%PDF"), template
        assert b"/StructTreeRoot" in made or b"/ObjStm" in made


def test_an_ordinary_document_says_that_it_is_accessible(app):
    for template, (data, pictures) in _all("You held the gate, Łukasz.").items():
        made = pdf.make(template, "Thank you", {"today": "3 March 2027", **data}, pictures)
        assert b"pdfuaid" in made, template
        assert re.search(rb"/Lang ?\(en-GB\)", made) or b"<dc:language>" in made, template


def test_each_thank_you_is_one_page_and_a_poster_is_one(app):
    for template, pages in (("paper_poster.typ", 1), ("paper_cards.typ", 1), ("paper_wall.typ", 1),
                            ("paper_slides.typ", 3), ("paper_slips.typ", 1)):  # fmt: skip
        data, pictures = _all("You held the gate. " * 20)[template]
        made = pdf.make(template, "Thank you", {"today": "3 March 2027", **data}, pictures)
        assert _pages(made) == pages, template


def _pages(made: bytes) -> int:
    found = re.search(rb"/Type ?/Pages ?/Count (\d+)", made)
    assert found
    return int(found[1])


def test_emoji_are_left_out_of_print_and_other_letters_only_cost_the_standard(app):
    data, _ = _all("Thanks 🎉")["paper_slides.typ"]
    assert b"pdfuaid" in pdf.make("paper_slides.typ", "Thank you 🎉", {"today": "", **data})
    data, _ = _all("谢谢")["paper_slides.typ"]
    assert b"pdfuaid" not in pdf.make("paper_slides.typ", "Thank you", {"today": "", **data})


def test_without_the_built_fonts_it_is_printed_all_the_same(app, monkeypatch, tmp_path):
    data, _ = _all("Łukasz")["paper_slides.typ"]
    with_fonts = pdf.make("paper_slides.typ", "Thank you", {"today": "", **data})
    assert b"AtkinsonHyperlegible" in with_fonts
    monkeypatch.setattr(pdf, "BUILD", tmp_path / "nowhere")
    without = pdf.make("paper_slides.typ", "Thank you", {"today": "", **data})
    assert b"pdfuaid" in without
    assert b"AtkinsonHyperlegible" not in without


def test_a_template_that_is_wrong_says_so(app):
    with pytest.raises(typst.TypstError):
        pdf.make("paper_slides.typ", "Thank you", json.loads("{}"))
