import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engage.surveys.formats import BadFile, read
from engage.surveys.rules import Aside, Direction, Kind, check, from_json, to_json
from tests.surveys.formats.lss import outcome
from tests.surveys.strategies import shared

HEAD = "code,section,text,5,4,3,2,1,not_applicable\n"
ROW = "Q1,Work,I like it,SA,A,N,D,SD,\n"


def imported(text):
    return read("q.csv", text.encode())


def refused(text):
    with pytest.raises(BadFile) as caught:
        imported(text)
    return caught.value.where, caught.value.code


def test_the_real_questionnaire_comes_in_whole():
    found = read("questionnaire.csv", shared("fevs2018", "questionnaire.csv").read_bytes())
    assert len(found.questionnaire.questions) == 71
    assert found.not_carried == ()
    assert check(found.questionnaire) == []
    q9 = found.questionnaire.questions[8]
    assert [option.code for option in q9.options] == ["5", "4", "3", "2", "1", "na"]
    assert q9.options[-1].aside is Aside.NOT_APPLICABLE
    assert q9.options[0].direction is Direction.POSITIVE
    assert from_json(to_json(found.questionnaire)) == found.questionnaire


def test_a_questions_identity_is_given_once_by_the_caller():
    names = iter(["one", "two"])
    text = HEAD + ROW + ROW.replace("Q1", "Q2")
    found = read("q.csv", text.encode(), identity=lambda: next(names))
    assert [question.identity for question in found.questionnaire.questions] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ("", "", "empty"),
        ("  \n ", "", "empty"),
        ("code,section\n", "line 1", "missing_column"),
        (HEAD.replace("text", "code") + ROW, "line 1", "doubled_column"),
        (HEAD.replace("4", "5.0") + ROW, "line 1", "doubled_column"),
        (HEAD, "line 2", "no_questions"),
        (HEAD + ROW + ROW, "line 3", "doubled_code"),
        (HEAD + ROW + "\n\n" + ROW, "line 5", "doubled_code"),
        (HEAD + '"Q1",Work,"Two\nlines",SA,A,N,D,SD,\n' + ROW, "line 4", "doubled_code"),
        (HEAD + ROW + "Q2,Work,I lik", "line 3", "too_few_cells"),
        (HEAD + ROW + 'Q2,Work,"I lik', "line 3", "truncated"),
        (HEAD + ROW.strip() + "more,and more\n", "line 2", "too_many_cells"),
        (HEAD + ROW.replace("Q1", "a b"), "line 2", "bad_code"),
        (HEAD + ROW.replace("Q1", "Q__other"), "line 2", "bad_code"),
        (HEAD + ROW.replace("Work", " "), "line 2", "empty"),
        (HEAD + "Q1,Work,I like it,,,,,,\n", "line 2", "no_options"),
        (HEAD + "Q1,Work,I like it,SA,,,,,\n", "line 2", "too_few_options"),
        (HEAD + "Q1,Work," + "x" * 5000 + ",SA,A,,,,\n", "line 2", "too_long"),
        (HEAD + ROW.replace("SA", "S" * 200_000), "line 2", "not_csv"),
        ("code,section,text,kind\nQ1,Work,Why?,essay\n", "line 2", "unknown_kind"),
        ("code,section,text,kind,required\nQ1,Work,Why?,long_text,maybe\n", "line 2", "not_true_or_false"),
        ("code,section,text,kind,1,0\nQ1,Work,Why?,long_text,Yes,No\n", "line 2", "options_not_used"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(text, where, code):
    assert refused(text) == (where, code)


def test_windows_text_is_read_and_said_so():
    found = read("q.csv", (HEAD + ROW.replace("like", "liké")).encode("cp1252"))
    assert found.questionnaire.questions[0].text == "I liké it"
    assert [(note.where, note.what) for note in found.not_carried] == [("line 2", "encoding")]
    with pytest.raises(BadFile, match="neither"):
        read("q.csv", HEAD.encode() + b"\x81\x8d")


def test_marks_of_excel_do_no_harm():
    for data in (("\ufeff" + HEAD + ROW).encode(), (HEAD + ROW).encode("utf-16")):
        assert len(read("q.csv", data).questionnaire.questions) == 1
    semicolons = (HEAD + ROW).replace(",", ";")
    assert len(imported(semicolons).questionnaire.questions) == 1


def test_optional_columns_make_kinds_themes_and_indices():
    text = (
        "code,section,text,kind,2,1,prefer_not_to_say,required,reversed,theme,index,colour\n"
        "Q1,Work,Fine?,,Yes,No,Rather not,yes,,Pay,Engagement,red\n"
        "Q2,Work,Bad?,scale,Yes,No,,,x,Pay,,\n"
        "Q3,Home,Why?,long_text,,,,,,Pay,,\n"
        "Q4,Work,How likely?,nps,,,,,,,,\n"
    )
    found = imported(text)
    one, two, four, three = found.questionnaire.questions
    assert one.required
    assert one.options[2].aside is Aside.PREFER_NOT_TO_SAY
    assert two.reversed
    assert (three.kind, four.kind) == (Kind.LONG_TEXT, Kind.NPS)
    assert [section.title for section in found.questionnaire.sections] == ["Work", "Home"]
    assert found.questionnaire.themes[0].items == ("Q1", "Q2")
    assert found.questionnaire.indices[0].items == ("Q1",)
    assert [(note.where, note.what) for note in found.not_carried] == [
        ("line 1", 'column "colour"'),
        ("line 4", "theme Pay"),
    ]
    assert check(found.questionnaire) == []


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_only_a_scale_gets_scores_and_directions_from_its_columns(kind):
    found = imported(f"code,section,text,kind,3,2,1\nQ1,Work,How do you come?,{kind},Bus,Car,On foot\n")
    (question,) = found.questionnaire.questions
    assert [(o.code, o.text, o.score, o.direction) for o in question.options] == [
        ("3", "Bus", None, None),
        ("2", "Car", None, None),
        ("1", "On foot", None, None),
    ]
    assert check(found.questionnaire) == []


def test_a_formula_and_a_tag_stay_plain_words():
    found = imported(HEAD + ROW.replace("I like it", "=1+1 <script>alert(1)</script>"))
    assert found.questionnaire.questions[0].text == "=1+1 <script>alert(1)</script>"


def test_a_file_above_the_setting_is_refused():
    with pytest.raises(BadFile) as caught:
        read("q.csv", (HEAD + ROW).encode(), most=10)
    assert caught.value.code == "too_large"


def test_an_older_workbook_is_refused_with_the_remedy():
    with pytest.raises(BadFile, match="save it as an Excel workbook"):
        read("survey.xls", b"\xd0\xcf\x11\xe0rest")


CELLS = st.text(st.sampled_from('Q1,;"\n\r5x\0é'), max_size=12)


@given(st.binary(max_size=200) | st.lists(CELLS).map(lambda cells: (HEAD + ",".join(cells)).encode()))
@example(b"code,section,text,5,4\nQ1,a,b,c,d")
def test_whatever_the_bytes_there_is_a_questionnaire_or_one_clear_error(data):
    found = outcome(data)
    if isinstance(found, BadFile):
        assert found.sentence.endswith(".")
    else:
        assert from_json(to_json(found.questionnaire)) == found.questionnaire


@given(st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=4))
def test_whatever_the_cells_there_is_a_questionnaire_or_one_clear_error(rows):
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    found = outcome((HEAD + "\n".join(lines)).encode())
    if isinstance(found, BadFile):
        assert found.sentence.endswith(".")
    else:
        assert from_json(to_json(found.questionnaire)) == found.questionnaire
