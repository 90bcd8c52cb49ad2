"""Letters and certificates: one accessible PDF a batch, by site and surname, whatever a name is made of."""

import io
import json
from datetime import timedelta

import pytest
from pypdf import PdfReader

from engage.core import clock, pdf
from engage.core.db import db, transaction
from engage.demo import outcomes
from engage.recognition import jobs_outcome
from engage.recognition.actions import outcome_letterhead
from engage.recognition.actions.outcome_letterhead import Head, picture_size
from engage.recognition.models import AwardRound, PrintBatch
from engage.recognition.rules.outcome import Batch
from engage.recognition.rules.rounds import Outcome
from tests.recognition import made, outcome_made

LETTERHEAD = "/awards/manage/letterhead"
HEAD = {"signatory": "Margaret Okonkwo", "role": "Chief Executive", "address": "Town Hall\nAnytown"}


def base(round_id: int) -> str:
    return f"/awards/manage/{round_id}/print"


def asked(site, people, round_id, kind=Batch.WINNERS, by=None, **more):
    page = site.post(base(round_id), {"kind": str(kind), "note": "", **more}, as_=by or people.chloe)
    assert page.status == 303, page.errors
    return page.location


def fetched(site, address, by):
    outcome_made.work()
    page = site.get(f"{address}file.pdf", as_=by)
    assert page.status == 200 and page.response.content_type == "application/pdf"
    return page.data


def test_a_batch_is_sorted_by_site_and_surname_and_can_be_read_out(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    category = made.categories_of(round_id)[0]
    for who in (people.esi, people.femi):
        made.entry(category, who, people.amara, outcome=Outcome.WINNER)
    outcome_made.at_site([people.amara, people.femi], "Northfield")
    outcome_made.cite(amara, "Found Mrs Ellis in the snow.")
    content = fetched(site, asked(site, people, round_id), people.chloe)
    pages = outcome_made.pages(content)
    looked_for = ("Northfield", "Adeyemi", "Nwosu", "not known", "Mensah")
    assert [line for page in pages for line in looked_for if line in page] == [*looked_for]
    assert (
        "2 certificates" in pages[0] and "Found Mrs Ellis in the snow." in pages[2] and "Secret words" not in pages[2]
    )
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].lower() == "en-gb" and root["/StructTreeRoot"]
    assert "Certificates for winners" in reader.metadata.title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


@pytest.mark.parametrize(
    ("first", "surname"),
    [("Łukasz", "O’Brien"), ('#eval("1")', "*bold* $x$ @ref"), ("Nguyễn", "Văn Đức"), ("Ann\u202e\u200b", "\\Smith//")],
)
def test_a_name_is_text_whatever_it_is_made_of(site, people, first, surname):
    round_id, _, _ = outcome_made.decided(people)
    outcome_made.renamed(people.amara, first, surname)
    for kind in (Batch.WINNERS, Batch.TO_WINNERS):
        content = fetched(site, asked(site, people, round_id, kind), people.chloe)
        assert f"{first} {surname}".replace("\u202e\u200b", "") in outcome_made.pages(content)[1]


def test_an_arabic_name_is_printed_and_a_chinese_one_is_left_out_and_named(site, people):
    round_id, _, _ = outcome_made.decided(people)
    made.entry(made.categories_of(round_id)[0], people.femi, people.amara, outcome=Outcome.WINNER)
    outcome_made.renamed(people.amara, "محمد", "علي")
    outcome_made.renamed(people.femi, "中国", "Li")
    address = asked(site, people, round_id)
    assert len(outcome_made.pages(fetched(site, address, people.chloe))) == 2
    assert (
        "Left out, since our typeface lacks characters they need: 中国 Li." in site.get(address, as_=people.chloe).text
    )
    assert pdf.missing(["Łukasz 中 محمد 😀 שרה"]) == {"中"}  # emoji are left out of print anyway


def test_progress_shows_and_a_batch_is_made_once(site, people, monkeypatch):
    round_id, _, _ = outcome_made.decided(people)
    address = asked(site, people, round_id)
    assert asked(site, people, round_id) == address  # the form sent twice
    page = site.get(address, as_=people.chloe)
    assert "It waits for its turn" in page.text and page.select("[data-hx-trigger]")
    site.assert_fragment_is_its_part_of_the_page(address, as_=people.chloe)
    assert site.get(f"{address}file.pdf", as_=people.chloe).status == 404
    number = int(address.split("/")[-2])
    with transaction():
        row = outcome_made.get_batch(number)
        row.total, row.done = 400, 150
    assert "Gathered and checked 150 of 400" in site.get(address, as_=people.chloe).text
    outcome_made.work()
    made_at = outcome_made.get_batch(number).made_at
    jobs_outcome.make_batch({"batch": number})
    jobs_outcome.make_batch({"batch": 999})
    assert outcome_made.get_batch(number).made_at == made_at
    page = site.get(address, as_=people.chloe)
    assert "1 sheet" in page.text and not page.select("[data-hx-trigger]")
    with transaction():
        outcome_made.get_batch(number).asked_at = clock.now() - timedelta(days=31)
    jobs_outcome.delete_old()
    assert site.get(address, as_=people.chloe).status == 404


def test_every_step_of_the_checking_is_committed(app, people, monkeypatch):
    round_id, _, _ = outcome_made.decided(people, tells_unsuccessful=True)
    seen = []
    monkeypatch.setattr("engage.recognition.actions.outcome_print.AT_ONCE", 1)
    real = pdf.missing
    monkeypatch.setattr(pdf, "missing", lambda texts: seen.append(_progress()) or real(texts))
    outcome_made.batch(round_id, people.chloe, Batch.TO_NOMINATORS)
    assert seen == [(0, 3), (1, 3), (2, 3)] and _progress() == (3, 3)


def _progress():
    row = db.session.query(PrintBatch.done, PrintBatch.total).one()
    db.session.rollback()
    return tuple(row)


def test_nothing_to_print_is_said(site, people):
    round_id = made.award_round("decided")
    address = asked(site, people, round_id)
    outcome_made.work()
    assert "There is nobody to print this for." in site.get(address, as_=people.chloe).text


def test_before_the_announcement_a_batch_is_for_whoever_asked_and_leaves_out_their_own(site, people):
    round_id, _, _ = outcome_made.decided(people, categories=2)
    made.entry(made.categories_of(round_id)[1], people.chloe, people.esi, outcome=Outcome.WINNER)
    mine = outcome_made.batch(round_id, people.chloe)
    others = outcome_made.batch(round_id, people.dev)
    own = site.get(f"/awards/manage/prints/{mine}/file.pdf", as_=people.chloe).data
    assert "Chloe" not in "".join(outcome_made.pages(own))
    for more in ("", "file.pdf"):
        assert site.get(f"/awards/manage/prints/{others}/{more}", as_=people.chloe).status == 404
    assert len(site.get(base(round_id), as_=people.chloe).select(".engage-todo li")) == 1
    outcome_made.announced(round_id)
    content = site.get(f"/awards/manage/prints/{others}/file.pdf", as_=people.chloe).data
    assert "Chloe Martin" in "".join(outcome_made.pages(content))


def test_who_is_written_to_depends_on_the_round(site, people):
    quiet, _, _ = outcome_made.decided(people)
    telling, _, _ = outcome_made.decided(people, tells_unsuccessful=True)
    assert site.post(base(quiet), {"kind": "cert_nominees"}, as_=people.chloe).status == 422
    letters = fetched(site, asked(site, people, quiet, Batch.TO_NOMINATORS), people.chloe)
    assert "Femi" not in "".join(outcome_made.pages(letters))
    text = "".join(outcome_made.pages(fetched(site, asked(site, people, telling, Batch.NOMINEES), people.chloe)))
    assert "Femi Adeyemi" in text and "Nominated" in text and "Amara" not in text
    note = {"note": 'Cake first. #image("x")'}
    letters = fetched(site, asked(site, people, telling, Batch.TO_NOMINATORS, **note), people.chloe)
    text = " ".join("".join(outcome_made.pages(letters)).split())
    assert "was not chosen" in text or "not chosen this time" in text
    assert 'Cake first. #image("x")' in text


@pytest.mark.parametrize("sent", [{"kind": "x"}, {"kind": ""}, {"kind": "cert_winners", "note": "x" * 601},
                                  {"kind": "cert_service"}])  # fmt: skip
def test_what_cannot_be_printed_is_refused(site, people, sent):
    round_id, _, _ = outcome_made.decided(people)
    page = site.post(base(round_id), sent, as_=people.chloe)
    assert page.status == 422 and page.errors


def test_the_letterhead_stands_on_everything_with_the_logo(site, people):
    assert site.get(LETTERHEAD, as_=people.amara).status == 403
    assert site.post(LETTERHEAD, HEAD, as_=people.chloe).status == 303
    sent = {"shows": "A golden sun", "file": (io.BytesIO(outcomes.logo()), "logo.png")}
    assert site.post(f"{LETTERHEAD}/logo", sent, as_=people.chloe).status == 303
    page = site.get(LETTERHEAD, as_=people.chloe)
    file = page.links["logo.png"]
    assert "It shows: A golden sun" in page.text
    assert site.get(file, as_=people.chloe).status == 200 and site.get(file, as_=people.amara).status == 404
    for name in ("certificate", "letter"):
        (text,) = outcome_made.pages(site.get(f"{LETTERHEAD}/{name}.pdf", as_=people.chloe).data)
        assert "Margaret Okonkwo" in text and "Anytown Council" in text
    assert site.post(f"{LETTERHEAD}/logo/delete", as_=people.chloe).status == 303
    assert "There is none yet" in site.get(LETTERHEAD, as_=people.chloe).text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("logo.png", b"", "empty"),
        ("logo.png", b"GIF89a", "none of these"),
        ("logo.pdf", b"%PDF-1.7", "must be a PNG or JPEG"),
        ("logo.png", outcomes.logo()[:60], "cannot be read"),
        ("logo.png", outcomes.logo()[:16] + b"\x00\x01\x00\x00" * 2 + outcomes.logo()[24:], "larger than 4,000 pixels"),
        ("logo.jpg", b"\xff\xd8\xff" + b"\x00" * 90, "cannot be read"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_refused(site, people, name, content, says):
    sent = {"shows": "A sun", "file": (io.BytesIO(content), name)}
    page = site.post(f"{LETTERHEAD}/logo", sent, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"signatory": ""}, "Enter the name"),
        ({"role": "\u200b"}, "Enter their"),
        ({"address": "中"}, "cannot be printed"),
        ({"role": "x" * 121}, "120"),
    ],
)
def test_a_letterhead_that_cannot_be_is_said_plainly(site, people, change, says):
    page = site.post(LETTERHEAD, HEAD | change, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)


def test_a_jpeg_tells_its_size():
    head = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x10" + b"\x00" * 9
    assert picture_size(head) == (16, 32)
    assert picture_size(b"\xff\xd8\xff\xe0\x00\x04ab") is None


def test_the_longest_words_stay_on_one_sheet(app, people):
    with transaction():
        outcome_letterhead.save(Head("S" * 60 + " " + "s" * 58, "R " * 60, "line\n" * 20))
        outcome_letterhead.set_logo("logo.png", outcomes.logo(), "A sun")
    round_id, amara, _ = outcome_made.decided(people)
    with transaction():
        db.session.get_one(AwardRound, round_id).title = "T" * 30 + " title" * 15
    outcome_made.cite(amara, "Word and " * 33)
    outcome_made.renamed(people.amara, "Wilhelmina " * 9, "Featherstonehaugh " * 5)
    number = outcome_made.batch(round_id, people.chloe)
    assert outcome_made.get_batch(number).state == "made"
    content = db.session.query(PrintBatch.content).scalar()
    assert len(outcome_made.pages(content)) == 2
    assert json.loads(outcome_made.get_batch(number).asked) == {"note": "", "quarter": 0, "year": 0}
