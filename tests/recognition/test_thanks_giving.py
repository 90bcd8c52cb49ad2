"""Saying thank you: whom, for what, in which words; what cannot be taken; twice; in private; taken back."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.models import Person
from engage.recognition.actions import thanks as actions
from engage.recognition.models import Thanks, ThanksReceiver
from tests.factories import UNITS, People
from tests.recognition import made
from tests.recognition.thanks_scene import behaviours, framework, give, unit_id
from tests.site import Site


def all_thanks() -> list[Thanks]:
    db.session.rollback()
    return list(db.session.query(Thanks).order_by(Thanks.id))


def person(number: int) -> str:
    return f"person:{number}"


def test_esi_thanks_a_colleague_and_a_team_with_a_behaviour_and_it_is_on_the_wall(site: Site, people: People) -> None:
    framework()
    kind = behaviours()[0]
    team = unit_id(UNITS.home_care)
    answer = give(site, people.esi, person(people.bryn), f"unit:{team}", words="Line one.\r\n\r\nLine two.",
                  behaviour=[str(kind)])  # fmt: skip
    (row,) = all_thanks()
    assert answer.location == f"/thanks#thanks-{row.id}"
    assert (row.words, row.to_all, row.state, row.giver_id) == ("Line one.\n\nLine two.", True, "shown", people.esi)
    assert [(r.person_id, r.unit_id) for r in row.receivers] == [(people.bryn, unit_id(UNITS.waste)), (None, team)]
    assert row.giver_unit_id == unit_id(UNITS.waste)
    page = site.follow(answer, as_=people.esi)
    assert "Your thank-you is on the wall." in page.source
    assert "Listen to the end" in page.text


def test_people_teams_and_a_behaviour_come_filled_in_from_a_link(site: Site, people: People) -> None:
    framework()
    kind = behaviours()[1]
    page = site.get(f"/thanks/new?to={person(people.amara)}&to=unit:{unit_id(UNITS.waste)}&behaviour={kind}",
                    as_=people.esi)  # fmt: skip
    ticked = [box.get("value") for box in page.select("input[type=checkbox][checked]")]
    assert ticked == [person(people.amara), f"unit:{unit_id(UNITS.waste)}", str(kind)]
    assert len(page.select("details.engage-pick-value[open]")) == 1
    assert not page.select(f"input[value='{behaviours()[0]}'][checked]")
    assert "Keep a problem quiet" not in page.text


def test_without_scripts_find_shows_who_was_found_and_keeps_what_was_typed(site: Site, people: People) -> None:
    form = site.get("/thanks/new", as_=people.esi).form("/thanks")
    sent = {**form, "words": "Half written", "q": "amara", "find": "y", "to": [person(people.bryn)]}
    page = site.post("/thanks", sent, as_=people.esi)
    assert page.status == 200 and not page.errors
    assert [box.get("value") for box in page.select("input[name=to]")] == [person(people.bryn), person(people.amara)]
    assert page.select("textarea")[0].text_content().strip() == "Half written"
    assert page.form("/thanks")["once"] == form["once"]
    assert all_thanks() == []


BAD_WORDS = {
    "": "Write what you want to thank them for.", "   \n\t": "Write what you want to thank them for.",
    "\u200b\u202e\u2066": "Write what you want to thank them for.", "\u3164": "Write what you want to thank them for.",
    "é" * 1001: "Use at most 1,000 characters. What you typed is still here.",
    "x" * 50_000: "Use at most 1,000 characters. What you typed is still here.",
}  # fmt: skip


@pytest.mark.parametrize("words", BAD_WORDS, ids=["empty", "blanks", "invisible", "filler", "1001", "50000"])
def test_words_that_cannot_be_taken_come_back_with_a_plain_sentence(site: Site, people: People, words: str) -> None:
    page = give(site, people.esi, person(people.amara), words=words)
    assert (page.status, page.errors) == (422, [BAD_WORDS[words]])
    assert page.title.startswith("Error: Say thank you")
    assert page.select(f"input[value='{person(people.amara)}'][checked]")
    if words.isprintable() and words.isascii():
        assert page.select("textarea")[0].text_content().strip() == words.strip()
    assert all_thanks() == []


def test_what_nobody_sees_is_taken_out_and_markup_stays_text(site: Site, people: People) -> None:
    give(site, people.esi, person(people.amara), words="Th\u200bank \u202eyou\u2069 <script>x</script> 👩‍🚒")
    assert all_thanks()[0].words == "Thank you <script>x</script> 👩‍🚒"
    assert "<script>x" not in site.get("/thanks", as_=people.amara).source


def test_nobody_a_stranger_oneself_a_leaver_and_too_many_cannot_be_thanked(site: Site, people: People) -> None:
    with transaction():
        db.session.get_one(Person, people.dev).leaves_on = clock.today() - timedelta(days=1)
    many = [person(n) for n in range(1000, 1021)]
    for to, says in (
        ([], "Choose who you want to thank"), (["x", "person:0"], "Choose who you want to thank"),
        ([person(999)], "no longer works here"), ([person(people.dev)], "no longer works here"),
        ([person(people.esi), person(people.amara)], "You cannot thank yourself"), (many, "at most 20"),
    ):  # fmt: skip
        page = give(site, people.esi, *to)
        assert page.status == 422 and says in page.errors[0], to
        assert page.select(".govuk-error-summary a")[0].get("href") == "#q"
    assert all_thanks() == []
    assert give(site, people.esi, f"unit:{unit_id(UNITS.waste)}").status == 303  # her own team: the others of it


def test_one_or_two_behaviours_where_a_framework_is_in_force_and_only_wanted_ones(site: Site, people: People) -> None:
    assert give(site, people.esi, person(people.amara), words="Before there were values.").status == 303
    framework()
    three = [str(each) for each in behaviours()]
    for chosen, says in (([], "one or two"), (three, "at most two"), (["999"], "one or two"), (["x"], "one or two")):
        page = give(site, people.esi, person(people.amara), behaviour=chosen)
        assert page.status == 422 and says in page.errors[0]
        assert page.select(".govuk-error-summary a")[0].get("href") == "#behaviour-first"
    assert give(site, people.esi, person(people.amara), behaviour=three[:2]).status == 303
    assert len(all_thanks()[1].behaviours) == 2


def test_a_form_that_is_sent_twice_is_one_thank_you_and_says_the_same(site: Site, people: People) -> None:
    form = site.get("/thanks/new", as_=people.esi).form("/thanks")
    form.pop("q")
    sent = {**form, "to": [person(people.amara)], "words": "Once is enough.", "audience": "all"}
    first, second = (site.post("/thanks", sent, as_=people.esi) for _ in range(2))
    assert first.location == second.location and len(all_thanks()) == 1
    assert db.session.query(OutboxRow).filter_by(kind="thanks.tell").count() == 1
    copied = {name: value for name, value in sent.items() if name != "csrf_token"}  # it is their own with them
    other = site.post("/thanks", {**copied, "to": [person(people.femi)]}, as_=people.bryn)
    assert other.status == 303 and len(all_thanks()) == 2


def test_the_same_words_to_the_same_person_within_a_day_are_a_conflict_that_keeps_them(
    site: Site, people: People
) -> None:
    give(site, people.esi, person(people.amara), words="Just so.")
    page = give(site, people.esi, person(people.amara), person(people.bryn), words="Just so.")
    assert page.status == 409 and "You have thanked Amara Nwosu in just these words" in page.errors[0]
    assert page.select("textarea")[0].text_content().strip() == "Just so."
    assert give(site, people.esi, person(people.bryn), words="Just so.").status == 303
    assert give(site, people.bryn, person(people.amara), words="Just so.").status == 303


def test_whoever_wants_it_private_has_it_private_whatever_the_giver_sends(site: Site, people: People) -> None:
    site.get("/thanks/preferences", as_=people.amara)
    site.post("/thanks/preferences", {"in_private": "y"}, as_=people.amara)
    path = f"/thanks/new?to={person(people.amara)}&to={person(people.bryn)}"
    page = site.assert_fragment_is_its_part_of_the_page(path, as_=people.esi)
    assert "likes to be thanked in private" in page.text and not page.select("input[type=radio]")
    assert site.get(f"/thanks/new?to={person(people.bryn)}", as_=people.esi, htmx=True).select("input[type=radio]")
    answer = give(site, people.esi, person(people.amara), person(people.bryn), audience="all")
    (row,) = all_thanks()
    assert (row.to_all, row.state) == (False, "shown")
    assert "in private: somebody you thanked likes it so" in site.follow(answer, as_=people.esi).source
    assert "You stayed late" not in site.get("/thanks", as_=people.esi).text


def test_a_private_one_is_read_by_giver_and_receivers_and_is_not_there_for_anybody_else(
    site: Site, people: People
) -> None:
    give(site, people.esi, person(people.bryn), f"unit:{unit_id(UNITS.adults)}", audience="private")
    number = all_thanks()[0].id
    for who, status in ((people.esi, 200), (people.bryn, 200), (people.amara, 200), (people.femi, 200),
                        (people.chloe, 404), (people.dev, 404)):  # fmt: skip
        assert site.get(f"/thanks/{number}", as_=who).status == status, who
    site.token(people.dev)
    for act in ("reactions", "take-back", "take-off-wall"):
        assert site.post(f"/thanks/{number}/{act}", {"kind": "heart"}, as_=people.dev).status == 404
    assert site.get(f"/reports/thanks/{number}", as_=people.dev).status == 404
    assert "You stayed late" not in site.get("/search?q=stayed", as_=people.amara).text
    assert site.get("/thanks/999999", as_=people.esi).status == 404


def everywhere(site: Site, people: People) -> str:
    pages = [site.get(path, as_=people.dev) for path in ("/", "/thanks", "/search?q=marvellous")]
    pages += [site.get(path, as_=people.amara) for path in ("/", "/thanks/mine", "/thanks/mine/print")]
    pages.append(site.get("/thanks/teams", as_=people.femi))
    return " ".join(page.text for page in pages) + site.get("/thanks/mine.csv", as_=people.amara).data.decode()


def test_the_giver_takes_it_back_and_it_is_nowhere_with_the_next_page(site: Site, people: People) -> None:
    give(site, people.esi, person(people.amara), words="Marvellous work.")
    number = all_thanks()[0].id
    assert everywhere(site, people).count("Marvellous work.") == 8
    site.get("/thanks", as_=people.amara)
    assert site.post(f"/thanks/{number}/take-back", as_=people.amara).status == 403
    for _ in range(2):
        assert site.post(f"/thanks/{number}/take-back", as_=people.esi).location == "/thanks/mine?show=given"
    assert "Marvellous" not in everywhere(site, people)
    assert site.get(f"/thanks/{number}", as_=people.amara).status == 404
    assert "Taken back" in site.get("/thanks/mine?show=given", as_=people.esi).text


def test_a_receiver_takes_it_off_the_wall_for_good(site: Site, people: People) -> None:
    number = made.thanks(people.esi, [people.amara], [unit_id(UNITS.waste)], words="Marvellous work.")
    path = f"/thanks/{number}/take-off-wall"
    site.token(people.bryn)
    assert site.post(path, as_=people.bryn).status == 403  # of the team, and not its head
    for _ in range(2):
        assert site.post(path, as_=people.amara).location == f"/thanks/{number}"
    assert site.get(f"/thanks/{number}", as_=people.dev).status == 404
    assert "Marvellous" not in site.get("/search?q=marvellous", as_=people.dev).text.replace("“marvellous”", "")
    for who in (people.esi, people.amara, people.bryn):
        assert site.get(f"/thanks/{number}", as_=who).status == 200
    team = made.thanks(people.esi, teams=[unit_id(UNITS.home_care)])
    assert site.post(f"/thanks/{team}/take-off-wall", as_=people.femi).status == 303  # its head


def test_what_was_reported_is_hidden_everywhere_and_can_come_back(site: Site, people: People) -> None:
    number = made.thanks(people.esi, [people.amara], words="Marvellous work.")
    site.get(f"/reports/thanks/{number}", as_=people.bryn)
    assert site.post(f"/reports/thanks/{number}", {"reason": "It names a resident."}, as_=people.bryn).status == 303
    assert site.get("/admin/moderation", as_=people.chloe).text.count("Marvellous work.") == 1
    case = f"/admin/moderation/thanks/{number}"
    site.get(case, as_=people.chloe)
    assert site.post(f"{case}/hide", {"note": "Names a resident"}, as_=people.chloe).status == 303
    assert "Marvellous" not in everywhere(site, people)
    assert site.get(f"/thanks/{number}", as_=people.esi).status == 200
    assert site.post(f"{case}/restore", {"note": "It did not"}, as_=people.chloe).status == 303
    assert "Marvellous" in everywhere(site, people)


def test_the_record_holds_a_digest_and_never_the_words(site: Site, people: People) -> None:
    give(site, people.esi, person(people.amara), words="Secret words.")
    with transaction():
        event = next(each for each in audit.latest(5) if each.kind == "thanks")
    assert (event.act, event.actor_id) == ("give", people.esi)
    assert "digest" in event.facts and "Secret" not in event.facts


def test_two_presses_that_arrive_together_are_one(app: Flask, people: People) -> None:
    gift = actions.Gift(people.esi, (person(people.amara),), "Once.", (), True, "same form")
    together, kept, failed = threading.Barrier(2), [], []

    def press() -> None:
        with app.app_context():
            try:
                together.wait(10)
                with transaction():
                    kept.append(actions.give(gift, clock.now()).id)
            except Exception as error:
                failed.append(error)

    presses = [threading.Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join(20)
    assert failed == [] and len(set(kept)) == 1
    assert db.session.query(ThanksReceiver).count() == 1
