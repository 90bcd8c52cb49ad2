import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.formats import BadFile, read
from engage.surveys.formats.html import lost, plain
from engage.surveys.rules import Kind, check, from_json, to_json
from engage.surveys.rules.scales import AGREEMENT, YES_NO
from tests.surveys.strategies import asked, of, questionnaires


@given(questionnaires())
def test_our_own_json_comes_back_with_its_identities(drawn):
    once = from_json(to_json(drawn).encode("utf-8", "ignore").decode())
    if once.questions:
        assert read("q.json", to_json(once).encode()).questionnaire == once


def test_a_question_written_by_hand_gets_an_identity():
    plain_ = json.loads(to_json(of(asked("Q1"), asked("Q2"))))
    del plain_["sections"][0]["questions"][1]["identity"]
    found = read("q.json", json.dumps(plain_).encode(), identity=lambda: "fresh")
    assert [question.identity for question in found.questionnaire.questions] == ["idQ1", "fresh"]
    assert found.carried == ("2 questions in 1 section", "1 question without an identity, now given one")


def test_scores_and_directions_of_a_multiple_choice_are_dropped_with_a_line_in_the_report():
    doc = of(asked("Q1"), asked("M1", Kind.MULTIPLE, options=AGREEMENT), asked("M2", Kind.MULTIPLE, options=YES_NO))
    found = read("q.json", to_json(doc).encode())
    assert [(note.where, note.what) for note in found.not_carried] == [
        ("$.sections[0].questions[1]", "scores and directions of M1")
    ]
    scale, dropped, _ = found.questionnaire.questions
    assert scale.options == AGREEMENT
    assert {(option.score, option.direction) for option in dropped.options} == {(None, None)}
    assert check(found.questionnaire) == []


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ('{"sections":[]}', "$.sections", "no_questions"),
        ('{"sections":\n[,]}', "line 2", "not_json"),
        ("[1]", "$", "not_an_object"),
        ('{"sections":7}', "$.sections", "not_a_list"),
        (to_json(of(asked("Q1"), asked("Q1"))), "Q1", "doubled_code"),
        (to_json(of(asked("Q1", Kind.SINGLE, options=(*YES_NO, *YES_NO)))), "Q1", "doubled_code"),
        ('{"sections":[' * 50_000, "$", "too_deep"),
    ],
)
def test_bad_json_is_one_clear_error(text, where, code):
    with pytest.raises(BadFile) as caught:
        read("q.json", text.encode())
    assert (caught.value.where, caught.value.code) == (where, code)


KEYS = st.sampled_from(["sections", "questions", "code", "identity", "text", "kind", "title", "x"])
LEAVES = st.none() | st.integers() | st.text()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)))
def test_any_other_json_is_one_clear_error(value):
    with pytest.raises(BadFile):
        read("q.json", json.dumps({"sections": value}).encode())


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Plain & simple", "Plain & simple"),
        ("two\nlines", "two\nlines"),
        ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
        ("<div id='x'>\n\t<p>\n\t\tWhich\xa0one?</p>\n</div>\n<p>\n\t&nbsp;</p>", "Which one?"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n\n- two"),
        ('<a href="https://example.org/x?a=1&amp;b=2">more</a>', "more (https://example.org/x?a=1&b=2)"),
        ('<a href="javascript:alert(1)">more</a>', "more"),
        ("<strong>bold</strong> <em>word</em>", "bold word"),
        ("before<script>alert(1)</script>after", "beforeafter"),
        ("<style>p{}</style><p onclick='x()'>text</p>", "text"),
        ("<img src=x onerror=alert(1)>picture", "picture"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("a < b", "a < b"),
        ("<!-- hidden -->seen", "seen"),
        ("<p>cut off", "cut off"),
    ],
)
def test_html_from_strangers_becomes_plain_text(raw, text):
    found = plain(raw)
    assert [line for line in found.split("\n") if line] == [line for line in text.split("\n") if line]
    assert found.count("\n\n") == text.count("\n\n")


@given(st.text(st.sampled_from("<>/pabrscit=\"' &;\n#x!-lh"), max_size=80))
def test_html_of_any_sort_becomes_one_line_of_text_when_asked(raw):
    once = plain(raw, lines=False)
    assert "\n" not in once
    assert once == once.strip()


def test_what_a_text_loses_is_said():
    assert lost("<p>plain</p>") == ()
    assert len(lost('<img src="x"> for {TOKEN:FIRSTNAME}')) == 2
