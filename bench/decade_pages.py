"""The lists, boards, reports and pages of administration that ten years fill, each with who asks for it."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from bench.decade_data import ADMIN, CHAMPION, LEAD, OD, STAFF
from engage.core import clock
from engage.core.db import db, reading
from engage.core.holds import LegalHold
from engage.followup.models import ActionItem
from engage.programme.models import Item, Milestone
from engage.reports.models import Report

Asked = tuple[str, int, str]


def pages() -> Iterator[Asked]:
    """What it is, who asks, and its address."""
    yield from _start_and_search()
    yield from _of_actions()
    yield from _of_plans()
    yield from _of_boards()
    yield from _of_reports()
    yield from _of_administration()
    yield from _of_data_protection()


def _start_and_search() -> Iterator[Asked]:
    for who, number in (("staff", STAFF), ("a champion", CHAMPION), ("a lead officer", LEAD), ("the OD team", OD),
                        ("an administrator", ADMIN)):  # fmt: skip
        yield f"start page of {who}", number, "/"
    for who, number in (("staff", STAFF), ("the OD team", OD)):
        yield f"{who}: search, a word of every thank-you", number, "/search?q=kind"
        yield f"{who}: search, a word of a few", number, "/search?q=4242"
        yield f"{who}: search, two letters", number, "/search?q=an"
        yield f"{who}: search, two common words", number, "/search?q=kind+done"
        yield f"{who}: search, a word of none", number, "/search?q=unheard"
    yield "choose a person: two letters", STAFF, "/people/find?q=an"
    yield "wall of thanks", STAFF, "/thanks"
    yield "award rounds", STAFF, "/awards/"
    yield "OD team: award rounds", OD, "/awards/manage/"
    yield "what we heard", OD, "/what-we-heard"
    yield "OD team: concerns", OD, "/concerns/manage/"
    yield "OD team: activity, 24 months", OD, "/networks/manage/activity?months=24"
    yield "OD team: events", OD, "/events/manage/"


def _of_actions() -> Iterator[Asked]:
    own = _one(select(ActionItem.id).where(ActionItem.lead_id == LEAD, ActionItem.state != "proposed"))
    yield "actions, as staff read them", STAFF, "/actions/"
    yield "actions of one's own service", STAFF, "/actions/?service=own"
    yield "actions, last page", STAFF, "/actions/?page=9999"
    yield "an action, as its lead sees it", LEAD, f"/actions/{own}"
    yield "actions about a theme", OD, "/actions/about/theme/1"
    yield "OD team: actions", OD, "/actions/manage/"
    yield "OD team: actions, last page", OD, "/actions/manage/?page=9999"
    yield "OD team: actions, a word", OD, "/actions/manage/?q=promised"
    yield "OD team: carry over", OD, "/actions/manage/carry-over"
    yield "OD team: actions as a file", OD, "/actions/manage/actions.csv"


def _of_plans() -> Iterator[Asked]:
    item = _one(select(Item.id).where(Item.plan_id == 1, Item.lead_id == LEAD).order_by(Item.id))
    to_meet = select(Milestone.id).join(Item, Item.id == Milestone.item_id).where(Milestone.met_on.is_(None))
    milestone = _one(to_meet.where(Item.plan_id == 1).order_by(Milestone.id))
    yield "about the programme", STAFF, "/programme/"
    yield "a plan of 200 items", STAFF, "/programme/plans/1"
    yield "a plan of 200 items as a grid", STAFF, "/programme/plans/1/grid"
    yield "an item", STAFF, f"/programme/items/{item}"
    yield "an item: how it stands", LEAD, f"/programme/items/{item}/standing"
    yield "an item: new update", LEAD, f"/programme/items/{item}/updates/new"
    yield "a measure's figures", LEAD, f"/programme/measures/{item}/figures"
    yield "OD team: plans", OD, "/programme/manage/"
    yield "OD team: a plan of 200 items", OD, "/programme/manage/plans/1/"
    yield "OD team: a plan of 45 items", OD, "/programme/manage/plans/2/"
    yield "OD team: changes of a plan", OD, "/programme/manage/plans/1/changes"
    yield "OD team: a plan as CSV", OD, "/programme/manage/plans/1/plan.csv"
    yield "OD team: a plan as a workbook", OD, "/programme/manage/plans/1/plan.xlsx"
    yield "OD team: paste a grid", OD, "/programme/manage/plans/1/grid/paste"
    yield "OD team: change an item", OD, f"/programme/manage/items/{item}/edit"
    yield "OD team: spending of an item", OD, f"/programme/manage/items/{item}/spending"
    yield "OD team: change a milestone", OD, f"/programme/manage/milestones/{milestone}/edit"


def _of_boards() -> Iterator[Asked]:
    yield "a board, as its reader sees it", LEAD, "/programme/boards/1"
    yield "a board, red alone", LEAD, "/programme/boards/1?colour=red"
    yield "a board's exceptions", LEAD, "/programme/boards/1/exceptions"
    yield "a board's changes", LEAD, "/programme/boards/1/changes"
    yield "a board's exceptions as a file", LEAD, "/programme/boards/1/exceptions.csv"
    yield "OD team: how everything stands", OD, "/programme/manage/standing"
    yield "OD team: how everything stands, last page", OD, "/programme/manage/standing?page=9999"
    yield "OD team: how everything stands, red alone", OD, "/programme/manage/standing?colour=red"
    yield "OD team: all exceptions", OD, "/programme/manage/exceptions"
    yield "OD team: boards", OD, "/programme/manage/boards/"
    yield "OD team: meetings of a board", OD, "/programme/manage/boards/1/meetings"
    yield "OD team: managers trained", OD, "/programme/manage/training"
    yield "OD team: equality figures", OD, "/programme/manage/equality"
    yield "OD team: readers of a board", OD, "/programme/manage/boards/1/readers"


def _of_reports() -> Iterator[Asked]:
    draft, waits, final = (_one(select(Report.id).where(Report.state == state).order_by(Report.id))
                           for state in ("draft", "comments", "final"))  # fmt: skip
    yield "OD team: reports", OD, "/reports/"
    yield "OD team: reports, last page", OD, "/reports/?page=9999"
    yield "OD team: archive of reports", OD, "/reports/archive"
    yield "OD team: new report", OD, "/reports/new"
    yield "OD team: a draft", OD, f"/reports/{draft}/"
    yield "OD team: a draft, figures as worked out last", OD, f"/reports/{draft}/preview"
    yield "OD team: a final report", OD, f"/reports/{final}/read"
    yield "OD team: a final report in Word", OD, f"/reports/{final}/report.docx"
    yield "OD team: copy a report", OD, f"/reports/{final}/copy"
    yield "comment on a report", LEAD, f"/reports/comments/{waits}/"


def _of_administration() -> Iterator[Asked]:
    day = clock.today() - timedelta(days=1_800)
    until = day + timedelta(days=30)
    hold = _one(select(LegalHold.id).where(LegalHold.lifted_at.is_(None)))
    yield "administration", ADMIN, "/admin"
    yield "acts, newest", ADMIN, "/admin/audit"
    yield "acts, half a million down", ADMIN, "/admin/audit?before=500000"
    yield "acts of a rare kind", ADMIN, "/admin/audit?kind=data+request"
    yield "acts: rare and frequent, none of both", ADMIN, "/admin/audit?act=release&kind=account"
    yield "acts of one person, one kind", ADMIN, "/admin/audit?person=000777&kind=thanks"
    yield "acts of a month five years ago", ADMIN, f"/admin/audit?since={day:%-d/%-m/%Y}&until={until:%-d/%-m/%Y}"
    yield (
        "acts of that month, one person",
        ADMIN,
        (f"/admin/audit?person=000777&since={day:%-d/%-m/%Y}&until={until:%-d/%-m/%Y}"),
    )
    yield "outbox", ADMIN, "/admin/outbox"
    yield "people", ADMIN, "/admin/people"
    yield "people, last page", ADMIN, "/admin/people?page=9999"
    yield "people: a name", ADMIN, "/admin/people?q=khan"
    yield "units", ADMIN, "/admin/units"
    yield "roles", ADMIN, "/admin/roles"
    yield "imports", ADMIN, "/admin/imports"
    yield "switches", ADMIN, "/admin/switches"
    yield "settings", ADMIN, "/admin/settings"
    yield "permissions", ADMIN, "/admin/permissions"
    yield "retention", ADMIN, "/admin/retention"
    yield "what is due to be deleted", ADMIN, "/admin/retention/due"
    yield "legal holds", ADMIN, "/admin/retention/holds"
    yield "a legal hold", ADMIN, f"/admin/retention/holds/{hold}"
    yield "OD team: problems reported", OD, "/admin/moderation"
    yield "OD team: problems decided", OD, "/admin/moderation/decided"


def _of_data_protection() -> Iterator[Asked]:
    yield "data protection", OD, "/governance/"
    yield "inventory", OD, "/governance/data"
    yield "impact assessment", OD, "/governance/dpia"
    yield "requests for data", ADMIN, "/governance/requests"
    yield "a request for data", ADMIN, "/governance/requests/1"
    yield "a new request", ADMIN, "/governance/requests/new"
    yield "one's own data: staff", STAFF, "/account/my-data"
    yield "one's own data: a lead officer", LEAD, "/account/my-data"


def _one(rows: object) -> int:
    with reading():
        return int(db.session.scalars(rows.limit(1)).one())  # type: ignore[attr-defined]
