"""LimeSurvey's archive: the questionnaire, and answers without whoever gave them."""

from engage.surveys.formats import lsa as lsa_format
from engage.surveys.formats import lss_conditions, read
from engage.surveys.rules import OTHER, Kind
from tests.surveys.formats.archives import TABLES, answered, lsa, response, zipped
from tests.surveys.formats.lss import survey

ROWS = [response(n, **answered(n)) for n in range(12)]


def test_the_questionnaire_is_the_one_of_the_survey_file():
    found = read("survey.lsa", lsa(ROWS))
    kinds = [question.kind for question in found.questionnaire.questions]
    assert kinds == [Kind.SINGLE, Kind.MULTIPLE, Kind.GRID, Kind.LONG_TEXT, Kind.RANKING, Kind.SINGLE]


def test_what_was_left_closed_is_said():
    found = read("survey.lsa", lsa(ROWS, **{"notes.txt": b"x"}))
    said = {note.what: note.why for note in found.not_carried}
    assert "not opened" in said["survey_9_tokens.lst"]
    assert "not opened" in said["survey_9_timings.lsi"]
    assert "not opened" in said["notes.txt"]
    assert "not taken over" in said["12 responses"]


def test_answers_are_read_by_item_and_nothing_that_identifies():
    collected = read("survey.lsa", lsa(ROWS)).collected
    assert collected.source == "LimeSurvey 9"
    assert collected.answers[0] == {"role": "x", "rate_p": "1", "rate_q": "2", "age": OTHER}
    assert collected.answers[1] == {"role": "y", "rate_p": "2", "rate_q": "2", "age": "n", "tools": ["a"]}
    told = repr(collected.answers)
    assert not any(word in told for word in ("tok", "2024", "10.0.0", "example", "Words", "Sage", "99"))


def test_nothing_of_an_answer_is_in_what_an_error_or_a_log_would_print():
    found = read("survey.lsa", lsa(ROWS))
    assert not any(word in repr(found.collected) for word in ("Words of", "'x'", "tok1"))
    assert "collected" not in repr(found)


def test_every_column_is_accounted_for():
    collected = read("survey.lsa", lsa([response(1, **answered(1), **{"77": "x"})])).collected
    why = {note.what.removeprefix("column "): note.why for note in collected.left}
    assert {"id", "token", "submitdate", "startdate", "datestamp", "ipaddr", "refurl", "seed"} <= why.keys()
    assert "no figure" in why["_9X1X4"]
    assert "no question" in why["_9X1X77"]
    assert "no question" in why["_9X1X6other"]
    assert not why.keys() & {"_9X1X1", "_9X1X2a", "_9X1X25b", "_9X1X3p", "_9X1X6"}


def test_a_value_that_is_no_option_is_counted_and_left_out():
    collected = read("survey.lsa", lsa([response(n, **{"1": "zz"}) for n in range(3)])).collected
    assert collected.answers == ({}, {}, {})
    assert [note.why for note in collected.left if note.what.endswith("_9X1X1")] == [
        "3 answers that no option of the question says"
    ]


def test_responses_that_were_not_finished_are_not_counted():
    rows = [*ROWS, response(20, **answered(2)) | {"submitdate": None}]
    collected = read("survey.lsa", lsa(rows)).collected
    assert (len(collected.answers), collected.unfinished) == (12, 1)


def test_an_archive_of_the_survey_alone_has_no_answers():
    found = read("survey.lsa", zipped({"survey_9.lss": survey(TABLES)}))
    assert found.collected is None
    assert len(found.questionnaire.questions) == 6


class Known(frozenset[str]):
    """Ids, and how often one was looked for."""

    looked = 0

    def __contains__(self, each: object) -> bool:
        Known.looked += 1
        return super().__contains__(each)


def test_a_name_with_a_million_digits_is_looked_up_a_few_times():
    digits, known = "1" * 10**6, Known({"1"})
    places = lss_conditions.Places({("1", digits): "here"}, {}, known, frozenset())
    for find in (lambda name: lsa_format._where(name, known), places.named):
        Known.looked = 0
        assert find(f"9X1X1{digits}") in (("1", digits), "here")
        assert 0 < Known.looked <= 20
