"""What stays off until somebody confirms that what it needs is signed."""

from flask import Response, flash, url_for

from engage.access import Permission, requires
from engage.admin.forms.switches import OffForm, OnForm
from engage.admin.views import bp
from engage.core import switches as core
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.switches import Switch
from engage.directory import queries_accounts

SWITCHES = requires(Permission.SWITCHES_MANAGE)


@bp.get("/admin/switches")
@SWITCHES
def switches() -> Response:
    """Every switch: what it is, and since when it is on or off."""
    states = core.states()
    names = queries_accounts.names([each.changed_by_id for each in states.values() if each.changed_by_id])
    return page("admin/switches.html", switches=list(core.known().values()), states=states, names=names)


@bp.get("/admin/switches/<string:name>")
@SWITCHES
def switch(name: str) -> Response:
    """One switch, and what it takes to move it."""
    found, on = _known(name), core.is_on(name)
    return _page(found, on, OffForm(formdata=None) if on else OnForm(formdata=None))


@bp.post("/admin/switches/<string:name>/on")
@SWITCHES
def switch_on(name: str) -> Response:
    """On, with what was signed and where it is kept."""
    found, form = _known(name), OnForm()
    if not form.validate():
        return _page(found, False, form, 422)
    core.turn(name, True, form.why.data or "")
    flash(f"{found.title} is switched on.")
    return go(url_for(".switches"))


@bp.post("/admin/switches/<string:name>/off")
@SWITCHES
def switch_off(name: str) -> Response:
    """Off, with the reason."""
    found, form = _known(name), OffForm()
    if not form.validate():
        return _page(found, True, form, 422)
    core.turn(name, False, form.why.data or "")
    flash(f"{found.title} is switched off.")
    return go(url_for(".switches"))


def _known(name: str) -> Switch:
    found = core.known().get(name)
    if found is None:
        raise NotThere("There is no such switch.")
    return found


def _page(found: Switch, on: bool, form: OnForm | OffForm, status: int = 200) -> Response:
    return page("admin/switch.html", status=status, switch=found, on=on, form=form)
