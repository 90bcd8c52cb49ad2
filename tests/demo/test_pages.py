"""The demonstration's guides: through the product's own actions, believable, and with a file that opens."""

import random

from flask import Flask

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.files import StoredFile, kind_of
from engage.demo import pages
from engage.directory.models import Person
from engage.pages.models import GuidePage
from engage.pages.queries import guides
from engage.pages.rules import Kind, text_fault
from tests.factories import People


def built(people: People) -> list[GuidePage]:
    with transaction():
        db.session.get_one(Person, people.chloe).employee_number = pages.LEAD
    pages.build(random.Random(1), clock.today())
    return db.session.query(GuidePage).order_by(GuidePage.id).all()


def test_six_pages_are_published_and_one_is_due(app: Flask, people: People) -> None:
    rows = built(people)
    assert [row.state for row in rows] == ["published"] * 6
    assert {row.kind for row in rows} == set(Kind)
    assert [row.title for row in guides.due_pages(9)] == ["Looking after yourself at work"]


def test_nothing_in_them_would_be_refused_by_the_form(app: Flask, people: People) -> None:
    for row in built(people):
        assert not any(text_fault(text) for text in (row.title, row.summary, row.text, row.eligible, row.contact))


def test_the_file_is_a_sound_pdf(app: Flask, people: People) -> None:
    built(people)
    (row,) = db.session.query(StoredFile)
    assert kind_of(row.content) == ("application/pdf", "pdf")
    content = row.content.decode("ascii")
    start = int(content.rsplit("startxref\n", 1)[1].split("\n")[0])
    assert content[start : start + 4] == "xref"
    for number, line in enumerate(content[start:].splitlines()[3:8], 1):
        assert content[int(line[:10]) :].startswith(f"{number} 0 obj")
