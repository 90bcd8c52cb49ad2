"""Files of published results: who may have them made, how the worker makes them, and when they are gone."""

import pytest
from sqlalchemy import event, func, insert, select

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.surveys.actions import packs, publishing
from engage.surveys.formats import group_sheet
from engage.surveys.models import ResultPack, Survey
from engage.surveys.queries import packs as queries
from engage.surveys.rules.packs import Kind
from tests.surveys import packed


@pytest.fixture
def survey(people):
    return packed.published()


def here(survey_id):
    return f"/surveys/manage/{survey_id}/packs"


def asked(site, people, survey_id, kind="all"):
    site.get(here(survey_id), as_=people.chloe)
    return site.post(here(survey_id), {"kind": kind}, as_=people.chloe)


def only():
    db.session.expire_all()
    return db.session.scalars(select(ResultPack)).one()


def file_of(survey_id):
    return f"{here(survey_id)}/{only().id}/file.zip"


def test_the_od_team_has_a_zip_made_in_the_background_and_fetches_it(site, people, survey):
    assert asked(site, people, survey).location.endswith(here(survey))
    page = site.get(here(survey), as_=people.chloe)
    assert "Being made" in page.text
    assert page.links["See how far they are"] == here(survey)
    assert site.get(file_of(survey), as_=people.chloe).status == 404
    packed.worked()
    page = site.get(here(survey), as_=people.chloe)
    assert "See how far they are" not in page.links
    assert site.get(here(survey), as_=people.chloe, htmx=True).status == 200
    answer = site.get(file_of(survey), as_=people.chloe)
    assert answer.response.mimetype == "application/zip"
    assert answer.response.headers["Content-Disposition"] == f"attachment; filename=results-{survey}-all.zip"
    head, _ = packed.release(survey)
    files = packed.opened(answer.data)
    assert len(files) == len(head.blocks)
    assert all(content.startswith(b"%PDF") for content in files.values())
    for block, (name, content) in zip(head.blocks, files.items(), strict=True):
        assert name.endswith(f" {block.name}.pdf")
        assert block.name in packed.words(content)


def test_two_windows_that_ask_at_once_have_it_made_once(site, people, survey):
    def first(session, *_):
        """The other window, between the look and the writing."""
        values = {
            "survey_id": survey,
            "kind": "all",
            "state": "waiting",
            "done": 0,
            "total": 0,
            "problem": "",
            "size": 0,
        }
        session.connection().execute(insert(ResultPack).values(asked_at=clock.now(), **values))

    event.listen(db.session(), "before_flush", first, once=True)
    with pytest.raises(Conflict, match="just asked"), transaction():
        packs.ask(survey, Kind.ALL, clock.now())
    assert db.session.scalar(select(func.count()).select_from(ResultPack)) == 0
    assert asked(site, people, survey).status == 303


def test_a_tier_has_its_groups_in_folders_and_the_pack_to_publish_its_page(site, people, survey):
    head, _ = packed.release(survey)
    asked(site, people, survey, "directors")
    packed.worked()
    files = packed.opened(site.get(file_of(survey), as_=people.chloe).data)
    assert len(files) == sum(block.depth == 1 for block in head.blocks)
    assert all(name.count("/") == 1 for name in files)
    asked(site, people, survey, "publish")
    packed.worked()
    pack = queries.of_kind(survey, "publish")
    files = packed.opened(site.get(f"{here(survey)}/{pack.id}/file.zip", as_=people.chloe).data)
    assert "results.html" in files


def test_nobody_but_the_od_team_gets_there_and_every_reader_gets_a_groups_pdf(site, people, survey):
    asked(site, people, survey)
    packed.worked()
    code = packed.release(survey)[0].blocks[0].code
    pdf = f"/surveys/{survey}/results/groups/{code}/report.pdf"
    for who in (people.amara, people.esi, people.bryn, people.dev):
        for address in (here(survey), file_of(survey)):
            assert site.get(address, as_=who).status == 403
        assert site.post(here(survey), {"kind": "all"}, as_=who).status == 403
        assert site.get(pdf, as_=who).data.startswith(b"%PDF")
    for address in (here(survey), file_of(survey), pdf):
        assert site.get(address).location.startswith("/sign-in")
    group = site.get(f"/surveys/{survey}/results/groups/{code}", as_=people.amara)
    assert group.links["Download this group as PDF"] == pdf
    assert site.get(f"/surveys/{survey}/results/groups/NOBODY/report.pdf", as_=people.amara).status == 404
    assert site.query_count(pdf, as_=people.amara) <= 5


def test_before_publishing_there_is_no_pack_and_a_pdf_for_the_od_team_alone_that_says_so(site, people):
    survey = packed.published(publish=False)
    root = packed.release(survey)[0].blocks[0].code
    assert site.get(here(survey), as_=people.chloe).status == 404
    pdf = f"/surveys/{survey}/results/groups/{root}/report.pdf"
    assert site.get(pdf, as_=people.amara).status == 404
    assert "Not published yet" in packed.words(site.get(pdf, as_=people.chloe).data)


def test_asked_for_twice_it_is_made_once_and_made_again_it_takes_the_place_of_the_earlier(site, people, survey):
    asked(site, people, survey)
    first = only().id
    asked(site, people, survey)
    assert only().id == first
    packed.worked()
    asked(site, people, survey)
    assert only().state == "waiting"
    assert site.get(file_of(survey), as_=people.chloe).status == 404
    packed.worked()
    assert only().state == "made"
    for kind in ("managers", "nothing", ""):
        assert asked(site, people, survey, kind).status == 404


def test_a_worker_that_is_killed_leaves_no_part_of_a_zip_and_the_next_begins_again(people, survey, monkeypatch):
    with transaction():
        pack = packs.ask(survey, Kind.ALL, clock.now()).id
    made = []

    def killed(*parts):
        made.append(parts[1].code)
        if len(made) == 3:
            raise KeyboardInterrupt
        return b"%PDF"

    monkeypatch.setattr(packs, "AT_ONCE", 1)
    with monkeypatch.context() as patched:
        patched.setattr(group_sheet, "pdf_of", killed)
        with pytest.raises(KeyboardInterrupt):
            packs.make(pack)
    db.session.rollback()
    row = only()
    assert (row.state, row.content, row.done) == ("waiting", None, 2)
    packs.make(pack)
    row = only()
    assert (row.state, row.done) == ("made", row.total)
    content = row.content
    packs.make(pack)
    assert only().content == content


def test_results_withdrawn_while_a_file_is_made_leave_no_file(site, people, survey, monkeypatch):
    with transaction():
        pack = packs.ask(survey, Kind.ALL, clock.now()).id

    def withdrawn(*_parts):
        if db.session.scalar(select(func.count()).select_from(ResultPack)):
            with transaction():
                publishing.withdraw(db.session.get_one(Survey, survey), "Wrong", clock.now())
        db.session.rollback()
        return b"%PDF"

    monkeypatch.setattr(group_sheet, "pdf_of", withdrawn)
    packs.make(pack)
    assert db.session.scalars(select(ResultPack)).all() == []


def test_withdrawing_the_results_deletes_every_file_of_them(site, people, survey):
    asked(site, people, survey)
    packed.worked()
    address = file_of(survey)
    with transaction():
        publishing.withdraw(db.session.get_one(Survey, survey), "Wrong", clock.now())
    assert site.get(address, as_=people.chloe).status == 404
    assert site.get(here(survey), as_=people.chloe).status == 404
    assert db.session.scalar(select(func.count()).select_from(ResultPack)) == 0


def test_a_file_can_be_deleted_and_belongs_to_its_own_survey(site, people, survey):
    asked(site, people, survey)
    packed.worked()
    pack = only().id
    other = packed.published(title="Another", crowd=False)
    assert site.get(f"{here(other)}/{pack}/file.zip", as_=people.chloe).status == 404
    assert site.post(f"{here(other)}/{pack}/delete", {}, as_=people.chloe).status == 404
    page = site.post(f"{here(survey)}/{pack}/delete", {}, as_=people.chloe)
    assert page.location.endswith(here(survey))
    assert db.session.get(ResultPack, pack) is None


def test_a_withheld_table_a_rate_and_people_stand_in_the_download(site, people, survey):
    text = site.get(f"/surveys/{survey}/results.csv", as_=people.chloe).data.decode("utf-8-sig")
    head, _ = packed.release(survey)
    assert text.count(",rate,") == len(head.blocks)
    assert head.blocks[0].rate in text
