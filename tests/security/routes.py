"""Every address of the product, filled in with things that are there, and who is meant to reach it."""

import hashlib
import io
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from engage.core import files
from engage.core.db import BallotBase, Base, ballot_owner_engine, db, transaction
from engage.surveys.models import Survey
from engage.surveys.queries import results
from engage.surveys.rules import Questionnaire
from tests import addresses as features
from tests.factories import People
from tests.site import Site
from tests.surveys import made, taken

# One line a mark: whoever adds an address says here, a second time, whom it is for.
PUBLIC = """home.help_page admin.healthz admin.readyz admin.demo_mail directory.sign_in
directory.do_sign_in directory.demo_sign_in directory.sign_out directory.claim directory.check_claim
directory.choose_password directory.finish_claim directory.forgotten directory.request_code
directory.code_sent"""
SIGNED_IN = """home.start home.file directory.account directory.password directory.change_password
directory.sign_out_everywhere surveys.index surveys.answer surveys.answer_section surveys.cast surveys.thanks
surveys.results surveys.results_csv surveys.results_xlsx surveys.results_group surveys.results_heatmap
surveys.results_protection"""
OD = """surveys.manage surveys.create_survey surveys.manage_survey surveys.show_group surveys.save_group
surveys.drop_group surveys.new_group surveys.create_group surveys.archive surveys.backup_file
surveys.make_backup surveys.backup_destroyed surveys.try_backup surveys.check_survey surveys.close_survey
surveys.delete_survey surveys.import_report surveys.survey_key surveys.open_survey surveys.preview_survey
surveys.publish surveys.questions surveys.edit_question surveys.save_question surveys.duplicate_question
surveys.move_question surveys.drop_question surveys.ask_for_release surveys.schedule surveys.create_section
surveys.edit_section surveys.save_section surveys.move_section surveys.new_question surveys.create_question
surveys.drop_section surveys.edit_settings surveys.save_settings surveys.unschedule surveys.withdraw
surveys.import_survey surveys.new_survey surveys.export_survey surveys.export_file surveys.earlier_answers
surveys.take_in_answers surveys.preview_question surveys.duplicate_section surveys.edit_audience surveys.count_audience
surveys.save_audience surveys.survey_mails surveys.preview_mails surveys.save_mails surveys.survey_progress
surveys.extending surveys.extend_survey surveys.cancelling surveys.cancel_survey
home.what_we_heard home.what_we_heard_csv"""
ADMIN = """admin.start admin.audit admin.codes admin.issue_code admin.print_slips admin.profiles admin.save_profile
admin.imports admin.upload admin.roll_back admin.outbox admin.retry admin.people admin.person admin.roles
admin.give_role admin.take_role admin.units admin.preview admin.confirm admin.discard"""


@dataclass(frozen=True)
class Scene:
    """What the addresses are filled in with: surveys at each stage, an upload of Dev's, the six people."""

    group: str
    draft: int
    scheduled: int
    opened: int
    published: int
    token: str
    people: People
    more: dict[str, Any]
    # Endpoint to what the module that lists it has made for it: two parts of a feature each make a thing of a kind.
    own: dict[str, dict[str, Any]]


def meant_for(people: People) -> dict[str, frozenset[int | None]]:
    """Endpoint to whom it lets in; None is a stranger."""
    everybody = frozenset((people.amara, people.bryn, people.chloe, people.dev, people.esi, people.femi))
    lists = {PUBLIC: everybody | {None}, SIGNED_IN: everybody, OD: {people.chloe}, ADMIN: {people.dev}}
    found = {endpoint: frozenset(who) for names, who in lists.items() for endpoint in names.split()}
    for mark, names in (("PUBLIC", PUBLIC), ("SIGNED_IN", SIGNED_IN), ("OD", OD), ("ADMIN", ADMIN)):
        found |= {endpoint: frozenset(lists[names]) for endpoint in features.marked(mark)}
    found |= {endpoint: frozenset({people.chloe, people.dev}) for endpoint in features.marked("OD_AND_ADMIN")}
    return found


def user_of(endpoint: str, people: People, first: tuple[str, ...] = ("chloe", "dev", "amara")) -> int | None:
    """The first of these that an endpoint lets in, or a stranger."""
    meant = meant_for(people)[endpoint]
    return next((who for name in first if (who := getattr(people, name)) in meant), None)


def mixed(n: int) -> list[dict[str, str]]:
    """n answers that are neither too few nor too alike."""
    scores = ("5", "4", "4", "3", "2", "1")
    return [{"Q1": scores[i % 6], "Q2": scores[(i * 2 + 1) % 6], "P1": "YN"[i % 2]} for i in range(n)]


def scene(site: Site, people: People, asked: Questionnaire | None = None) -> Scene:
    """Surveys at every stage, and a staff extract of Dev's waiting for its confirm."""
    taken.crowd(12)
    published = taken.open_survey(asked, title="Last year")
    taken.cast_all(published, asked or taken.small(), mixed(36))
    taken.release_survey(published)
    with transaction():
        files.store("method.pdf", b"%PDF-1.7", "survey results", published, 1000)
    opened = taken.open_survey(asked)
    scheduled = made.scheduled(tried=False)
    draft = made.draft(doc=asked)
    release = results.whole(published, True)
    assert release is not None
    more: dict[str, Any] = {}
    own: dict[str, dict[str, Any]] = {}
    for module in features.modules():
        brought = module.scene(people) if hasattr(module, "scene") else {}
        more |= brought
        plain = {name.rpartition(".")[2]: value for name, value in brought.items()}
        own |= dict.fromkeys(features.listed(module), plain)
    group, token = release.head.blocks[1].code, upload(site, people.dev)
    return Scene(group, draft, scheduled, opened, published, token, people, more, own)


def upload(site: Site, who: int, name: str = "units.csv") -> str:
    """A small list of units, looked at and not confirmed; its token."""
    file = (io.BytesIO(b"Code,Name,Parent code\nC,Council,\n"), name)
    sent = {"kind": "units", "profile": "default", "file": file, "csrf_token": site.token(who)}
    answer = ask(site, who, "POST", "/admin/imports", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"].rsplit("/", 1)[-1]


def ask(site: Site, who: int | None, method: str, address: str, **sent: Any) -> TestResponse:
    """A request in a context of its own, its page not reviewed: these tests ask for thousands."""
    client = site.client(who)
    db.session.rollback()
    with site.app.app_context():
        return client.open(address, method=method, **sent)


def filled(rule: Rule, made_of: Scene, survey: int, **other: int) -> str:
    """The rule's address with things that are there."""
    parts = {"questions/<code>": "Q1", "results/themes/<code>": "work", "sections": "S1"}
    code = next((code for part, code in parts.items() if part in rule.rule), made_of.group)
    values: dict[str, Any] = {
        "survey_id": survey, "code": code, "kind": "themes", "number": "abc", "token": made_of.token or "0" * 32,
        "person_id": made_of.people.amara, "run_id": 1, "row_id": 1, "file_id": 1, "role": "od",
    }  # fmt: skip
    own = {name.split(".")[1]: value for name, value in made_of.more.items()
           if name.startswith(rule.endpoint.split(".")[0] + ".")}  # fmt: skip
    shared = {name: value for name, value in made_of.more.items() if "." not in name}
    given = {
        name: (values | shared | own | made_of.own.get(rule.endpoint, {}) | other)[name] for name in rule.arguments
    }
    if "<any(themes" in rule.rule:
        given["code"] = "T1"
    return rule.map.bind("localhost").build(rule.endpoint, given, method=next(iter(methods(rule))))


def methods(rule: Rule) -> set[str]:
    """GET or POST."""
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def addresses(app: Flask, made_of: Scene, method: str) -> list[tuple[str, str]]:
    """(endpoint, address) of every route with this method; survey routes once for each stage."""
    found = []
    for rule in app.url_map.iter_rules():
        if method in methods(rule):
            surveys = [made_of.draft, made_of.scheduled, made_of.opened, made_of.published]
            for survey in surveys if "survey_id" in rule.arguments else surveys[:1]:
                found.append((rule.endpoint, filled(rule, made_of, survey)))
    return sorted(set(found))


def dump() -> str:
    """A fingerprint of every row of both databases."""
    db.session.rollback()
    whole = hashlib.sha256()
    pairs: tuple[tuple[Engine, type], ...] = ((db.engine, Base), (ballot_owner_engine(), BallotBase))
    for engine, base in pairs:
        for table in base.metadata.sorted_tables:  # type: ignore[attr-defined]
            with engine.connect() as connection:
                rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
                connection.rollback()
            whole.update(table.name.encode() + "\n".join(rows).encode())
    return whole.hexdigest()


def stage(survey_id: int) -> str:
    """A survey's stage as the database has it."""
    db.session.rollback()
    return str(db.session.get_one(Survey, survey_id).stage)
