"""How items stand: one item, and all of them for the OD team."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask import Response, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock
from engage.core.htmx import page
from engage.core.paging import Page
from engage.programme.models import Item, ItemChange
from engage.programme.queries import boards, boards_changes, measures, milestones, rag, risks, training, updates
from engage.programme.queries.boards_seen import Seen, seen
from engage.programme.queries.boards_standing import live, plans, shown, standing
from engage.programme.queries.rag import Known
from engage.programme.rules import measures as figures
from engage.programme.rules.boards import CHANGES, STAGES
from engage.programme.rules.rag import RULES, SEVERITY, Colour
from engage.programme.rules.risks import score_words
from engage.programme.rules.updates import LATE_RULE, TROUBLE
from engage.programme.views import bp

MANAGE = requires(Permission.PROGRAMME_MANAGE)
SIZE = 50
Row = TypeVar("Row")
RULE = (*(rule.words for rule in RULES), LATE_RULE)


@bp.get("/programme/items/<int:item_id>/standing")
@signed_in
def item_standing(item_id: int) -> Response:
    """How an item stands, as much of it as this person sees."""
    found = seen(item_id, current_person())
    return page("programme/standing/show.html", seen=found, item=found.item, plan=found.plan, rule=RULE,
                today=clock.today(), shown=figures.shown, stages=STAGES,
                milestones=milestones.of_item(item_id), measures=measures.of_item(item_id),
                updates=updates.of_item(item_id), trained=training.of_item(found.item, clock.today()),
                **(_all(found) if found.all else {}))  # fmt: skip


def _all(found: Seen) -> dict[str, Any]:
    item = found.item
    return {
        "here": standing(item, clock.today()),
        "risks": risks.of_item(item.id),
        "score_words": score_words,
        "spent": rag.spent_on([item.id]).get(item.id, 0),
        "consulted": milestones.stages(item.id),
        "changes": boards_changes.changes(ItemChange.item_id == item.id),
        "change_kinds": CHANGES,
        "trouble_words": TROUBLE,
    }


@bp.get("/programme/manage/standing")
@MANAGE
def standing_overview() -> Response:
    """All items with their colours, those that need a look first."""
    asked = {name: request.args.get(name, "") for name in ("plan", "board", "colour", "late")}
    number = {name: int(asked[name]) for name in ("plan", "board") if asked[name].isascii() and asked[name].isdigit()}
    columns = {"plan": Item.plan_id, "board": Item.board_id}
    chosen = [columns[name] == value for name, value in number.items() if value < boards.GREATEST]
    found = rag.known(clock.today(), live(), *chosen)
    fits = [each for each in found if not asked["late"] or each.late]
    return page("programme/standing/overview.html", fragment="programme/standing/_standing_list.html",
                asked=asked, plans=plans(), boards=boards.open_boards(), rule=RULE,
                **listed(fits, asked, "programme.standing_overview"))  # fmt: skip


def listed(found: Sequence[Known], asked: Mapping[str, str], endpoint: str, **given: int) -> dict[str, Any]:
    """What the list of items gets: how many of each colour, and a page of the chosen colour, the worst first."""
    fits = [each for each in found if asked["colour"] not in list(Colour) or each.colour == asked["colour"]]
    fits.sort(key=lambda each: -SEVERITY.get(each.colour, 0))
    number, part = paged(fits)
    return {
        "found": Page(shown(part), number, SIZE, len(fits)),
        "counted": Counter(each.colour for each in found),
        "colours": list(Colour),
        "address": address_of(asked, endpoint, **given),
    }


def paged(fits: Sequence[Row]) -> tuple[int, Sequence[Row]]:
    """The number of the page that the address asks for, the last where there are fewer, and what stands on it."""
    number = min(max(1, request.args.get("page", 1, type=int)), max(1, -(-len(fits) // SIZE)))
    return number, fits[(number - 1) * SIZE : number * SIZE]


def address_of(asked: Mapping[str, str], endpoint: str, **given: int) -> Callable[[int], str]:
    """The address of a page by its number, with what was asked for."""
    kept: dict[str, Any] = {name: value for name, value in asked.items() if value} | given
    return lambda number: url_for(endpoint, page=number, **kept)
