"""How far an open survey has got in the units that somebody heads."""

from flask import Response

from engage.access import Permission, current_person, requires
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.directory.queries_names import units_headed
from engage.surveys.queries import progress as queries
from engage.surveys.queries.reach_mail import rates
from engage.surveys.views import bp


@bp.get("/<int:survey_id>/progress")
@requires(Permission.SURVEYS_ANSWER)
def unit_progress(survey_id: int) -> Response:
    """The night's rates of one's own units; there is no such page for who heads none."""
    me = current_person().id
    survey = next((each for each in queries.followed(me) if each.id == survey_id), None)
    if survey is None:
        raise NotThere("There is no survey here that you can follow.")
    found = rates(survey_id)
    lines = queries.lines_of(found.text, units_headed(me))
    return page("surveys/reach/unit_progress.html", survey=survey, lines=lines, on=found.on)
