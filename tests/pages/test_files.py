"""Files on a page: several at once, told by what is in them, all of them or none."""

import io

import pytest

from engage.core import audit
from engage.core.db import db
from engage.core.files import StoredFile
from engage.pages.rules import MOST_FILES
from tests.factories import People
from tests.pages import made
from tests.site import Page, Site

WORD = made.office("word/document.xml", "[Content_Types].xml")


def upload(site: Site, who: int, number: int, *files: tuple[str, bytes], **more: object) -> Page:
    """Choose these files and send them."""
    sent = {"files": [(io.BytesIO(content), name) for name, content in files]}
    return site.post(f"/guides/manage/{number}/files", sent, as_=who, content_type="multipart/form-data", **more)  # type: ignore[arg-type]


def held() -> list[str]:
    db.session.rollback()
    return [row.name for row in db.session.query(StoredFile).order_by(StoredFile.id)]


def test_chloe_adds_two_files_at_once_and_staff_see_them(site: Site, people: People) -> None:
    number = made.published(people)
    done = upload(site, people.chloe, number, ("form.docx", WORD), ("guide.pdf", made.PDF))
    assert done.location == f"/guides/manage/{number}/"
    page = site.follow(done, as_=people.chloe)
    assert "2 files were added" in page.source
    assert "form.docx Word, 1 kB" in page.text
    assert "guide.pdf" in site.get("/guides/sickness-absence", as_=people.amara).links
    assert [event.act for event in audit.latest(2)] == ["add file", "add file"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("payslip.pdf", made.PROGRAM, "payslip.pdf: Files can be PDF, Word"),
        ("page.pdf", b"<html><script>x()</script></html>", "page.pdf: Files can be PDF, Word"),
        ("drawing.svg", b"<svg onload='x()'/>", "drawing.svg: Files can be"),
        ("form.docx", made.office("word/document.xml", "word/vbaProject.bin"), "without macros"),
        ("form.docx", b"PK\x03\x04 broken", "Files can be"),
        ("guide.exe", made.PDF, "does not match what is in it: it is a pdf file"),
        ("empty.pdf", b"", "empty.pdf: The file is empty."),
    ],
)
def test_what_is_not_what_its_name_says_is_one_clear_error_and_nothing_is_added(
    site: Site, people: People, name: str, content: bytes, why: str
) -> None:
    number = made.draft(people)
    page = upload(site, people.chloe, number, ("good.pdf", made.PDF), (name, content))
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert len(page.errors) == 1
    assert page.errors[0].startswith("Nothing was added.") and why in page.errors[0]
    assert "No files yet" in page.text
    assert held() == []


@pytest.fixture
def small_limit(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is met by less than 20 MB, so that the tests need no large files on disk."""
    assert site.app.config["MAX_CONTENT_LENGTH"] == 20_000_000
    monkeypatch.setitem(site.app.config, "MAX_CONTENT_LENGTH", 100_000)


@pytest.mark.usefixtures("small_limit")
def test_a_file_larger_than_the_limit_is_413_with_the_limit_and_the_way_back(site: Site, people: People) -> None:
    number = made.draft(people)
    there = f"/guides/manage/{number}/"
    page = upload(
        site, people.chloe, number, ("film.pdf", made.PDF + b"x" * 100_000),
        headers={"Referer": f"http://localhost{there}"},
    )  # fmt: skip
    assert page.status == 413
    assert page.h1 == "That is too large"
    assert "at most 20 MB" in page.text and "people import" not in page.text
    assert page.links["Go back to the page before"] == there
    assert held() == []


@pytest.mark.usefixtures("small_limit")
def test_the_way_back_leads_nowhere_else(site: Site, people: People) -> None:
    number = made.draft(people)
    for elsewhere in ("http://evil.example/", "http://localhost/nowhere", "not an address", "http://[broken"):
        page = upload(
            site, people.chloe, number, ("film.pdf", made.PDF + b"x" * 100_000), headers={"Referer": elsewhere}
        )
        assert "Go back to the page before" not in page.links
        assert page.links["Go to the start page"] == "/"


def test_an_archive_of_far_too_many_names_is_not_opened(site: Site, people: People) -> None:
    bomb = b"PK\x03\x04" + b"PK\x01\x02" * 20_001
    page = upload(site, people.chloe, made.draft(people), ("form.docx", bomb))
    assert page.status == 422 and len(page.errors) == 1


def test_nothing_chosen_is_said(site: Site, people: People) -> None:
    assert upload(site, people.chloe, made.draft(people)).errors == ["Choose at least one file."]


def test_a_page_can_have_only_so_many(site: Site, people: People) -> None:
    number = made.draft(people)
    upload(site, people.chloe, number, *((f"{n}.pdf", made.PDF) for n in range(MOST_FILES)))
    assert len(held()) == MOST_FILES
    page = upload(site, people.chloe, number, ("more.pdf", made.PDF))
    assert page.errors == [f"A page can have at most {MOST_FILES} files. Nothing was added."]
    assert len(held()) == MOST_FILES


def test_a_file_is_removed_for_good_after_a_confirm(site: Site, people: People) -> None:
    number = made.published(people)
    upload(site, people.chloe, number, ("guide.pdf", made.PDF), ("other.pdf", made.PDF))
    page = site.get(f"/guides/manage/{number}/", as_=people.chloe)
    (form, _) = page.select("details form[action$='/remove']")
    done = site.post(form.get("action"), as_=people.chloe)
    assert "guide.pdf was removed" in site.follow(done, as_=people.chloe).source
    assert held() == ["other.pdf"]
    assert site.post(form.get("action"), as_=people.chloe).status == 404


def test_a_file_of_another_page_is_not_removed_through_this_one(site: Site, people: People) -> None:
    one, other = made.draft(people), made.draft(people)
    upload(site, people.chloe, one, ("guide.pdf", made.PDF))
    file = db.session.query(StoredFile.id).scalar()
    assert site.post(f"/guides/manage/{other}/files/{file}/remove", as_=people.chloe).status == 404
    assert held() == ["guide.pdf"]


def test_files_go_with_their_draft(site: Site, people: People) -> None:
    number = made.draft(people)
    upload(site, people.chloe, number, ("guide.pdf", made.PDF))
    site.post(f"/guides/manage/{number}/delete", as_=people.chloe)
    assert held() == []


def test_an_archived_page_takes_no_files(site: Site, people: People) -> None:
    assert upload(site, people.chloe, made.archived(people), ("guide.pdf", made.PDF)).status == 409
    assert held() == []
