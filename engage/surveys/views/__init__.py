"""Surveys: managing them, taking part, reading results."""

from flask import Blueprint

from engage.access import Permission
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("surveys", __name__, url_prefix="/surveys")

NAV = (Entry("Surveys", "surveys.index", 10),)
DESK = (
    Entry("Surveys: make, run and publish", "surveys.manage", 10, Permission.SURVEYS_MANAGE),
    Entry("Question sets for surveys", "surveys.library", 11, Permission.SURVEYS_MANAGE),
    Entry("Pulse series: short surveys in turn", "surveys.series_list", 12, Permission.SURVEYS_MANAGE),
    Entry("Joiner and leaver surveys", "surveys.standing_list", 13, Permission.SURVEYS_MANAGE),
)

from engage.surveys.views import (  # noqa: E402  # the routes hang on bp
    codes,  # noqa: F401
    codes_made,  # noqa: F401
    comments,
    comments_manage,  # noqa: F401
    comments_review,  # noqa: F401
    editor,  # noqa: F401
    editor_groups,  # noqa: F401
    editor_preview,  # noqa: F401
    editor_question,  # noqa: F401
    exchange,  # noqa: F401
    kiosks,  # noqa: F401
    library,  # noqa: F401
    library_add,  # noqa: F401
    manage,  # noqa: F401
    packs,  # noqa: F401
    papers,  # noqa: F401
    progress,  # noqa: F401
    pulse,  # noqa: F401
    reach,  # noqa: F401
    results,
    results_benchmarks,  # noqa: F401
    results_drivers,  # noqa: F401
    results_heatmap,  # noqa: F401
    results_joined,  # noqa: F401
    results_one,  # noqa: F401
    results_split,  # noqa: F401
    results_talked,
    results_trends,  # noqa: F401
    running,  # noqa: F401
    sector,  # noqa: F401
    standing,  # noqa: F401
    taking,  # noqa: F401
)

MODERATED: dict[str, Moderated] = {"result-talk": results_talked.MODERATED}
LINKS = {"survey results": results.link, **comments.LINKS}
