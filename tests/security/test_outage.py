"""When the database does not answer: a page that says so, and nothing of a stack trace."""

import pytest
from sqlalchemy.exc import OperationalError

from engage.core.db import db
from tests.factories import People
from tests.security import routes
from tests.site import Site


@pytest.mark.parametrize("address", ["/", "/surveys/", "/admin/people", "/privacy"])
def test_a_person_who_is_signed_in_gets_the_503_page(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    routes.ask(site, people.dev, "GET", "/account")

    def gone(*_: object, **__: object) -> object:
        raise OperationalError("SELECT 1", {}, Exception("the database is away, said 1004 Dev Shah"))

    monkeypatch.setattr(db.session, "connection", gone)
    monkeypatch.setattr(db.session, "execute", gone)
    answer = routes.ask(site, people.dev, "GET", address)
    assert answer.status_code == 503
    text = answer.get_data(as_text=True)
    assert "<h1" in text
    assert "Traceback" not in text
    assert "the database is away" not in text
