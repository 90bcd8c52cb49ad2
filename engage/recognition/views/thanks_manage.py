"""Looking after thanks: when they are read, what waits, and what was reported."""

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.recognition.actions import thanks_moderating as actions
from engage.recognition.forms.thanks import DeclineForm, ThanksSettingsForm
from engage.recognition.models import Thanks
from engage.recognition.queries import thanks as queries
from engage.recognition.rules.thanks import MOST_REASON, ThanksState
from engage.recognition.views import bp

MOST_WAITING = 50


@bp.get("/thanks/manage/")
@requires(Permission.THANKS_MANAGE)
def thanks_manage() -> Response:
    """The setting, and what waits to be read, the oldest first."""
    return _manage()


def _manage(wrong: int = 0, form: DeclineForm | None = None) -> Response:
    before = queries.moderated_before()
    waiting = queries.newest(Thanks.state == ThanksState.WAITING).order_by(None).order_by(Thanks.given_at, Thanks.id)
    return page(
        "recognition/thanks/manage.html",
        status=422 if wrong else 200,
        settings_form=ThanksSettingsForm(formdata=None, data={"before": "before" if before else "after"}),
        waiting=queries.cards(waiting.limit(MOST_WAITING), current_person().id),
        before=before,
        form=form or DeclineForm(formdata=None),
        wrong=wrong,
        most=MOST_REASON,
    )


@bp.post("/thanks/manage/settings")
@requires(Permission.THANKS_MANAGE)
def thanks_settings() -> Response:
    """Read before, or after."""
    form = ThanksSettingsForm()
    if not form.validate():
        raise Invalid("Choose when the OD team reads thanks.")
    actions.set_moderated_before(form.before.data == "before")
    flash("Saved. What waits already goes on waiting until one of you decides.")
    return go(url_for(".thanks_manage"))


@bp.post("/thanks/manage/<int:thanks_id>/approve")
@requires(Permission.THANKS_MANAGE)
def thanks_approve(thanks_id: int) -> Response:
    """Show it."""
    actions.approve(queries.row(thanks_id), clock.now())
    flash("It is shown now, and whoever is thanked is told.")
    return go(url_for(".thanks_manage"))


@bp.post("/thanks/manage/<int:thanks_id>/decline")
@requires(Permission.THANKS_MANAGE)
def thanks_decline(thanks_id: int) -> Response:
    """Not shown, with a reason for whoever gave it."""
    row, form = queries.row(thanks_id), DeclineForm()
    if not form.validate():
        return _manage(thanks_id, form)
    actions.decline(row, form.reason.data or "", clock.now())
    flash("It is not shown, and whoever gave it is told why.")
    return go(url_for(".thanks_manage"))
