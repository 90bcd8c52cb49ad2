"""Hostile and broken workbooks and archives: one clear error each, or a plain questionnaire."""

import io
import json
import struct
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.surveys.formats import BadFile, read
from engage.surveys.formats.xlsform_out import xlsform_bytes
from engage.surveys.rules import check, from_json, to_json
from tests.surveys.formats.archives import TABLES, answered, lsa, lsr, response, zipped
from tests.surveys.formats.lss import outcome, question, survey
from tests.surveys.formats.sheets import book
from tests.surveys.strategies import asked, of

HEAD = ("type", "name", "label", "relevant")
YN = (("list_name", "name", "label"), ("yn", "y", "Yes"), ("yn", "n", "No"))
FORM = xlsform_bytes(of(asked("a"), asked("b")), "T")
LSS = survey(TABLES)
BOMB = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><document>&b;</document>'


def refused(data, name="x.xlsx"):
    with pytest.raises(BadFile) as caught:
        read(name, data)
    assert caught.value.sentence.endswith(".")
    return caught.value


def link():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo("survey_1.lss")
        member.create_system, member.external_attr = 3, 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return out.getvalue()


def lying(data):
    """The same archive, whose list says that everything is a hundred bytes long."""
    made = bytearray(data)
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", made, at + 24, 100)
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def overwritten(**members):
    """The form with members of its workbook replaced."""
    with zipfile.ZipFile(io.BytesIO(FORM)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return zipped(found | {name.replace("__", "/"): content for name, content in members.items()})


ARCHIVES = {
    "bomb": (zipped({"survey_1.lss": b"<document>" + b" " * 200_000_000}), "too_large"),
    "bomb with a lie": (lying(zipped({"survey_1.lss": b"<document>" + b" " * 200_000_000})), "truncated too_large"),
    "bomb beside": (lsa([], **{"survey_9_responses.lsr": b" " * 100_000_000}), "too_large"),
    "thousands": (zipped({f"f{n}": b"" for n in range(5000)}), "too_many"),
    "absolute": (zipped({"/etc/survey_1.lss": LSS}), "unsafe_name"),
    "up": (zipped({"../survey_1.lss": LSS}), "unsafe_name"),
    "windows": (zipped({"..\\survey_1.lss": LSS}), "unsafe_name"),
    "drive": (zipped({"C:\\survey_1.lss": LSS}), "unsafe_name"),
    "link": (link(), "unsafe_name"),
    "nested": (zipped({"survey.lsa": lsa([])}), "not_an_archive"),
    "two": (zipped({"a.lss": LSS, "b.lss": LSS}), "not_an_archive"),
    "empty": (zipped({}) + b"", "not_csv empty not_text missing_column"),
    "cut": (lsa([])[:-60], "truncated"),
    "half": (lsa([response(n, **answered(n)) for n in range(50)])[:900], "truncated"),
    "entities": (zipped({"survey_1.lss": BOMB}), "forbidden_xml"),
    "entities beside": (lsa([], **{"survey_9_responses.lsr": BOMB}), "forbidden_xml"),
    "responses that are none": (lsa([], **{"survey_9_responses.lsr": LSS}), "not_responses"),
    "responses cut off": (lsa([], **{"survey_9_responses.lsr": lsr([response(1)])[:-30]}), "truncated"),
    "packed oddly": (zipped({"survey_1.lss": LSS}, zipfile.ZIP_LZMA), "not_readable"),
    "a document": (zipped({"word/document.xml": b"<w/>"}), "not_an_archive"),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_a_hostile_archive_is_one_clear_error(case):
    data, codes = ARCHIVES[case]
    assert refused(data, "x.lsa").code in codes.split()


def test_a_bomb_costs_neither_time_nor_memory():
    data = ARCHIVES["bomb"][0]
    tracemalloc.start()
    begun = time.perf_counter()
    refused(data, "x.lsa")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000
    assert time.perf_counter() - begun < 10


def test_content_decides_and_not_the_name():
    assert len(read("form.lsa", FORM).questionnaire.questions) == 2
    assert len(read("survey.xlsx", lsa([])).questionnaire.questions) == 6
    assert len(read("form.csv", LSS).questionnaire.questions) == 6


BLANK = [(" ", "")] * 20_000
GROUPS = [("begin_group", f"g{n}", "G") for n in range(40)]
FORMS = {
    "blank rows": (book([HEAD, *BLANK]), "not_a_workbook"),
    "blank rows below a question": (book([HEAD, ("text", "a", "A?"), *BLANK]), "not_a_workbook"),
    "blank rows of choices": (book([HEAD, ("text", "a", "A?")], [*YN, *BLANK]), "not_a_workbook"),
    "few blank rows": (book([HEAD, *BLANK[:50]]), "no_questions"),
    "nothing": (book([HEAD]), "no_questions"),
    "no survey": (book([], YN), "not_an_xlsform"),
    "no head": (book([("a", "b"), ("c", "d")]), "missing_column"),
    "doubled column": (book([("type", "name", "label", "Label"), ("text", "a", "A?", "B?")]), "doubled_column"),
    "cut": (FORM[: len(FORM) // 2], "truncated"),
    "cut at the end": (FORM[:-30], "truncated"),
    "entities": (overwritten(**{"xl__worksheets__sheet1.xml": BOMB}), "not_a_workbook"),
    "broken": (overwritten(**{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData><row"}), "not_a_workbook"),
    "bomb": (overwritten(**{"xl__worksheets__sheet1.xml": b" " * 100_000_000}), "not_a_workbook"),
    "no list": (book([HEAD, ("select_one missing", "a", "A?")]), "no_list"),
    "doubled choice": (book([HEAD, ("select_one yn", "a", "A?")], [*YN, ("yn", "y", "Yes")]), "doubled_code"),
    "nameless choice": (book([HEAD, ("select_one yn", "a", "A?")], [*YN, ("yn", "", "Yes")]), "empty"),
    "nameless question": (book([HEAD, ("text", "", "A?")]), "empty"),
    "typeless": (book([HEAD, ("", "a", "A?")]), "no_type"),
    "not closed": (book([HEAD, ("begin_group", "g", "G"), ("text", "a", "A?")]), "group_not_closed"),
    "not open": (book([HEAD, ("text", "a", "A?"), ("end_group",)]), "group_not_open"),
    "deep": (book([HEAD, *GROUPS]), "too_deep"),
    "many": (book([HEAD, *[("text", f"q{n}", "?") for n in range(1001)]]), "too_many"),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_hostile_form_is_one_clear_error(case):
    data, code = FORMS[case]
    assert refused(data).code == code


def test_formula_cells_and_doubled_names_and_huge_texts_come_out_plain():
    rows = [HEAD, ("text", "a", "=1+1"), ("text", "a", "x" * 30_000), ("text", "A", "@SUM(1)")]
    found = read("x.xlsx", book(rows))
    codes = [question.code for question in found.questionnaire.questions]
    assert codes == ["a", "a-2", "A"]
    assert max(len(question.text) for question in found.questionnaire.questions) == 4000
    assert {note.what for note in found.not_carried} >= {"name a", "label of a", "label of a-2"}
    # A formula that no program has computed has no text: nothing here computes it.
    assert found.questionnaire.questions[0].text == ""
    assert [problem.code for problem in check(found.questionnaire)] == ["empty_text"]


def test_conditions_in_a_circle_are_reported_in_every_format():
    rows = [HEAD, ("text", "a", "A?", "${b} = 'x'"), ("text", "b", "B?", "${a} = 'x'")]
    assert [note.what for note in read("x.xlsx", book(rows)).not_carried] == ["relevant of a"]
    circle = survey({"questions": [question(1, "S", "a", "A?", relevance='b == "x"'),
                                   question(2, "S", "b", "B?", relevance='a == "x"')]})  # fmt: skip
    assert [note.what for note in read("x.lss", circle).not_carried] == ["relevance of a"]
    asks = {"match": "all", "parts": [{"item": "b", "operator": "equals", "values": ["x"]}]}
    one = {"code": "a", "kind": "short_text", "text": "A?", "condition": asks}
    plain = {"sections": [{"code": "S", "title": "S", "questions": [one, one | {"code": "b", "condition": None}]}]}
    found = read("x.json", json.dumps(plain).encode())
    assert [problem.code for problem in check(found.questionnaire)] == ["condition_on_later"]


@given(st.integers(0, 20_000), st.binary(max_size=6), st.sampled_from([FORM, lsa([response(1, **answered(1))])]))
@settings(max_examples=150, deadline=None)
def test_any_damage_is_survived(place, junk, data):
    place %= len(data)
    found = outcome(data[:place] + junk + data[place + len(junk) :], "x.xlsx")
    if isinstance(found, BadFile):
        assert found.sentence.endswith(".")
    else:
        assert from_json(to_json(found.questionnaire)) == found.questionnaire
