"""What strangers send, hostile files and words on paper, and what is left when everything has had its time."""

import struct
import time
import zlib
from datetime import timedelta

import pytest

from engage.core import clock, files, pdf, switches
from engage.core.db import db, transaction
from engage.core.errors import Invalid
from engage.core.files import StoredFile
from engage.directory.models import Throttle
from engage.recognition.actions import judging_forgetting, nominations_import, outcome_letterhead, stories
from engage.recognition.actions import nominations_retention as retention
from engage.recognition.models import (
    Assignment,
    AwardRound,
    Citation,
    Exclusion,
    Judge,
    ManagerView,
    Nomination,
    Panel,
    Prize,
    Score,
    Seconding,
    StageDecision,
    StageFigures,
)
from engage.recognition.rules.nominations_file import Good, Shape
from engage.recognition.rules.rounds import Origin
from tests.recognition import judging, made, outcome_made
from tests.recognition.test_attacks import at_once


@pytest.fixture
def path(people):
    with transaction():
        switches.turn("nominate-from-outside", True, "Privacy notice, signed")
    number = made.award_round("open")
    return f"/awards/{number}/nominate-from-outside?category={made.categories_of(number)[0]}"


def sent(site, path, **more):
    form = site.get(path).form(path)
    filled = {name: "Fast and kind." if name.startswith("words_") else value for name, value in form.items()}
    return (
        filled | {"nominee": "Esi from the bins", "name": "Ann", "contact": "a@b.example", "origin": "resident"} | more
    )


def test_a_stranger_cannot_pass_for_the_councils_own_file(site, people, path):
    number = path.split("/")[2]
    assert site.post(path, sent(site, path, once="csv-of-the-council", origin="councillor")).status == 303
    row = db.session.query(Nomination).one()
    shown = site.get(f"/awards/manage/{number}/nominations/{row.id}", as_=people.chloe).text
    assert "by the page for people outside" in shown and "council’s form" not in shown


def test_another_address_of_a_proxy_that_is_not_trusted_is_no_other_place(site, people, path):
    form = sent(site, path)
    for n in range(3):
        headers = {
            "X-Forwarded-For": f"203.0.113.{n}",
            "X-Real-IP": f"203.0.113.{n}",
            "Forwarded": f"for=203.0.113.{n}",
        }
        page = site.post(path, form | {"contact": f"c{n}@b.example", "once": f"form-number-{n}"}, headers=headers)
        assert page.status == 303
    counted = sorted(row.failures for row in db.session.query(Throttle))
    assert counted == [1, 1, 1, 3]  # three contacts, one place


def test_what_a_stranger_writes_is_words_and_has_its_measure(site, people, path):
    number, script = path.split("/")[2], "<script>alert(1)</script>"
    for name, value in (("name", "x" * 50_000), ("nominee", "x" * 50_000), ("contact", "x" * 50_000),
                        ("origin", "staff")):  # fmt: skip
        assert site.post(path, sent(site, path, **{name: value})).status == 422, name
    assert all(site.post(path, sent(site, path, once="x" * n)).status != 303 for n in (0, 1, 50_000))
    assert db.session.query(Nomination).count() == 0
    form = sent(site, path, name=script, nominee=script, contact=script)
    form |= {name: script for name in form if name.startswith("words_")}
    assert site.post(path, form).status == 303
    row = db.session.query(Nomination).one()
    for page in (f"nominations/{row.id}", "nominations", f"nominations/{row.id}/match"):
        assert script not in site.get(f"/awards/manage/{number}/{page}", as_=people.chloe).data.decode()
    csv = site.get(f"/awards/manage/{number}/nominations.csv", as_=people.chloe).data.decode("utf-8-sig")
    assert script in csv and "contact" not in csv.splitlines()[0].lower()


def test_the_same_file_taken_in_twice_at_once_is_taken_in_once(app, people):
    number = made.award_round("closed")
    shape = Shape(made.categories_of(number)[0], "Category 1", "either", 300, ())
    good = [Good(2, Origin.RESIDENT, "Ann", "", shape, "person", people.esi, {}, "csv-one")]

    def take(together):
        together.wait(10)
        return nominations_import.take(db.session.get_one(AwardRound, number), good, clock.now())

    answers = at_once(app, take, take)
    assert set(answers) == {0, 1}, answers


# Files and paper


def png(width, height, *more):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (width + 1) * min(height, 10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("content", [
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<html><script>alert(1)</script>", b"", b"\0" * 99,
    b"\x89PNG\r\n\x1a\n<script>", b"\xff\xd8\xff\xe1", b"\xff\xd8" + b"\xff\xe1\0\x08Exif\0\0" * 9, b"GIF89a",
    png(12_001, 1), png(0, 1), b"\xff\xd8\xff\xe1\xff\xff" + b"Exif\0\0GPS" * 99,
])  # fmt: skip
def test_what_is_no_picture_is_no_picture_of_a_story(content):
    with pytest.raises(Invalid):
        stories.bare(content)


def test_a_logo_that_unpacks_to_gigabytes_or_lies_about_its_size_is_refused(app, people):
    for content in (
        png(60_000, 60_000),
        png(5_000, 10),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
        b"\xff\xd8\xff" + b"\xff" * 99,
    ):
        with transaction(), pytest.raises(Invalid):
            outcome_letterhead.set_logo("logo.png", content, "Our logo")
    assert db.session.query(StoredFile).count() == 0


def test_hostile_words_on_paper_are_words_and_cost_no_more_than_seconds(site, people):
    words = '#read("/etc/passwd") $ sum_(i=0)^oo $ ' + "W" * 900 + " \\ #panic() "
    for n in range(30):
        made.thanks(people.amara, [people.esi, people.bryn, people.dev, people.femi], words=words[:1000], once=f"o{n}")
    for address in ("/thanks/wall/poster", "/thanks/wall/slides.pdf"):
        begun = time.monotonic()
        page = site.get(address, as_=people.dev)
        assert page.status == 200 and page.data.startswith(b"%PDF") and time.monotonic() - begun < 10, address
        assert "root:" not in "".join(outcome_made.pages(page.data))


def test_a_picture_is_named_into_the_room_and_nowhere_else(app, tmp_path):
    away = tmp_path / "away.png"
    pdf.make("glyphs.typ", "Title", {"characters": []}, {str(away): b"x", "../../away.png": b"x"})
    assert not away.exists()


# After its time


def test_after_its_time_nothing_of_a_nomination_is_left_and_no_key_is_broken(people):
    number, category, _ = judging.judging([people.chloe, people.dev], [people.amara, people.bryn], judges_each=1)
    for row in judging.given(people.amara) + judging.given(people.bryn):
        judging.score(row.id, 3)
    entry = db.session.query(Nomination.id).filter_by(nominee_id=people.chloe).one().id
    joined = made.entry(category, people.chloe, people.esi, joined_to_id=entry)
    with transaction():
        for each in (entry, joined):
            files.store("cv.pdf", b"%PDF-1.7", "nomination", each, 1000)
            db.session.add(Seconding(nomination_id=each, person_id=people.femi, asked_at=clock.now()))
            db.session.add(ManagerView(nomination_id=each, person_id=people.femi, asked_at=clock.now()))
        judge = db.session.query(Judge.id).first()[0]
        db.session.add(Exclusion(judge_id=judge, nomination_id=joined, reason="declared", found_at=clock.now()))
        db.session.add(Citation(nomination_id=entry, words="x"))
        db.session.add(Prize(round_id=number, nomination_id=entry, what="x", pence=1, paid_by="y"))
        db.session.add(StageFigures(category_id=category, stage="final", document="{}", made_at=clock.now()))
        db.session.add(StageDecision(category_id=category, stage="final", too_close=False, outcomes="{}",
                                     decided_at=clock.now()))  # fmt: skip
        db.session.get_one(AwardRound, number).closes_at = clock.now() - timedelta(days=735)
        db.session.get_one(AwardRound, number).opens_at = clock.now() - timedelta(days=800)
    with transaction():
        for part, due in ((retention, retention.due_to_delete), (judging_forgetting, judging_forgetting.due)):
            part.forget(db.session.scalars(due(clock.now())).all(), clock.now())
    left = (Nomination, Assignment, Exclusion, Score, Seconding, ManagerView, Citation, StoredFile, Panel, Judge,
            StageFigures, StageDecision)  # fmt: skip
    assert {each.__name__: db.session.query(each).count() for each in left if db.session.query(each).count()} == {}
    assert db.session.query(Prize).one().nomination_id is None
