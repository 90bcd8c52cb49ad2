"""Being asked: to second a nomination, and for a view as the nominee's manager."""

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.recognition.models import AwardRound, ManagerView, Nomination, Seconding
from tests.factories import People
from tests.recognition import made
from tests.site import Site


def mails() -> str:
    db.session.rollback()
    return "\n".join(row.payload for row in db.session.query(OutboxRow).filter_by(kind="mail"))


def second(entry: int, who: int, **more: object) -> None:
    with transaction():
        db.session.add(Seconding(nomination_id=entry, person_id=who, asked_at=clock.now(), **more))


def row(entry: int) -> Nomination:
    db.session.rollback()
    return db.session.get_one(Nomination, entry)


@pytest.fixture
def entry(people: People) -> int:
    """Amara nominated Esi."""
    round_id = made.award_round(seconded=True, asks_manager=True)
    return made.entry(made.categories_of(round_id)[0], people.esi, people.amara, words="They stayed until ten.")


def choose(site: Site, entry: int, who: int, key: str) -> object:
    path = f"/awards/nominations/{entry}/seconder"
    return site.post(path, site.get(path, as_=who).form(path) | {"seconder": key}, as_=who)


def test_femi_is_asked_by_mail_and_on_the_start_page_and_agrees_with_words(
    site: Site, people: People, entry: int
) -> None:
    assert choose(site, entry, people.amara, f"person:{people.femi}").status == 303  # type: ignore[attr-defined]
    assert "femi@anytown.example" in mails() and "They stayed" not in mails()
    assert "A nomination to second" in site.get("/", as_=people.femi).text
    path = f"/awards/seconding/{entry}"
    page = site.get(path, as_=people.femi)
    assert "They stayed until ten." in page.text and "Amara Nwosu nominates Esi Mensah" in page.text
    for other in (people.esi, people.amara, people.chloe):
        assert site.get(path, as_=other).status == 404
    assert site.post(path, {"do": "agree", "words": "x" * 1001}, as_=people.femi).status == 422
    assert site.post(path, {"do": "agree", "words": "I saw it."}, as_=people.femi).status == 303
    held = row(entry).seconding
    assert held is not None and (held.agreed, held.words) == (True, "I saw it.")
    assert "A nomination to second" not in site.get("/", as_=people.femi).text


@pytest.mark.parametrize(("who", "says"), [("amara", "your own"), ("esi", "cannot second"), ("", "Choose who")])
def test_neither_nominator_nor_nominee_nor_nobody_seconds(
    site: Site, people: People, entry: int, who: str, says: str
) -> None:
    page = choose(site, entry, people.amara, f"person:{getattr(people, who)}" if who else "")
    assert page.status == 422 and says in page.errors[0]  # type: ignore[attr-defined]


def test_whoever_declines_is_replaced_and_the_nominator_is_told(site: Site, people: People, entry: int) -> None:
    second(entry, people.femi)
    path = f"/awards/seconding/{entry}"
    site.get(path, as_=people.femi)
    site.post(path, {"do": "decline"}, as_=people.femi)
    assert "amara@anytown.example" in mails()
    assert "declined, so choose somebody else" in site.get(f"/awards/nominations/{entry}", as_=people.amara).text
    choose(site, entry, people.amara, f"person:{people.bryn}")
    assert site.get(path, as_=people.femi).status == 404 and site.get(path, as_=people.bryn).status == 200


def test_words_that_change_after_somebody_agreed_are_agreed_to_again(site: Site, people: People, entry: int) -> None:
    second(entry, people.femi, agreed=True)
    path = f"/awards/nominations/{entry}/words"
    page = site.get(path, as_=people.amara)
    assert "Femi Adeyemi is asked again" in page.text
    site.post(path, page.form(path), as_=people.amara)
    held = row(entry).seconding
    assert held is not None and held.agreed is True  # nothing changed
    page = site.get(path, as_=people.amara)
    sent = {name: "Other" if name.startswith("words_") else value for name, value in page.form(path).items()}
    site.post(path, sent, as_=people.amara)
    held = row(entry).seconding
    assert held is not None and held.agreed is None and "femi@anytown.example" in mails()


def test_what_nobody_agreed_to_waits_at_the_close_and_counts_only_if_it_is_accepted(
    site: Site, people: People, entry: int
) -> None:
    second(entry, people.femi)
    round_id = row(entry).category.round_id
    agreed = made.entry(row(entry).category_id, people.bryn, people.amara)
    second(agreed, people.femi, agreed=True)
    outside = made.entry(row(entry).category_id, people.bryn)
    home = f"/awards/manage/{round_id}"
    site.get(f"{home}/", as_=people.chloe)
    site.post(f"{home}/close", as_=people.chloe)
    assert [row(each).state for each in (entry, agreed, outside)] == ["draft", "submitted", "submitted"]
    page = site.get(f"/awards/seconding/{entry}", as_=people.femi)
    assert "cannot be changed any more" in page.text
    assert site.post(f"/awards/seconding/{entry}", {"do": "agree"}, as_=people.femi).status == 409
    assert "No seconder" in site.get(f"{home}/nominations?state=waiting", as_=people.chloe).text
    assert "The OD team decides" in site.get(f"/awards/nominations/{entry}", as_=people.amara).text
    assert site.get(f"{home}/nominations/{entry}", as_=people.chloe).status == 200
    assert site.post(f"{home}/nominations/{entry}/accept", as_=people.chloe).status == 303
    assert row(entry).state == "submitted"
    assert site.post(f"{home}/nominations/{entry}/accept", as_=people.chloe).status == 409


def test_managers_are_asked_in_one_go_and_only_who_runs_the_round_reads_them(site: Site, people: People) -> None:
    round_id = made.award_round("closed", asks_manager=True)
    category = made.categories_of(round_id)[0]
    entry = made.entry(category, people.amara, people.esi)
    by_manager = made.entry(category, people.amara, people.femi)
    made.entry(category, team=1, nominator=people.esi)
    home = f"/awards/manage/{round_id}"
    site.get(f"{home}/", as_=people.chloe)
    for _ in range(2):  # asked once, however often it is pressed
        page = site.post(f"{home}/ask-managers", as_=people.chloe)
        assert page.status == 303
    db.session.rollback()
    assert [(each.nomination_id, each.person_id) for each in db.session.query(ManagerView)] == [(entry, people.femi)]
    assert by_manager and mails().count("femi@anytown.example") == 1
    assert "What do you say as their manager?" in site.get("/", as_=people.femi).text
    path = f"/awards/views/{entry}"
    page = site.get(path, as_=people.femi)
    assert page.h1 == "What do you say about Amara Nwosu?" and "Esi Mensah" not in page.text
    assert site.get(path, as_=people.amara).status == 404 and site.get(path, as_=people.chloe).status == 404
    assert site.post(path, {"words": " \u200b"}, as_=people.femi).status == 422
    assert site.post(path, {"words": "x" * 1001}, as_=people.femi).status == 422
    assert site.post(path, {"words": "It happened as told."}, as_=people.femi).status == 303
    assert "It happened as told." in site.get(f"{home}/nominations/{entry}", as_=people.chloe).text
    site.post(path, {"words": "left", "do": "nothing"}, as_=people.femi)
    assert "nothing to say" in site.get(f"{home}/nominations/{entry}", as_=people.chloe).text
    with transaction():
        db.session.get_one(AwardRound, round_id).stage = "decided"
    assert site.get(path, as_=people.femi).status == 404


def test_managers_are_not_asked_by_a_round_that_does_not_or_before_the_close(site: Site, people: People) -> None:
    for round_id in (made.award_round("closed"), made.award_round("open", asks_manager=True)):
        site.get(f"/awards/manage/{round_id}/", as_=people.chloe)
        assert site.post(f"/awards/manage/{round_id}/ask-managers", as_=people.chloe).status == 409
