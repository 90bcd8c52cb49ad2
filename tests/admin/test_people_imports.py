"""Imports in the administration: upload, preview, confirm, roll back, and profiles of columns."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine

from engage.core.db import db, transaction
from engage.directory.imports import prepare, uploads
from engage.directory.models import ImportRun, Person
from tests.directory.imports import HEADER, STAFF
from tests.factories import People
from tests.site import Page, Site

ADDRESS = "/admin/imports"


def folder(site: Site) -> Path:
    found: Path = site.app.extensions["settings"].instance / "uploads"
    return found


@pytest.fixture(autouse=True)
def _no_files_left(app: Flask) -> None:
    for path in (app.extensions["settings"].instance / "uploads").glob("*"):
        path.unlink()


def send(site: Site, who: Any, *rows: str, header: str = HEADER, **more: str) -> Page:
    site.get(ADDRESS, as_=who)
    content = "\n".join((header, *rows)) + "\n"
    data = {
        "kind": "people",
        "profile": "default",
        "file": (io.BytesIO(content.encode()), "staff.csv"),
        **more,
    }
    return site.post(ADDRESS, data, as_=who, content_type="multipart/form-data")


def previewed(site: Site, who: Any, *rows: str) -> Page:
    sent = send(site, who, *rows)
    assert sent.status == 303, sent.text
    return site.follow(sent, as_=who)


def confirm_form(page: Page) -> tuple[str, dict[str, Any]]:
    action = next(f.get("action") for f in page.select("form") if f.get("action").endswith("/confirm"))
    return action, dict(page.form(action))


def confirmed(site: Site, who: Any, *rows: str, **more: str) -> Page:
    action, form = confirm_form(previewed(site, who, *rows))
    return site.post(action, form | more, as_=who)


def test_a_file_is_shown_before_it_changes_anything_and_gone_afterwards(site: Site, people: People) -> None:
    page = previewed(site, people.dev, *STAFF)
    assert page.h1 == "What this file would change"
    assert "0001 Ada Rowe" in page.text
    assert "New units (2)" in page.text
    assert db.session.query(Person).filter_by(employee_number="0001").count() == 0
    kept = sorted(folder(site).iterdir())
    assert [oct(path.stat().st_mode & 0o777) for path in kept] == ["0o600", "0o600"]
    action, form = confirm_form(page)
    done = site.post(action, form, as_=people.dev)
    assert done.location == ADDRESS
    assert db.session.query(Person).filter_by(employee_number="0001").count() == 1
    assert list(folder(site).iterdir()) == []
    listed = site.follow(done, as_=people.dev)
    assert "Import 1 of people is done." in listed.select("body")[0].text_content()
    assert "5 joiners" in listed.text
    assert "Dev Shah" in listed.text


def test_a_wrong_file_is_refused_with_every_line_and_not_kept(site: Site, people: People) -> None:
    page = send(site, people.dev, STAFF[0], STAFF[0], "=1,P,A,B,,Place,,,,")
    assert page.status == 422
    assert page.title.startswith("Error: Imports")
    assert len(page.errors) == 1
    assert page.errors[0].startswith("Line 4: the employee number begins like a formula")
    assert list(folder(site).iterdir()) == []
    assert send(site, people.dev, STAFF[0], STAFF[0]).errors[0].startswith("Line 3: employee number 0001")


def test_a_form_without_a_file_says_so(site: Site, people: People) -> None:
    site.get(ADDRESS, as_=people.dev)
    page = site.post(ADDRESS, {"kind": "people", "profile": "default"}, as_=people.dev)
    assert page.status == 422
    assert page.errors == ["Choose a file"]


def test_a_file_above_the_limit_is_413(site: Site, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    site.get(ADDRESS, as_=people.dev)
    monkeypatch.setitem(site.app.config, "MAX_CONTENT_LENGTH", 5_000)
    page = send(site, people.dev, *("x" * 100 for _ in range(100)))
    assert (page.status, page.h1) == (413, "That is too large")
    assert "may have at most 20 MB." in page.text
    assert "by the command flask people import" in page.text
    other = site.post("/admin/roles", {"number": "x" * 600_000}, as_=people.dev)
    assert (other.status, "20 MB" in other.text, other.h1) == (413, False, "That is too large")


def test_an_import_rolls_back_from_the_page_once(site: Site, people: People) -> None:
    confirmed(site, people.dev, *STAFF)
    run = db.session.query(ImportRun).one().id
    assert "Roll this import back" in site.get(ADDRESS, as_=people.dev).text
    assert site.post(f"{ADDRESS}/{run}/roll-back", as_=people.dev).location == ADDRESS
    db.session.expire_all()
    assert db.session.query(Person).filter_by(employee_number="0001").count() == 0
    assert "Rolled back on" in site.get(ADDRESS, as_=people.dev).text
    assert site.post(f"{ADDRESS}/{run}/roll-back", as_=people.dev).status == 409
    assert site.post(f"{ADDRESS}/999/roll-back", as_=people.dev).status == 404


def test_too_many_leavers_need_a_tick(site: Site, people: People) -> None:
    confirmed(site, people.dev, *STAFF)
    page = confirmed(site, people.dev, *STAFF[:2])
    assert page.status == 422
    assert page.errors == ["Tick the box if the file is whole and this many should go"]
    assert "3 of 5 people would leave" in page.text
    assert "If it is, tick “I have checked the file: go on all the same” below." in page.text
    assert confirmed(site, people.dev, *STAFF[:2], allow="y").location == ADDRESS


def test_a_directory_that_changed_since_the_preview_is_shown_again(site: Site, people: People) -> None:
    action, form = confirm_form(previewed(site, people.dev, *STAFF))
    with transaction():
        db.session.add(Person(employee_number="0001", first_name="Ada", surname="Rowe"))
    page = site.post(action, form, as_=people.dev)
    assert page.status == 409
    assert "has changed since the preview" in page.text
    assert db.session.query(ImportRun).count() == 0
    assert site.post(*confirm_form(page), as_=people.dev).location == ADDRESS


def test_others_write_while_a_file_is_confirmed_and_what_they_wrote_is_shown(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    action, form = confirm_form(previewed(site, people.dev, *STAFF))
    real, waiting = prepare.plan, ["UPDATE person SET surname = 'Rowan' WHERE employee_number = '1001'"]

    def plan(*parts: Any, **more: Any) -> Any:
        made = real(*parts, **more)
        while waiting:
            # On SQLite this waits for five seconds and fails where the request holds the one pen.
            with create_engine(db.engine.url, poolclass=NullPool).connect() as other:
                other.exec_driver_sql(waiting.pop())
                other.commit()
        return made

    monkeypatch.setattr(prepare, "plan", plan)
    page = site.post(action, form, as_=people.dev)
    assert (page.status, "has changed since the preview" in page.text) == (409, True)
    assert db.session.query(ImportRun).count() == 0
    assert site.post(*confirm_form(page), as_=people.dev).location == ADDRESS
    assert db.session.query(ImportRun).one().by_id == people.dev


def test_a_file_that_changed_on_the_disk_is_not_taken(site: Site, people: People) -> None:
    action, form = confirm_form(previewed(site, people.dev, *STAFF))
    next(folder(site).glob("*.csv")).write_text("other")
    assert site.post(action, form, as_=people.dev).status == 409


def test_a_preview_is_its_uploaders_alone_and_ends(site: Site, people: People) -> None:
    with transaction():
        from engage.directory.models import RoleGrant

        db.session.add(RoleGrant(person_id=people.esi, role="admin"))
    location = send(site, people.dev, *STAFF).location or ""
    assert site.get(location, as_=people.esi).status == 404
    assert site.get("/admin/uploads/..%2Fsecret_key", as_=people.dev).status == 404
    for path in folder(site).iterdir():
        os.utime(path, (0, 0))
    uploads.sweep_on_time()
    assert list(folder(site).iterdir()) == []
    assert site.get(location, as_=people.dev).status == 404


def test_a_discarded_file_is_gone_at_once(site: Site, people: People) -> None:
    location = send(site, people.dev, *STAFF).location or ""
    assert site.post(f"{location}/discard", as_=people.dev).location == ADDRESS
    assert list(folder(site).iterdir()) == []


def test_a_list_of_units_comes_in_the_same_way(site: Site, people: People) -> None:
    sent = send(site, people.dev, "C,Council,", "X,New,C", header="Code,Name,Parent code", kind="units")
    page = site.follow(sent, as_=people.dev)
    assert "Units that close" in page.text
    assert "Home care" in page.text


def test_a_saved_profile_names_the_columns(site: Site, people: People) -> None:
    site.get("/admin/import-profiles", as_=people.dev)
    form = {"name": "Payroll", "column_employee_number": "Ref", "column_first_name": "First",
            "column_surname": "Last", "column_directorate": "Dept"}  # fmt: skip
    missing = site.post("/admin/import-profiles", form | {"column_surname": ""}, as_=people.dev)
    assert missing.status == 422
    assert missing.errors == ["Enter the column's name: it is needed"]
    twice = site.post("/admin/import-profiles", form | {"column_surname": "first"}, as_=people.dev)
    assert twice.errors == ["This column is already another field's"]
    assert site.post("/admin/import-profiles", form, as_=people.dev).location == ADDRESS
    assert "Payroll" in site.get("/admin/import-profiles?name=Payroll", as_=people.dev).text
    sent = send(site, people.dev, "7,A,B,Place", header="Ref,First,Last,Dept", profile="Payroll")
    assert "by the profile Payroll" in site.follow(sent, as_=people.dev).text


@pytest.mark.parametrize("address", [ADDRESS, "/admin/import-profiles", "/admin/uploads/" + "0" * 32])
def test_nobody_else_imports(site: Site, people: People, address: str) -> None:
    assert site.get(address).status == 303
    for who in (people.amara, people.chloe):
        assert site.get(address, as_=who).status == 403
    assert send_status(site, people.chloe) == 403


def send_status(site: Site, who: Any) -> int:
    return site.post(ADDRESS, {"kind": "people"}, as_=who).status


def test_the_cost_does_not_grow(site: Site, people: People) -> None:
    few = send(site, people.dev, *STAFF[:2]).location or ""
    many = send(site, people.dev, *STAFF).location or ""
    assert site.query_count(few, as_=people.dev) == site.query_count(many, as_=people.dev) <= 6
    before = site.query_count(ADDRESS, as_=people.dev)
    confirmed(site, people.dev, *STAFF)
    assert site.query_count(ADDRESS, as_=people.dev) <= before + 1
    assert json.loads(db.session.query(ImportRun).one().summary)["joiners"] == 5
