"""Who holds which role, and what each role may do."""

from flask import Response, flash, url_for

from engage.access import GRANTS, Permission, Role, requires
from engage.admin.forms.roles import GiveRoleForm
from engage.admin.views import bp
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.directory import queries, queries_accounts
from engage.directory.actions import roles as actions
from engage.directory.rules.accounts import GIVEN_ROLES, may_take_away


@bp.get("/admin/roles")
@requires(Permission.ROLES_MANAGE)
def roles() -> Response:
    """The holders of each given role, a form to give one, and the policy in words."""
    return _page(GiveRoleForm(formdata=None))


@bp.post("/admin/roles")
@requires(Permission.ROLES_MANAGE)
def give_role() -> Response:
    """Give somebody a role."""
    form = GiveRoleForm()
    if not form.validate():
        return _page(form, 422)
    person = queries_accounts.candidate(form.number.data or "", clock.today())
    if person is None or not person.here:
        form.number.errors = ["Nobody who works here has this employee number or e-mail"]
        return _page(form, 422)
    actions.give(person.person_id, form.role.data)
    flash(f"{person.first_name} {person.surname} has the role now.")
    return go(url_for(".roles"))


@bp.post("/admin/roles/<int:person_id>/<any(od, admin):role>/take")
@requires(Permission.ROLES_MANAGE)
def take_role(person_id: int, role: str) -> Response:
    """Take a role away."""
    person = queries.person(person_id)
    if person is None:
        raise NotThere
    actions.take(person_id, role, clock.today())
    flash(f"{person.name} no longer has the role.")
    return go(url_for(".roles"))


def _page(form: GiveRoleForm, status: int = 200) -> Response:
    held = queries_accounts.role_holders()
    here = queries_accounts.administrators_here(clock.today())
    keeps = {
        person.id
        for role, person in held
        if role == "admin" and not may_take_away(role, len([one for one in here if one != person.id]))
    }
    return page(
        "admin/roles.html",
        form=form,
        holders=[(role, [person for held_role, person in held if held_role == role]) for role in GIVEN_ROLES],
        keeps=keeps,
        roles=list(Role),
        grants=GRANTS,
        permissions=list(Permission),
        status=status,
    )
