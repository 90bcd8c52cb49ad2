"""Benchmarks in and out, and questions joined: /surveys/manage/benchmarks and /surveys/manage/joined-questions."""

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook

from engage.core.db import db
from engage.surveys.models import Benchmark, BenchmarkFigure, JoinedQuestion
from tests.surveys.test_results import mixed
from tests.surveys.test_results_beside import SMALL, both, crowd, wave  # noqa: F401  # fixtures

HERE, JOINS = "/surveys/manage/benchmarks", "/surveys/manage/joined-questions"
GOOD = b"Kind,Identity,Wording,Value\r\nquestion,i1,I like the work I do,61.5\r\ntheme,work,,70\r\nindex,liking,,\r\n"


def sent(content, **changes):
    fields = {"name": "Councils of our size", "source": "A published table", "figures_of": "31/3/2026"}
    return {**fields, **changes, "file": (io.BytesIO(content), "figures.csv")}


def held():
    return [db.session.query(table).count() for table in (Benchmark, BenchmarkFigure)]


def workbook(rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", " " * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [GOOD, workbook([["Kind", "Identity", "Value"], ["question", "i1", 61.5], ["theme", "work", 70]])]
)
def test_the_od_team_imports_a_benchmark_and_removes_it(site, people, content):
    answer = site.post(HERE, sent(content), as_=people.chloe)
    assert answer.status == 303
    page = site.follow(answer, as_=people.chloe)
    assert "A published table" in page.text
    assert "31 March 2026" in page.text
    assert "2 figures are there" in page.source
    assert held() == [1, 2]
    action = next(f.get("action") for f in page.select("form") if f.get("action", "").endswith("/remove"))
    assert site.post(action, as_=people.chloe).status == 303
    assert held() == [0, 0]
    assert site.post(action, as_=people.chloe).status == 404


HOSTILE = {
    "not there": b"",
    "no columns": b"a,b,c\r\n1,2,3\r\n",
    "over 100": GOOD.replace(b"61.5", b"161.5"),
    "not a number": GOOD.replace(b"61.5", b"=1+1"),
    "twice": GOOD + b"question,i1,,50\r\n",
    "no value": b"Kind,Identity,Value\r\nquestion,i1,\r\n",
    "another kind": GOOD.replace(b"theme", b"median"),
    "too many rows": b"Kind,Identity,Value\r\n" + b"".join(b"question,i%d,50\r\n" % n for n in range(1001)),
    "too big": b"Kind,Identity,Value\r\n" + b"question,i1,50\r\n" * 70_000,
    "a quotation mark left open": b'Kind,Identity,Value\r\nquestion,"i1,50\r\n',
    "bytes": bytes(range(256)) * 8,
    "a zip bomb": bomb(),
    "an archive cut off": workbook([["Kind", "Identity", "Value"], ["question", "i1", 50]])[:900],
    "entities": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
}


@pytest.mark.parametrize("which", sorted(HOSTILE))
def test_a_file_that_cannot_be_taken_gets_one_error_and_changes_nothing(site, people, which):
    page = site.post(HERE, sent(HOSTILE[which]), as_=people.chloe)
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0] == "Choose a file." or page.errors[0].endswith("Nothing was changed.")
    assert page.title.startswith("Error: ")
    assert held() == [0, 0]


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"source": ""}, {"figures_of": "soon"}, {"figures_of": "1/1/2199"}, {"name": "x" * 81}]
)
def test_a_benchmark_says_what_it_is_where_it_comes_from_and_of_when(site, people, changes):
    page = site.post(HERE, sent(GOOD, **changes), as_=people.chloe)
    assert (page.status, held()) == (422, [0, 0])
    assert page.errors


def test_the_same_name_twice_is_refused(site, people):
    site.post(HERE, sent(GOOD), as_=people.chloe)
    page = site.post(HERE, sent(GOOD, name="councils of our SIZE"), as_=people.chloe)
    assert (page.status, held()) == (422, [1, 2])
    assert "there already" in page.errors[0]


def test_the_template_names_what_the_newest_survey_asked(site, people, both):  # noqa: F811
    text = site.get(f"{HERE}/template.csv", as_=people.chloe).data.decode("utf-8-sig")
    assert text.splitlines()[:4] == [
        "Kind,Identity,Wording,Value",
        "index,liking,Liking,",
        "theme,work,My work,",
        "question,i1,I like the work I do,",
    ]


def test_only_the_od_team_does_any_of_it(site, people):
    for path in (HERE, f"{HERE}/template.csv", JOINS):
        assert site.get(path).location.startswith("/sign-in")
        assert site.get(path, as_=people.chloe).status == 200
        for person in (people.amara, people.bryn, people.dev):
            assert site.get(path, as_=person).status == 403
    for path in (HERE, f"{HERE}/1/remove", JOINS, f"{JOINS}/1/separate"):
        assert site.post(path, as_=people.amara).status == 403


def reworded(text, **changes):
    one, *rest = SMALL.sections
    first, *others = one.questions
    asked = replace(first, text=text, **changes)
    return replace(SMALL, sections=(replace(one, questions=(asked, *others)), *rest))


def test_two_questions_are_joined_and_separated(site, crowd):  # noqa: F811
    wave(mixed(40), title="Spring survey")
    wave(mixed(40), reworded("I enjoy my work", identity="new"))
    page = site.get(JOINS, as_=crowd.chloe)
    assert [each.get("value") for each in page.select("#later option")] == ["", "new"]
    assert [each.get("value") for each in page.select("#earlier option")] == ["", "i1"]
    answer = site.post(JOINS, {"later": "new", "earlier": "i1"}, as_=crowd.chloe)
    page = site.follow(answer, as_=crowd.chloe)
    assert "continues “I like the work I do”" in page.text
    again = site.post(JOINS, {"later": "new", "earlier": "i1"}, as_=crowd.chloe)
    assert (again.status, again.errors) == (422, ["These two are joined already. Nothing was changed."])
    action = next(f.get("action") for f in page.select("form") if f.get("action", "").endswith("/separate"))
    assert site.post(action, as_=crowd.chloe).status == 303
    assert db.session.query(JoinedQuestion).count() == 0
    assert site.post(action, as_=crowd.chloe).status == 404


def test_questions_that_are_counted_otherwise_are_not_joined(site, crowd):  # noqa: F811
    wave(mixed(40), title="Spring survey")
    wave(mixed(40), reworded("I dread my work", identity="new", reversed=True))
    page = site.post(JOINS, {"later": "new", "earlier": "i1"}, as_=crowd.chloe)
    assert page.status == 422
    assert "counted otherwise" in page.errors[0]
    for given in ({}, {"later": "new"}, {"later": "nothing", "earlier": "i1"}):
        assert site.post(JOINS, given, as_=crowd.chloe).status == 422
    assert db.session.query(JoinedQuestion).count() == 0


def test_with_one_survey_there_is_nothing_to_join(site, crowd):  # noqa: F811
    assert "There is nothing to join" in site.get(JOINS, as_=crowd.chloe).text
