"""That a team has talked about its results: saying so, taking it back, and which teams have."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import NotThere, Refused
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.core.moderation import Excerpt, Moderated
from engage.surveys.actions import talked as actions
from engage.surveys.forms.talked import TalkForm
from engage.surveys.queries import results as released
from engage.surveys.queries import talked as queries
from engage.surveys.queries.results import Results
from engage.surveys.rules.published import Block
from engage.surveys.views import bp
from engage.surveys.views.results import READ, published_results


def _place(survey_id: int, code: str) -> tuple[Results, Block]:
    found = published_results(survey_id)
    block = found.head.block(code)
    if block is None:
        raise NotThere("No group of these results has that address.")
    if not queries.may_say(found, block):
        # Its form is not there for others; what they send in spite of that is refused.
        kind = NotThere if request.method == "GET" else Refused
        raise kind("Whoever heads this group, and the OD team, say whether it has talked about its results.")
    return found, block


@bp.get("/<int:survey_id>/results/groups/<code>/talked")
@READ
def results_talked(survey_id: int, code: str) -> Response:
    """Today, unless it was another day."""
    found, block = _place(survey_id, code)
    row = queries.talk(survey_id, code)
    data = {"held_on": typed_day(row.held_on if row else clock.today()), "agreed": row.agreed if row else ""}
    return _form(found, block, TalkForm(formdata=None, data=data))


def _form(found: Results, block: Block, form: TalkForm) -> Response:
    row = queries.talk(found.survey_id, block.code)
    return page(
        "surveys/results/talked.html", status=422 if form.errors else 200, results=found, block=block, form=form,
        row=row,
    )  # fmt: skip


@bp.post("/<int:survey_id>/results/groups/<code>/talked")
@READ
def say_talked(survey_id: int, code: str) -> Response:
    """Put it down."""
    found, block = _place(survey_id, code)
    form = TalkForm()
    if not form.validate():
        return _form(found, block, form)
    actions.say(survey_id, code, form.day, " ".join((form.agreed.data or "").split()), current_person().id)
    flash("Thank you. Whoever reads these results can see it.")
    return go(url_for(".results_group", survey_id=survey_id, code=code))


@bp.post("/<int:survey_id>/results/groups/<code>/talked/take-back")
@READ
def take_talked_back(survey_id: int, code: str) -> Response:
    """As if nothing had been said."""
    _place(survey_id, code)
    actions.take_back(survey_id, code)
    flash("It is taken back.")
    return go(url_for(".results_group", survey_id=survey_id, code=code))


@bp.get("/manage/<int:survey_id>/talked")
@requires(Permission.RESULTS_CHECK)
def talked_about(survey_id: int) -> Response:
    """Which groups have talked, by directorate."""
    found = published_results(survey_id)
    parts = queries.by_directorate(found)
    done = sum(line.talk is not None for _, lines in parts for line in lines)
    return page(
        "surveys/results/talked_about.html", results=found, parts=parts, done=done, of=len(found.head.blocks),
    )  # fmt: skip


def _excerpt(talk_id: int) -> Excerpt | None:
    row = queries.by_id(talk_id)
    if row is None:
        return None
    address = url_for("surveys.results_group", survey_id=row.survey_id, code=row.code)
    return Excerpt(row.agreed, "What a team agreed about its results", address, row.hidden_at is not None)


def _visible(talk_id: int) -> bool:
    row = queries.by_id(talk_id)
    if row is None or row.hidden_at is not None:
        return False
    found = released.results(row.survey_id, current_person())
    if found is None or found.begins is not None or found.reader is None:
        return False
    return found.head.block(row.code) is not None or row.code in found.reader.own


MODERATED: Moderated = Moderated(_excerpt, _visible, actions.hide, actions.restore)
