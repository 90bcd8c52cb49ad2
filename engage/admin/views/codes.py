"""One-time codes: for one person, or printed for many; never a password."""

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.admin.forms.roles import OneCodeForm, SlipsForm
from engage.admin.views import bp
from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.directory import queries, queries_accounts
from engage.directory.actions import codes as actions
from engage.directory.queries_accounts import SlipFor

MADE_UP = "This is one of the six demonstration people: they sign in without a code"
NOBODY = "Nobody who works here has this employee number or e-mail"


@bp.get("/admin/codes")
@requires(Permission.PEOPLE_MANAGE)
def codes() -> Response:
    """Choose for whom."""
    one = OneCodeForm(formdata=None)
    one.number.data = request.args.get("number", "")
    return _page(one, SlipsForm(formdata=None))


@bp.post("/admin/codes/one")
@requires(Permission.PEOPLE_MANAGE)
def issue_code() -> Response:
    """A code for one person, shown once or mailed."""
    form = OneCodeForm()
    person = _person(form) if form.validate() else None
    if person is None:
        return _page(form, SlipsForm(formdata=None), 422)
    if form.how.data == "mail":
        try:
            actions.issue_by_mail(person, clock.now())
        except Invalid as problem:
            form.how.errors = [problem.message]
            return _page(form, SlipsForm(formdata=None), 422)
        flash(f"A code is on its way to {person.name}.")
        return go(url_for(".codes"))
    return page("admin/codes_slips.html", slips=actions.issue([person], clock.now()))


@bp.post("/admin/codes/slips")
@requires(Permission.PEOPLE_MANAGE)
def print_slips() -> Response:
    """Slips for everybody chosen who has not claimed, sorted by site."""
    form = _offer(SlipsForm())
    if not form.validate():
        return _page(OneCodeForm(formdata=None), form, 422)
    unit = int(form.unit.data) if form.unit.data else None
    people = queries_accounts.slips_for(clock.today(), form.site.data or "", unit)
    if not people:
        flash("Everybody you chose has claimed their account: there is nothing to print.")
        return go(url_for(".codes"))
    return page("admin/codes_slips.html", slips=actions.issue(people, clock.now()))


def _person(form: OneCodeForm) -> SlipFor | None:
    known = queries_accounts.candidate(form.number.data or "", clock.today())
    if known is None or not known.here:
        form.number.errors = [NOBODY]
        return None
    if actions.is_made_up(known.employee_number):
        form.number.errors = [MADE_UP]
        return None
    person = queries_accounts.slip_for(known.person_id)
    if person is None:
        raise NotThere
    return person


def _offer(form: SlipsForm) -> SlipsForm:
    units = [(unit.id, unit.name) for unit in queries.open_units()]
    return form.offer(list(queries_accounts.sites()), units)


def _page(one: OneCodeForm, many: SlipsForm, status: int = 200) -> Response:
    waiting = queries_accounts.unclaimed(clock.today())
    return page("admin/codes.html", one=one, many=_offer(many), waiting=waiting, status=status)
