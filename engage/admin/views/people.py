"""People and units, as the administrators see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request

from engage.access import Permission, requires
from engage.admin.views import bp
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.directory import queries
from engage.directory.imports import words
from engage.directory.rules.units import UnitNode


@bp.get("/admin/people")
@requires(Permission.PEOPLE_MANAGE)
def people() -> Response:
    """Everybody, by surname, or those whose name or number holds each word."""
    search = request.args.get("q", "").strip()[:100]
    found = queries.people(request.args.get("page", 1, type=int), search)
    return page(
        "admin/people.html",
        fragment="admin/_people_table.html",
        found=found,
        search=search,
        today=clock.today(),
    )


@bp.get("/admin/people/<int:person_id>")
@requires(Permission.PEOPLE_MANAGE)
def person(person_id: int) -> Response:
    """One person with their posts, those of the past too."""
    found = queries.person_with_posts(person_id)
    if found is None:
        raise NotThere
    return page(
        "admin/people_show.html",
        person=found,
        today=clock.today(),
        from_profile=words.profile(found.source or ""),
    )


@dataclass(frozen=True)
class Branch:
    """A unit of the tree as it is shown: its own people, those of its whole subtree, and its children."""

    unit: UnitNode
    own: int
    whole: int
    children: Sequence["Branch"]


@bp.get("/admin/units")
@requires(Permission.PEOPLE_MANAGE)
def units() -> Response:
    """The tree of today, and the units that were closed."""
    nodes = queries.unit_nodes()
    below: dict[int | None, list[UnitNode]] = {}
    for node in nodes:
        below.setdefault(node.parent_id, []).append(node)
    tree = _branches(None, below, queries.main_posts_by_unit())
    closed = queries.closed_units(request.args.get("page", 1, type=int))
    return page("admin/units.html", tree=tree, many=len(nodes), closed=closed)


def _branches(
    parent: int | None, below: Mapping[int | None, Sequence[UnitNode]], counts: Mapping[int, int]
) -> Sequence[Branch]:
    found = []
    for unit in below.get(parent, ()):
        children = _branches(unit.id, below, counts)
        own = counts.get(unit.id, 0)
        found.append(Branch(unit, own, own + sum(child.whole for child in children), children))
    return found
