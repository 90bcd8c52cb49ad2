"""The demonstration's documents and requests for data: through the product's own actions, and whole."""

import random

from flask import Flask

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo import governance
from engage.directory.models import Person
from engage.governance.forms import FORMS
from engage.governance.models import DataRequest, PolicyVersion
from engage.governance.queries import versions
from engage.governance.rules.texts import Document
from tests.factories import People


def test_documents_are_whole_and_one_request_waits(app: Flask, people: People) -> None:
    numbers = {people.amara: "D0001", people.chloe: "D0003", people.dev: "D0004", people.esi: "D0005"}
    with transaction():
        for person_id, number in numbers.items():
            db.session.get_one(Person, person_id).employee_number = number
    governance.build(random.Random(1), clock.today())
    states = {row.person_id: row.state for row in db.session.query(DataRequest)}
    assert states == {people.amara: "released", people.esi: "open"}
    assert [row.number for row in versions.every(Document.PRIVACY)] == [2, 1]
    assert db.session.query(PolicyVersion).count() == 4
    for document, row in versions.newest_of_all().items():
        with app.test_request_context():
            form = FORMS[document](formdata=None, data=versions.own(row) | {"changed": row.changed})
            assert form.validate(extra_validators=None) or set(form.errors) <= {"csrf_token"}, form.errors
