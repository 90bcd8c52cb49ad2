"""From decided to announced: who sees what before, what everybody sees after, and who hears of it."""

from datetime import timedelta

import pytest

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.recognition import jobs_outcome
from engage.recognition.models import AwardRound, PastWinner
from engage.recognition.rules.rounds import NominationState, Outcome, RoundStage
from tests.recognition import made, outcome_made

LIST = "/awards/manage/outcomes/"


def here(round_id: int, more: str = "") -> str:
    return f"/awards/manage/{round_id}/outcome/{more}"


def version(round_id: int) -> str:
    db.session.rollback()
    return str(db.session.get_one(AwardRound, round_id).version)


def announce(site, round_id, by):
    return site.post(here(round_id, "announce"), {"version": version(round_id)}, as_=by)


def test_an_empty_list_says_what_will_be_there(site, people):
    assert "No award round is decided yet" in site.get(LIST, as_=people.chloe).text


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_sees_an_outcome(site, people, who):
    round_id, amara, _ = outcome_made.decided(people)
    other = getattr(people, who)
    for path in (LIST, here(round_id), here(round_id, str(amara)), f"/awards/manage/{round_id}/prizes/payroll.csv"):
        assert site.get(path).status == 303
        assert site.get(path, as_=other).status == 403
    assert announce(site, round_id, other).status == 403
    assert db.session.get_one(AwardRound, round_id).stage == "decided"


@pytest.mark.parametrize("stage", [RoundStage.OPEN, RoundStage.FINAL])
def test_a_round_that_is_not_decided_has_no_outcome(site, people, stage):
    round_id = made.award_round(stage)
    for path in (here(round_id), f"/awards/manage/{round_id}/print", f"/awards/manage/{round_id}/ceremony/"):
        assert site.get(path, as_=people.chloe).status == 404
    assert announce(site, round_id, people.chloe).status == 404
    assert site.get(here(99), as_=people.chloe).status == 404


def test_before_the_announcement_nobody_else_learns_who_won(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    outcome_made.cite(amara, "Found Mrs Ellis in the snow.")
    outcome_made.prize(round_id, amara, what="Golden voucher")
    for who in (people.amara, people.bryn, people.dev, people.esi):
        for path in ("/", "/search?q=Category", "/search?q=Amara", "/account/my-data", "/awards/past-winners/"):
            page = site.get(path, as_=who)
            assert "Highly commended" not in page.text and "Golden" not in page.text and "Ellis" not in page.text
            assert "The winners of" not in page.text and "Congratulations" not in page.text
        assert site.get(f"/awards/{round_id}/winners", as_=who).status == 404
    assert site.get(f"/awards/{round_id}/winners", as_=people.chloe).status == 404
    assert not outcome_made.mails()
    assert not db.session.query(PastWinner).count()
    facts = [event.facts + event.kind for event in audit.latest(50)]
    assert not any("nomination" in each for each in facts)


def test_an_announcement_tells_everybody_once(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    outcome_made.cite(amara, "Found Mrs Ellis in the snow.")
    page = announce(site, round_id, people.chloe)
    shown = site.follow(page, as_=people.chloe)
    for each in ("Amara Nwosu", "Home care", "Winner", "Found Mrs Ellis", "Bryn Parry", "Highly commended"):
        assert each in shown.text
    assert "Femi" not in shown.text and "Secret words" not in shown.text
    sent = "\n".join(outcome_made.mails())
    assert sent.count("Congratulations") == 2  # the subject and the words of Amara's; Bryn has no address
    assert '"to": "amara@anytown.example"' in sent and '"to": "esi@anytown.example"' in sent
    assert '"to": "dev@anytown.example"' in sent and "femi@" not in sent and "Femi" not in sent
    assert announce(site, round_id, people.chloe).status == 409
    assert len(outcome_made.mails()) == 3 and db.session.query(PastWinner).count() == 2


def test_start_pages_say_it_for_thirty_days(site, people):
    round_id, _, _ = outcome_made.decided(people)
    outcome_made.announced(round_id)
    title = db.session.get_one(AwardRound, round_id).title
    assert f"You are a winner of the award “Category 1” in {title}" in site.get("/", as_=people.amara).text
    assert "You are highly commended" in site.get("/", as_=people.bryn).text  # who has no e-mail address
    assert "Your nomination" in site.get("/", as_=people.esi).text
    femi = site.get("/", as_=people.femi)
    assert f"The winners of {title}" in femi.text and "You were nominated" not in femi.text
    with transaction():
        db.session.get_one(AwardRound, round_id).announces_at = clock.now() - timedelta(days=31)
    assert "The winners of" not in site.get("/", as_=people.amara).text


def test_whoever_was_not_chosen_hears_of_it_only_where_the_round_says_so(site, people):
    round_id, _, _ = outcome_made.decided(people, tells_unsuccessful=True)
    outcome_made.announced(round_id)
    sent = outcome_made.mails()
    (to_femi,) = [each for each in sent if "femi@" in each]
    assert "not among the winners this time" in to_femi
    (to_esi,) = [each for each in sent if "esi@" in each]
    assert "Femi Adeyemi: nominated" in to_esi and "Amara Nwosu: winner" in to_esi
    assert "You were nominated" in site.get("/", as_=people.femi).text
    assert "Femi" not in site.get(f"/awards/{round_id}/winners", as_=people.amara).text


def test_somebody_of_the_od_team_sees_nothing_of_their_own_entry_before(site, people):
    round_id, _, _ = outcome_made.decided(people, categories=2)
    category = made.categories_of(round_id)[1]
    own = made.entry(category, people.chloe, people.esi, outcome=Outcome.WINNER)
    made.entry(category, people.chloe, people.dev, joined_to_id=own)
    prize = outcome_made.prize(round_id, own, 9900, "Silver spoon")
    base = f"/awards/manage/{round_id}"
    for path in (here(round_id), f"{base}/prizes/", f"{base}/ceremony/", f"{base}/ceremony/paper"):
        page = site.get(path, as_=people.chloe)
        assert "Chloe Martin" not in page.text and "Silver spoon" not in page.text and "£99" not in page.text
    for name in ("prizes/payroll.csv", "ceremony.csv"):
        assert b"Chloe" not in site.get(f"{base}/{name}", as_=people.chloe).data
    assert site.get(here(round_id, str(own)), as_=people.chloe).status == 404
    assert site.post(here(round_id, str(own)), {"words": "Me"}, as_=people.chloe).status == 404
    assert site.post(f"{base}/prizes/{prize}/delete", as_=people.chloe).status == 404
    sent = {"entry": str(own), "what": "x", "pounds": "1", "paid_by": "y"}
    assert site.post(f"{base}/prizes/", sent, as_=people.chloe).status == 422
    outcome_made.announced(round_id)
    assert "Chloe Martin" in site.get(here(round_id), as_=people.chloe).text


def test_a_resident_who_nominated_is_written_to_where_they_left_an_address(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    for contact in ("resident@home.example", "01632 960 000", "two@a.example, three@b.example"):
        made.entry(made.categories_of(round_id)[0], people.amara, joined_to_id=amara, nominator_contact=contact)
    made.entry(made.categories_of(round_id)[0], people.amara, joined_to_id=amara, nominator_contact="gone@home.example",
               state=NominationState.WITHDRAWN)  # fmt: skip
    outcome_made.announced(round_id)
    sent = "".join(outcome_made.mails())
    assert "resident@home.example" in sent and "01632" not in sent and "two@" not in sent and "gone@" not in sent


def test_a_leaver_gets_no_mail_and_stays_on_the_page(site, people):
    round_id, _, _ = outcome_made.decided(people)
    with transaction():
        db.session.get_one(Person, people.amara).leaves_on = clock.today() - timedelta(days=1)
    outcome_made.announced(round_id)
    assert "amara@" not in "".join(outcome_made.mails())
    assert "Amara Nwosu" in site.get(f"/awards/{round_id}/winners", as_=people.bryn).text


def test_it_announces_itself_at_its_moment_and_only_when_told_to(site, people):
    round_id, _, _ = outcome_made.decided(people, announces_at=clock.now() - timedelta(minutes=1))
    jobs_outcome.announce_due()
    assert db.session.get_one(AwardRound, round_id).stage == "decided"
    with transaction():
        db.session.get_one(AwardRound, round_id).announces_itself = True
    empty = made.award_round(RoundStage.DECIDED, announces_itself=True, announces_at=clock.now() - timedelta(minutes=2))
    jobs_outcome.announce_due()
    assert db.session.get_one(AwardRound, round_id).stage == "announced"
    assert db.session.get_one(AwardRound, empty).stage == "decided"  # nobody has won: it holds up no other


def test_the_dates_are_kept_and_a_stale_page_is_refused(site, people):
    round_id, _, _ = outcome_made.decided(people)
    page = site.get(here(round_id), as_=people.chloe)
    form = page.form(here(round_id, "dates"))
    later = {"announces_day": "1/3/2099", "announces_time": "9:00", "announces_itself": "y",
             "ceremony_day": "2/3/2099", "ceremony_at": "Town Hall"}  # fmt: skip
    assert site.post(here(round_id, "dates"), form | later, as_=people.chloe).status == 303
    assert "It announces itself on 1 March 2099 at 9:00am" in site.get(here(round_id), as_=people.chloe).text
    assert site.post(here(round_id, "dates"), form | later, as_=people.chloe).status == 409
    assert site.post(here(round_id, "announce"), {"version": form["version"]}, as_=people.chloe).status == 409


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"announces_day": "soon"}, "Enter the day as numbers"),
        ({"announces_day": "1/3/2020"}, "That moment has passed"),
        ({"announces_day": "", "announces_itself": "y"}, "Say when it announces itself"),
        ({"ceremony_day": "31/2/2099"}, "There is no such day"),
        ({"ceremony_at": "x" * 201}, "at most 200"),
        ({"ceremony_at": "\u200b\u200b"}, "Say where it is"),
    ],
)
def test_dates_that_cannot_be_are_said_plainly(site, people, change, says):
    round_id, _, _ = outcome_made.decided(people)
    form = site.get(here(round_id), as_=people.chloe).form(here(round_id, "dates"))
    page = site.post(here(round_id, "dates"), form | change, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)


@pytest.mark.parametrize(("words", "says"), [("x" * 50_000, "at most 300"), ("\u200b\u202e", "Write what they did")])
def test_a_citation_that_cannot_be_is_said_plainly(site, people, words, says):
    round_id, amara, _ = outcome_made.decided(people)
    page = site.post(here(round_id, str(amara)), {"words": words}, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)


def test_a_citation_is_text_and_stays_once_it_is_announced(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    path = here(round_id, str(amara))
    assert site.post(path, {"words": "<script>alert(1)</script> Well"}, as_=people.chloe).status == 303
    outcome_made.announced(round_id)
    page = site.get(f"/awards/{round_id}/winners", as_=people.amara)
    assert "<script>alert(1)</script> Well" in page.text
    assert site.post(path, {"words": "Other"}, as_=people.chloe).status == 409


def test_more_winners_cost_no_more_queries(site, people):
    round_id, _, _ = outcome_made.decided(people)
    category = made.categories_of(round_id)[0]
    before = site.query_count(here(round_id), as_=people.chloe)
    for who in (people.dev, people.esi, people.femi):
        made.entry(category, who, people.amara, outcome=Outcome.WINNER)
    assert site.query_count(here(round_id), as_=people.chloe) == before
    outcome_made.announced(round_id)
    pages = ("/", f"/awards/{round_id}/winners", "/awards/past-winners/")
    before = [site.query_count(path, as_=people.amara) for path in pages]
    other, _, _ = outcome_made.decided(people)
    outcome_made.announced(other)
    assert [site.query_count(path, as_=people.amara) for path in pages] == before
