"""A consultation for the people of a network, begun from that network's page."""

import pytest

from engage.consultation.models import Consultation
from engage.core import asked
from engage.core.db import db, transaction
from tests.champions import made

NEW = "/consultations/manage/new"


def test_chloe_asks_a_network_from_its_page(site, people):
    number = made.champions()
    page = site.get(f"{NEW}?network={number}", as_=people.chloe)
    assert "the people of Employee champions" in page.text
    site.post("/consultations/manage/", {"title": "A draft", "network": str(number)}, as_=people.chloe)
    assert db.session.query(Consultation).one().audience == f"network:{number}"
    with site.app.test_request_context("/"):
        assert [each.open for each in asked.of_network(number)] == [0]
        with transaction():
            db.session.query(Consultation).one().state = "open"
        assert [each.open for each in asked.of_network(number)] == [1]
        assert [each.open for each in asked.of_network(number * 11)] == [0]
        assert asked.of_network(number)[0].new == f"{NEW}?network={number}"


@pytest.mark.parametrize("network", ["", "x", "99", "-1", "1e9", "²", "9" * 30, "staff"])
def test_a_network_that_cannot_be_asked_asks_everyone(site, people, network):
    if network == "staff":
        network = str(made.network("staff"))
    assert "people of" not in site.get(f"{NEW}?network={network}", as_=people.chloe).text
    site.post("/consultations/manage/", {"title": "A draft", "network": network}, as_=people.chloe)
    assert db.session.query(Consultation).one().audience == "everyone"
