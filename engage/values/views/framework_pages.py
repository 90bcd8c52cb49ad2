"""What staff read: the framework in force, its print on two sides, earlier versions, and a page for each behaviour."""

from typing import Any

from flask import Response, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.directory import queries_framework as published
from engage.directory.models import Framework
from engage.values.queries import framework as queries
from engage.values.rules.framework import Document
from engage.values.rules.framework_shown import capital, readers, shown
from engage.values.views import bp


def reading(document: Document, ids: dict[str, int], word: str = "") -> dict[str, Any]:
    """What the template of a framework needs: its values for one kind of reader, or for all."""
    choices = readers(document)
    known = word if word in {each.word for each in choices} else ""
    return {
        "document": document, "values": shown(document, known), "ids": ids, "readers": choices, "reader": known,
        "capital": capital,
    }  # fmt: skip


def may_manage() -> bool:
    """Whether whoever asks writes and publishes frameworks."""
    return current_person().may(Permission.FRAMEWORK_MANAGE)


def _current() -> Framework | None:
    return published.in_force(clock.today())


@bp.get("/")
@signed_in
def index() -> Response:
    """The framework in force, for everybody or for one kind of reader."""
    found = _current()
    if found is None:
        return page("values/empty.html", may_manage=may_manage())
    today = clock.today()
    earlier = [each for each in published.versions() if each.in_force_from <= today and each.id != found.id]
    shown_for = reading(queries.document(found), queries.behaviour_ids(found), request.args.get("for", ""))
    return page("values/index.html", framework=found, earlier=earlier, may_manage=may_manage(), **shown_for)


@bp.get("/print")
@signed_in
def print_framework() -> Response:
    """The framework in force on two sides of A4."""
    found = _current()
    if found is None:
        raise NotThere("No framework is in force yet, so there is nothing to print.")
    return page(
        "values/print.html", framework=found, back=url_for(".index"), **reading(queries.document(found), {})
    )  # fmt: skip


@bp.get("/versions/<int:framework_id>")
@signed_in
def version(framework_id: int) -> Response:
    """One version as it was worded, with the days on which it was in force."""
    found = queries.visible(framework_id, clock.today(), may_manage())
    return page(
        "values/version.html", framework=found, today=clock.today(), may_manage=may_manage(),
        **reading(queries.document(found), queries.behaviour_ids(found)),
    )  # fmt: skip


@bp.get("/behaviours/<int:behaviour_id>")
@signed_in
def behaviour(behaviour_id: int) -> Response:
    """One behaviour, of any version; an earlier one says what stands for it now."""
    found, today = published.behaviour(behaviour_id), clock.today()
    if found is None or (found.value.framework.in_force_from > today and not may_manage()):
        raise NotThere
    current = _current()
    past = found.value.framework.ended_on is not None and found.value.framework.ended_on <= today
    identity = published.behaviour_lineage(today).get(found.identity) if past else found.identity
    now = next(
        (each for value in current.values for each in value.behaviours if each.identity == identity), None
    ) if current else None  # fmt: skip
    document = queries.document(found.value.framework)
    beside = [each for each in found.value.behaviours if each.audience == found.audience and each.id != found.id]
    return page(
        "values/behaviour.html", behaviour=found, framework=found.value.framework, past=past, now=now,
        beside=beside, levels={each.name: each for each in document.levels}, level=document.level(found.level),
        today=today, capital=capital,
    )  # fmt: skip
