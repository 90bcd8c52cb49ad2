"""Making and keeping topics, for the OD team."""

import re
from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import links
from engage.core.htmx import go, page
from engage.values.actions import conversations as actions
from engage.values.forms.conversations import TopicForm, typed
from engage.values.models import ConversationTopic
from engage.values.queries import conversations as queries
from engage.values.rules import conversations_pack as pack
from engage.values.views import bp

# Topics are made by whoever keeps the values, since the pack speaks for them; seeing is another permission.
MANAGE = requires(Permission.FRAMEWORK_MANAGE)
# What a topic can be about in other features; an unknown kind stops the start.
REFERS: frozenset[str] = frozenset({"survey results"})
NOT_FOUND = "No published results are at that address. Copy it from the page of the results."


@bp.get("/conversations/new")
@MANAGE
def new_conversation_topic() -> Response:
    """A topic, with a pack that can be used as it is."""
    steps = {f"step_{n}": step.words for n, step in enumerate(pack.DEFAULT, 1)}
    minutes = {f"minutes_{n}": step.minutes for n, step in enumerate(pack.DEFAULT, 1)}
    words = {"before": pack.BEFORE, "question": pack.QUESTION, "closing": pack.CLOSING, "kind": "values"}
    return _page(TopicForm(formdata=None, data=steps | minutes | words))


@bp.post("/conversations/")
@MANAGE
def create_conversation_topic() -> Response:
    """Open it: teams are asked from now on."""
    form = TopicForm()
    settings = _settings(form)
    if settings is None:
        return _page(form, 422)
    topic = actions.open_topic(settings, current_person().id)
    flash(f"“{topic.title}” is open. Managers and champions find it on their start page.")
    return go(url_for(".conversation_topic", topic_id=topic.id))


@bp.get("/conversations/<int:topic_id>/settings")
@MANAGE
def edit_conversation_topic(topic_id: int) -> Response:
    """Its words, its date and its pack."""
    topic = queries.topic(topic_id)
    data: dict[str, Any] = {
        name: getattr(topic, name) for name in ("version", "title", "about", "kind", "before", "question", "closing")
    }
    for number, step in enumerate(pack.from_text(topic.steps), 1):
        data |= {f"step_{number}": step.words, f"minutes_{number}": step.minutes}
    about = links.resolve(topic.source_kind, topic.source_id) if topic.source_id is not None else None
    data |= {"asked_by": typed(topic.asked_by), "source": about.address if about else ""}
    return _page(TopicForm(formdata=None, data=data), topic=topic)


@bp.post("/conversations/<int:topic_id>/settings")
@MANAGE
def save_conversation_topic(topic_id: int) -> Response:
    """Save them, unless they changed elsewhere meanwhile."""
    topic = queries.topic(topic_id)
    form = TopicForm()
    settings = _settings(form)
    if settings is None:
        return _page(form, 422, topic)
    sent = form.version.data or ""
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    actions.change_topic(topic, version, settings)
    flash("The topic is saved.")
    return go(url_for(".conversation_topic", topic_id=topic_id))


@bp.post("/conversations/<int:topic_id>/close")
@MANAGE
def close_conversation_topic(topic_id: int) -> Response:
    """Ask nobody any more."""
    topic = queries.topic(topic_id)
    actions.close_topic(topic)
    flash(f"“{topic.title}” is closed.")
    return go(url_for(".conversation_topic", topic_id=topic_id))


@bp.post("/conversations/<int:topic_id>/reopen")
@MANAGE
def reopen_conversation_topic(topic_id: int) -> Response:
    """Ask again."""
    topic = queries.topic(topic_id)
    actions.reopen_topic(topic)
    flash(f"“{topic.title}” is open again.")
    return go(url_for(".conversation_topic", topic_id=topic_id))


@bp.post("/conversations/<int:topic_id>/delete")
@MANAGE
def delete_conversation_topic(topic_id: int) -> Response:
    """One that no team has talked about."""
    topic = queries.topic(topic_id)
    title = topic.title
    actions.delete_topic(topic)
    flash(f"“{title}” is deleted.")
    return go(url_for(".conversation_topics"))


def _page(form: TopicForm, status: int = 200, topic: ConversationTopic | None = None) -> Response:
    taken = queries.logged(topic.id) if topic else 0
    return page("values/conversations/topic_form.html", status=status, form=form, topic=topic, taken=taken)


def _settings(form: TopicForm) -> dict[str, object] | None:
    """What the form says, or None where it has something to mend."""
    valid = form.validate()
    source = _source(form.source.data or "") if valid and form.kind.data == "results" else ("", None)
    if source is None:
        form.source.errors = [NOT_FOUND]
    if not valid or source is None:
        return None
    texts = {name: form[name].data or "" for name in ("title", "about", "kind", "before", "question", "closing")}
    more = {"source_kind": source[0], "source_id": source[1], "asked_by": form.asked_by_day}
    return {**texts, **more, "steps": pack.to_text(form.steps)}


def _source(address: str) -> tuple[str, int | None] | None:
    """The kind and id behind an address of this site; ("", None) for none, None where nothing is there to refer to."""
    if not address:
        return "", None
    path = address.removeprefix(request.host_url.rstrip("/"))
    numbers = [int(number) for number in re.findall(r"(?<=/)[0-9]{1,9}(?=/|$)", path)]
    for kind in sorted(REFERS):
        for number in numbers:
            found = links.resolve(kind, number)
            if found is not None and (path + "/").startswith(found.address.rstrip("/") + "/"):
                return kind, number
    return None
