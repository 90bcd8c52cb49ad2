"""Values and behaviours: reading and writing them, feedback on them, and teams that talk about them."""

from flask import Blueprint

from engage.core.navigation import Entry

bp = Blueprint("values", __name__, url_prefix="/values")

NAV = (Entry("Values", "values.index", 20),)

from engage.values.views import (  # noqa: E402  # the routes hang on bp
    conversations,
    conversations_log,
    conversations_topics,
    feedback,
    feedback_answer,  # noqa: F401
    feedback_list,  # noqa: F401
    feedback_manage,  # noqa: F401
    feedback_report,
    feedback_running,  # noqa: F401
    framework_editor,  # noqa: F401
    framework_links,
    framework_lists,  # noqa: F401
    framework_manage,  # noqa: F401
    framework_pages,  # noqa: F401
    framework_publish,  # noqa: F401
    framework_statements,  # noqa: F401
)

LINKS = {**framework_links.LINKS, **conversations.LINKS}
REFERS = conversations_topics.REFERS
MODERATED = {**conversations_log.MODERATED, **feedback_report.MODERATED}
SWITCHES = (*feedback.SWITCHES,)
