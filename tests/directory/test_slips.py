"""Slips: codes printed in batches, by the page and by the command."""

import re
from pathlib import Path

from flask import Flask

from engage.admin.views import codes
from engage.core import audit
from engage.core.db import db, transaction
from engage.directory import queries_accounts
from engage.directory.models import Account, Person, Post, SignInCode
from tests.directory.accounts import claim, give_code, give_password
from tests.factories import People
from tests.site import Site

CODE = re.compile(r"\b[C-Y2-9]{4}-[C-Y2-9]{4}-[C-Y2-9]{4}\b")


def work_at(site_name: str, *people: int) -> None:
    with transaction():
        for post in db.session.query(Post).filter(Post.person_id.in_(people)):
            post.site = site_name


def run(app: Flask, *words: str) -> tuple[int, str]:
    db.session.commit()
    done = app.test_cli_runner().invoke(args=list(words))
    return done.exit_code, done.output


def test_slips_are_sorted_by_site_and_their_codes_work(site: Site, people: People, app: Flask, tmp_path: Path) -> None:
    work_at("Town hall", people.amara, people.chloe, people.dev, people.femi)
    work_at("Depot", people.bryn, people.esi)
    out = tmp_path / "slips.html"
    code, said = run(app, "people", "slips", "--out", str(out))
    assert (code, said.startswith("6 slips are in ")) == (0, True)
    text = out.read_text()
    places = [text.index(words) for words in ("Depot: 2 slips", "Esi Mensah", "Town hall: 4 slips", "Amara Nwosu")]
    assert places == sorted(places)
    esi = CODE.search(text, text.index("Esi Mensah"))
    assert esi
    assert claim(site, "1005", "Mensah", esi[0]).status == 303
    assert out.stat().st_mode & 0o077 == 0


def test_slips_of_one_site(app: Flask, people: People, tmp_path: Path) -> None:
    work_at("Depot", people.esi)
    out = tmp_path / "slips.html"
    assert run(app, "people", "slips", "--site", "Depot", "--out", str(out))[0] == 0
    assert len(CODE.findall(out.read_text())) == 1


def test_a_site_that_is_not_there_is_refused_in_one_line(app: Flask, people: People, tmp_path: Path) -> None:
    code, said = run(app, "people", "slips", "--site", "Nowhere", "--out", str(tmp_path / "slips.html"))
    assert (code, said) == (1, "Error: Nobody works at a site called 'Nowhere'.\n")


def test_a_file_that_exists_is_left_alone(app: Flask, people: People, tmp_path: Path) -> None:
    out = tmp_path / "slips.html"
    out.write_text("kept")
    code, said = run(app, "people", "slips", "--out", str(out))
    assert (code, said) == (1, f"Error: {out} exists: choose another file, or move it away.\n")
    assert out.read_text() == "kept"
    assert db.session.query(SignInCode).count() == 0


def test_whoever_has_claimed_gets_no_slip(app: Flask, people: People, tmp_path: Path) -> None:
    for person in (people.amara, people.bryn, people.chloe, people.dev, people.esi, people.femi):
        give_password(person)
    code, said = run(app, "people", "slips", "--out", str(tmp_path / "slips.html"))
    assert (code, said) == (1, "Error: Everybody has claimed their account: there is nothing to print.\n")


def test_dev_prints_slips_for_a_unit_with_all_below_it(site: Site, people: People) -> None:
    form = site.get("/admin/codes", as_=people.dev)
    adults = next(o.get("value") for o in form.select("#unit option") if o.text == "Adults and communities")
    page = site.post("/admin/codes/slips", {"site": "", "unit": adults}, as_=people.dev)
    assert page.status == 200
    assert page.h1 == "2 codes to hand out"
    assert "Amara Nwosu" in page.text
    assert "Esi Mensah" not in page.text
    assert len(CODE.findall(page.text)) == 2


def test_dev_prints_slips_for_a_site(site: Site, people: People) -> None:
    work_at("Depot", people.esi)
    site.get("/admin/codes", as_=people.dev)
    page = site.post("/admin/codes/slips", {"site": "Depot", "unit": ""}, as_=people.dev)
    assert page.h1 == "1 code to hand out"
    refused = site.post("/admin/codes/slips", {"site": "Moon", "unit": ""}, as_=people.dev)
    assert refused.status == 422


def test_printing_is_audited_without_the_codes(site: Site, people: People) -> None:
    site.get("/admin/codes", as_=people.dev)
    page = site.post("/admin/codes/slips", {"site": "", "unit": ""}, as_=people.dev)
    codes = CODE.findall(page.text)
    event = audit.latest(1)[0]
    assert (event.act, event.kind, event.actor_id, event.facts) == (
        "issue",
        "sign-in code",
        people.dev,
        '{"count": 6}',
    )
    kept = " ".join(f"{e.facts} {e.object_id}" for e in audit.latest(50))
    assert not any(code in kept for code in codes)


def test_dev_shows_one_code_once(site: Site, people: People) -> None:
    site.get("/admin/codes", as_=people.dev)
    page = site.post("/admin/codes/one", {"number": "1001", "how": "print"}, as_=people.dev)
    (code,) = CODE.findall(page.text)
    assert claim(site, "1001", "Nwosu", code).status == 303
    assert not CODE.findall(site.get("/admin/codes", as_=people.dev).text.replace("CDFG-2347-HJKM", ""))


def test_a_code_by_mail_needs_an_address(site: Site, people: People) -> None:
    site.get("/admin/codes", as_=people.dev)
    assert site.post("/admin/codes/one", {"number": "1001", "how": "mail"}, as_=people.dev).status == 303
    page = site.post("/admin/codes/one", {"number": "1002", "how": "mail"}, as_=people.dev)
    assert (page.status, page.errors) == (422, ["This person has no e-mail address: print the code instead."])


def test_a_code_for_nobody_is_refused(site: Site, people: People) -> None:
    site.get("/admin/codes", as_=people.dev)
    page = site.post("/admin/codes/one", {"number": "9999", "how": "print"}, as_=people.dev)
    assert (page.status, page.errors) == (422, ["Nobody who works here has this employee number or e-mail"])


def test_only_administrators_issue_codes(site: Site, people: People) -> None:
    assert site.get("/admin/codes").location == "/sign-in?next=/admin/codes"
    for who in (people.amara, people.bryn, people.chloe, people.femi):
        assert site.get("/admin/codes", as_=who).status == 403
        assert site.post("/admin/codes/slips", {}, as_=who).status == 403
        assert site.post("/admin/codes/one", {"number": "1001", "how": "print"}, as_=who).status == 403


def test_the_first_administrator_is_made_by_a_command(app: Flask, site: Site, people: People) -> None:
    words = ("admin", "create", "--employee-number", "A1", "--first-name", "Gwen", "--surname", "O'Hara")
    code, said = run(app, *words)
    assert code == 0
    found = CODE.search(said)
    assert found
    assert "http://127.0.0.1:8000/claim" in said
    assert claim(site, "a1", "OHARA", found[0]).location == "/claim/password"
    site.get("/claim/password")
    site.post("/claim/password", {"password": "otter lantern biscuit", "again": "otter lantern biscuit"})
    assert site.get("/admin/roles").status == 200
    assert "Somebody else has this employee number" in run(app, *words[:-1], "Other")[1]


def test_somebody_who_is_here_already_is_made_an_administrator_by_number_and_surname(
    app: Flask, site: Site, people: People
) -> None:
    words = ("admin", "create", "--employee-number", "1001", "--first-name", "Amara", "--surname")
    code, said = run(app, *words, "Parry")
    assert (code, "Somebody else has this employee number" in said) == (1, True)
    assert queries_accounts.grant(people.amara, "admin") is None
    code, said = run(app, *words, "Nwosu")
    assert code == 0
    found = CODE.search(said)
    assert found
    assert claim(site, "1001", "Nwosu", found[0]).location == "/claim/password"
    assert queries_accounts.grant(people.amara, "admin") is not None


def test_the_command_asks_for_what_it_was_not_told(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["admin", "create"], input="A1\nGwen\nO'Hara\n")
    assert result.exit_code == 0, result.output
    assert CODE.search(result.output)


def test_the_first_administrator_needs_no_council(app: Flask) -> None:
    code, _ = run(app, "admin", "create", "--employee-number", "A1", "--first-name", "Gwen", "--surname", "Hara")
    assert code == 0
    gwen = db.session.query(Person).one()
    assert gwen.posts[0].unit.name == "Anytown Council"
    assert db.session.get_one(Account, gwen.id).password_hash is None


def test_the_six_of_a_demonstration_get_no_password(app: Flask, site: Site, people: People) -> None:
    with transaction():
        db.session.get_one(Person, people.esi).employee_number = "D0005"
    page = site.post("/admin/codes/one", {"number": "D0005", "how": "print"}, as_=people.dev)
    assert (page.status, page.errors) == (422, [codes.MADE_UP])
    assert claim(site, "D0005", "Mensah", give_code(people.esi)).status == 422
