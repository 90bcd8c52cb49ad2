"""Ten years of what the office keeps: reports, acts, mail, requests for data, legal holds, runs of the rules."""

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import insert, select

from bench.decade_data import ADMIN, DAYS, LEAD, OD, WORDS, Council, put
from engage.admin.queries_retention import rules
from engage.core import audit, clock, retention
from engage.core.db import db, transaction
from engage.core.holds import LegalHold, RetentionRun
from engage.core.moderation import Report as Problem
from engage.core.outbox import OutboxRow
from engage.governance.models import DataRequest
from engage.reports.actions import reports, standing
from engage.reports.actions.reports import About
from engage.reports.blocks import NAMES
from engage.reports.models import Report, ReportSent, ReportSnapshot, ReportWords
from engage.reports.rules.paper import Words
from engage.reports.rules.periods import before, quarter_of
from engage.reports.rules.reports import Kind

REPORTS, ACTS, AT_ONCE, MAILS, FAILED, REQUESTS, HOLDS, PROBLEMS = 80, 1_000_000, 20_000, 50_000, 200, 300, 60, 500
# What acts are of, with what is known of them: from the most frequent to the rare.
SORTS = (("sign in", "account"), ("write", "thanks"), ("change", "plan item"), ("update", "plan item"),
         ("read", "results"), ("create", "report"), ("book", "event"), ("release", "data request"))  # fmt: skip


def fill(app: Flask, made: Council) -> None:
    """All of it, acts last; then whatever is past its time is deleted by rule, as every day."""
    _reports(app, made)
    with transaction():
        _mail(made)
        _requests(made)
        _holds(made)
    _acts(made)
    retention.run_all(list(rules().values()), clock.now())


def _reports(app: Flask, made: Council) -> None:
    """One is made, frozen and finished by the actions; those of other quarters are the same document again. A draft
    and a report that waits for comments come first."""
    period = before(quarter_of(clock.today()))
    about = About("People and culture", Kind.PAPER, None, period, NAMES, meeting="Cabinet", contact="The OD team",
                  meeting_on=clock.today())  # fmt: skip
    with app.test_request_context("/", method="POST"), transaction():
        draft, waits, final = (reports.create(about, OD, clock.now()) for _ in range(3))
        for row in (draft, waits, final):
            for section in ("finance", "legal"):
                reports.write(row, section, 0, Words(WORDS, None, "Ada Okafor, Finance", clock.today()), clock.now())
            standing.freeze(row, OD, clock.now())
        standing.name_commenters(waits, {"finance": LEAD})
        standing.ask(waits, clock.now())
        standing.finish(final, clock.now())
    with transaction():
        for _ in range(made.many(REPORTS)):
            _again(final.id, period := before(period))


def _again(number: int, period: Any) -> None:
    """A report of another quarter with the same document."""
    columns = [each for each in Report.__table__.columns if each.name != "id"]
    found = dict(db.session.execute(select(*columns).where(Report.id == number)).one()._mapping)
    when = clock.begins(max(period.after, clock.today() - timedelta(days=DAYS)))
    found |= {"first_day": period.first, "last_day": period.last, "final_at": when, "changed_at": when}
    again = db.session.execute(insert(Report.__table__).values(found)).inserted_primary_key
    assert again is not None
    kept = db.session.scalars(select(ReportSnapshot).where(ReportSnapshot.report_id == number)).one()
    put(ReportSnapshot, [{"report_id": again[0], "number": n, "document": kept.document, "sha256": kept.sha256,
                          "made_at": when, "made_by_id": OD} for n in (1, 2, 3)])  # fmt: skip
    put(ReportWords, [{"report_id": again[0], "section": each, "text": WORDS * 5, "author": "Ada Okafor, Finance",
                       "written_on": when.date(), "version": 1}
                      for each in ("finance", "legal", "summary")])  # fmt: skip
    put(ReportSent, [{"report_id": again[0], "sent_on": when.date(), "sent_to": "Cabinet", "sha256": found["sha256"],
                      "noted_by_id": OD}])  # fmt: skip


def _mail(made: Council) -> None:
    """What was done in the last month, what was given up in ten years, and what waits."""
    done, failed = made.many(MAILS), made.many(FAILED)
    put(OutboxRow, [
        {"kind": "mail", "payload": "{}", "state": "done", "due_at": made.moment(30), "tries": 1, "problem": ""}
        for _ in range(done)
    ])  # fmt: skip
    put(OutboxRow, [
        {"kind": "mail", "payload": "" if n % 4 else json.dumps({"to": "a@b.example"}), "state": "failed", "tries": 8,
         "due_at": made.moment(), "problem": "TimeoutError"}
        for n in range(failed)
    ])  # fmt: skip
    put(OutboxRow, [
        {"kind": "mail", "payload": "{}", "state": "waiting", "due_at": clock.now(), "tries": 0, "problem": ""}
        for _ in range(made.many(500))
    ])  # fmt: skip
    put(Problem, [
        {"kind": "thanks", "object_id": 1 + n, "reason": WORDS, "state": "kept", "reporter_id": made.person(),
         "reported_at": (at := made.moment()), "decided_by_id": OD, "decided_at": at, "note": WORDS}
        for n in range(made.many(PROBLEMS))
    ])  # fmt: skip


def _requests(made: Council) -> None:
    """Thirty a year, closed but for the last few."""
    rows = list[dict[str, Any]]()
    for n in range(made.many(REQUESTS)):
        on = clock.today() - timedelta(days=n * DAYS // made.many(REQUESTS))
        at, closed = clock.begins(on), n > 4
        rows.append({"person_id": made.person(), "received_on": on, "due_on": on + timedelta(days=30), "note": "",
                     "state": "closed" if closed else "open", "outcome": WORDS if closed else "", "made_at": at,
                     "made_by_id": ADMIN, "released_at": at if closed else None,
                     "closed_at": at if closed else None, "version": 1})  # fmt: skip
    put(DataRequest, rows)


def _holds(made: Council) -> None:
    """Most are lifted; in force are some of a person, a unit and a kind. Every rule has run."""
    names = list(rules())
    rows = list[dict[str, Any]]()
    for n in range(max(6, made.many(HOLDS))):
        lifted = n >= 12
        rows.append({"person_id": made.person() if n % 3 == 0 else None,
                     "unit_id": made.units[made.person()] if n % 3 == 1 else None,
                     "kind": names[n % len(names)] if n % 3 == 2 else "", "reason": WORDS, "set_at": made.moment(),
                     "set_by_id": ADMIN, "review_on": clock.today() + timedelta(days=n),
                     "lifted_at": clock.now() if lifted else None, "lifted_by_id": ADMIN if lifted else None,
                     "lifted_why": WORDS if lifted else ""})  # fmt: skip
    put(LegalHold, rows)
    put(RetentionRun, [{"name": name, "at": clock.now(), "done": 5, "held": 1, "deleted_at": clock.now()}
                       for name in names])  # fmt: skip


def _acts(made: Council) -> None:
    """Sealed one after another by the log's own code, at moments over ten years: each batch as if written then."""
    whole, luck = made.many(ACTS), made.luck
    batch = min(AT_ONCE, whole // 50 or 1)
    for start in range(0, whole, batch):
        at = clock.now() - timedelta(days=DAYS * (whole - start) / whole)
        waiting = [_act(made, luck.choices(SORTS, (40, 20, 12, 10, 8, 4, 4, 1))[0]) for _ in range(batch)]
        with transaction(), patch.object(audit.clock, "now", lambda moment=at: moment):
            audit.append(db.session(), waiting)


def _act(made: Council, sort: tuple[str, str]) -> dict[str, Any]:
    return {"actor_id": made.person(), "act": sort[0], "kind": sort[1], "object_id": str(made.luck.randrange(5_000)),
            "facts": "{}"}  # fmt: skip
