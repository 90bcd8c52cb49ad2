"""Nobody, in any role, sees on any page, log or row whether one person has taken part."""

import logging
import re

import pytest

from engage.core.db import Base, db
from engage.surveys import jobs_reach
from engage.surveys.rules.mailing import Words
from engage.surveys.rules.reach import Chosen
from tests.surveys import made, reaching

# Pages on which the OD team, an administrator or a colleague could look for it; the survey's number fills them in.
PAGES = (
    "/", "/surveys/", "/surveys/manage/", "/surveys/manage/{}/", "/surveys/manage/{}/audience",
    "/surveys/manage/{}/mails", "/surveys/manage/{}/progress", "/surveys/manage/{}/settings", "/surveys/manage/{}/key",
    "/surveys/manage/{}/extend", "/surveys/manage/{}/cancel", "/surveys/manage/{}/check", "/surveys/manage/{}/preview",
    "/admin/", "/admin/outbox", "/admin/audit", "/admin/people", "/admin/data-map", "/admin/retention",
    "/surveys/{}/results", "/search?q=survey",
)  # fmt: skip
CHANGES_EACH_TIME = re.compile(
    r'(name="(?:csrf_token|paper)"[^>]*value|nonce|data-draft-key)="[^"]*"|\d+ seconds? ago', re.DOTALL
)


@pytest.fixture
def times(monkeypatch):
    return reaching.clocked(monkeypatch)


@pytest.fixture
def relay(app, people, monkeypatch):
    for code in ("HOMECARE", "WASTE"):
        made.crowd(code, 20)
    reaching.addresses()
    return reaching.relayed(app, monkeypatch)


def seen(site, survey_id: int, person: int) -> dict[str, tuple[int, str]]:
    """Every page as this person sees it, less what changes each time."""
    found = {}
    site.forget(person)  # the clock may have gone past the end of a session
    for path in PAGES:
        page = site.get(path.format(survey_id), as_=person)
        found[path] = (page.status, CHANGES_EACH_TIME.sub("", page.source))
    return found


@pytest.mark.parametrize("sent", ["before reminders", "after reminders"])
def test_no_page_changes_for_anybody_else_when_one_person_takes_part(site, people, times, relay, sent):
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send(8)
    times.go(1)
    jobs_reach.track()
    if sent == "after reminders":
        times.go(4)
        reaching.send(8)
        jobs_reach.track()
    lookers = (people.chloe, people.dev, people.femi, people.esi)
    before = {who: seen(site, survey_id, who) for who in lookers}
    assert {status for pages in before.values() for status, _ in pages.values()} <= {200, 403, 404}
    reaching.cast(survey_id, people.amara)
    reaching.send(2)
    jobs_reach.track()
    for who in lookers:
        after = seen(site, survey_id, who)
        assert [path for path in PAGES if after[path] != before[who][path]] == []
    assert "You have taken part" in site.get("/surveys/", as_=people.amara).text


def test_the_page_of_a_night_later_changes_at_most_in_the_rates(site, people, times, relay):
    survey_id = reaching.opened(words=Words(remind_after=()))
    reaching.send(8)
    times.go(1)
    jobs_reach.track()
    before = seen(site, survey_id, people.chloe)
    others = [each for each in reaching.invited(survey_id) if each != people.chloe]
    reaching.cast(survey_id, *others[:23])
    times.go(2)
    jobs_reach.track()
    after = seen(site, survey_id, people.chloe)
    assert [path for path in PAGES if after[path] != before[path]] == ["/surveys/manage/{}/progress"]


def test_reminders_leave_nothing_of_their_receivers_in_any_table_or_log(people, times, relay, app, monkeypatch):
    lines: list[str] = []
    listening = logging.Handler()
    monkeypatch.setattr(listening, "emit", lambda record: lines.append(repr(vars(record))))
    monkeypatch.setattr(app.logger, "handlers", [listening])
    monkeypatch.setattr(app.logger, "level", logging.DEBUG)
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send(8)
    reaching.cast(survey_id, people.amara)
    times.go(4)
    before = tables()
    reaching.send(8)
    after = tables()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"survey_mail", "audit_event", "audit_head"}
    new = repr([row for name in changed for row in set(after[name]) - set(before[name])])
    assert "@" not in new
    assert lines == []


def tables() -> dict[str, list[tuple[object, ...]]]:
    db.session.rollback()
    return {
        table.name: sorted(map(tuple, db.session.execute(db.select(table)).all()), key=repr)
        for table in Base.metadata.sorted_tables
    }


def test_a_relay_that_stops_in_the_middle_shows_nothing_on_the_outbox_page(site, people, times, relay):
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send(8)
    empty = site.get("/admin/outbox", as_=people.dev).source
    reaching.cast(survey_id, people.amara)
    times.go(4)
    relay.sent.clear()
    relay.down_after = 3
    reaching.send(2)
    site.forget(people.dev)
    now = site.get("/admin/outbox", as_=people.dev).source
    assert CHANGES_EACH_TIME.sub("", now) == CHANGES_EACH_TIME.sub("", empty)


def test_without_a_relay_one_copy_to_nobody_lies_in_the_folder(site, app, people, times):
    reaching.addresses()
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send()
    reaching.cast(survey_id, people.amara)
    times.go(4)
    reaching.send()
    folder = app.extensions["settings"].instance / "mail"
    letters = [file.read_text() for file in folder.glob("*.eml")]
    assert len(letters) == 2
    assert not any(f"To: {name}@" in letter for letter in letters for name in ("amara", "esi", "femi", "chloe"))


def test_a_code_s_people_are_nowhere_by_name(site, people, times, relay):
    survey_id = reaching.opened(Chosen(base=f"unit:{made.crowd('PEOPLETEAM', 8)[0].posts[0].unit_id}"))
    names = {"Peopleteam 0", "Peopleteam 7"}
    for path in ("", "mails", "progress", "audience"):
        assert not names & set(re.findall(r"Peopleteam \d", site.get(
            f"/surveys/manage/{survey_id}/{path}", as_=people.chloe).text))  # fmt: skip
    assert "8 of them by a code" in site.get(f"/surveys/manage/{survey_id}/", as_=people.chloe).text
