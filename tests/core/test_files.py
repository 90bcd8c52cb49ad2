"""Files are told by what they hold, limited in size, and seen by whoever sees the thing they hang on."""

import io
import zipfile

import pytest
from flask import Flask

from engage.core import files, links
from engage.core.db import transaction
from engage.core.errors import Invalid, NotThere
from engage.core.links import Link

PDF, PNG, JPEG = b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."


def office(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.docx", office("word/document.xml"), files.OFFICE["word/document.xml"][0]),
        ("a.xlsx", office("xl/workbook.xml"), files.OFFICE["xl/workbook.xml"][0]),
    ],
)
def test_a_file_is_what_it_holds(app: Flask, name: str, content: bytes, kind: str) -> None:
    assert files.store(name, content, "thing", 1, 1000).content_type == kind


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF + b"x" * 1000, "larger than"),
        ("a.pdf", PNG, "does not match"),
        ("a.html", b"<script>x()</script>", "can be PDF"),
        ("a.svg", b"<svg onload='x()'/>", "can be PDF"),
        ("a.zip", office("readme.txt"), "can be PDF"),
        ("a.docx", b"PK\x03\x04 broken", "can be PDF"),
        ("a.docx", office("word/document.xml", "word/vbaProject.bin"), "can be PDF"),
        ("a.exe", PDF, "does not match"),
    ],
)
def test_what_we_do_not_take_is_refused_with_its_reason(app: Flask, name: str, content: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        files.store(name, content, "thing", 1, 1000)


def test_a_name_cannot_lead_anywhere(app: Flask) -> None:
    assert files.store("..\\..\\etc/passwd\r\n.pdf", PDF, "thing", 1, 1000).name == "passwd.pdf"


def test_a_file_is_seen_by_whoever_sees_its_thing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    row = files.store("a.pdf", PDF, "thing", 7, 1000)
    seen = {7: Link("/things/7", "Seven", True)}
    monkeypatch.setitem(app.extensions["links"], "thing", seen.get)
    assert files.fetch(row.id).content == PDF
    seen[7] = Link("/things/7", "Seven", False)
    with pytest.raises(NotThere):
        files.fetch(row.id)
    seen.clear()
    with pytest.raises(NotThere):
        files.fetch(row.id)
    with pytest.raises(NotThere):
        files.fetch(row.id + 1)


def test_a_file_is_downloaded_by_whoever_may_see_its_thing_and_by_nobody_else(site, people, monkeypatch):
    with transaction():
        number = files.store("guide.pdf", PDF, "thing", 7, 1000).id
        strange = files.store("guide.pdf", PDF, "kind that nobody registered", 7, 1000).id
    seen = {7: Link("/things/7", "Seven", True)}
    monkeypatch.setitem(site.app.extensions["links"], "thing", seen.get)
    page = site.get(f"/files/{number}", as_=people.amara)
    assert page.data == PDF
    assert page.response.headers["Content-Disposition"] == "attachment; filename=guide.pdf"
    assert site.get(f"/files/{number}").location.startswith("/sign-in")
    assert site.get(f"/files/{strange}", as_=people.amara).status == 404
    seen.clear()
    assert site.get(f"/files/{number}", as_=people.amara).status == 404


def test_a_link_kind_stands_for_one_feature() -> None:
    kinds: dict[str, links.Resolver] = {}
    links.register(kinds, {"survey": lambda _id: None})
    with pytest.raises(ValueError, match="twice: survey"):
        links.register(kinds, {"survey": lambda _id: None})
    links.require(kinds, frozenset({"survey"}))
    with pytest.raises(ValueError, match="unknown link kind: award"):
        links.require(kinds, frozenset({"survey", "award"}))
