"""The heatmap: groups against themes and indices, or the questions of a section; three ways to read each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Response, request

from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.surveys.queries import results_beside as queries
from engage.surveys.queries.results import Results
from engage.surveys.rules.beside import Beside, Compared, only, with_before, with_rest
from engage.surveys.rules.comparing import control
from engage.surveys.rules.published import Block, BlockFigures, Head
from engage.surveys.rules.results_words import change, said
from engage.surveys.rules.trends import blocks_alike, closed, same
from engage.surveys.views import bp
from engage.surveys.views.results import READ, published_results

# What a page shows at once: the group chosen, and as many levels below it as stay within this.
MOST_ROWS = 60
WAYS = {"value": "The figures themselves", "organisation": "Difference from the organisation",
        "before": "Difference from the time before"}  # fmt: skip
BANDS = {"up": 5, "down": 1, "same": 3, "untested": 0}


@dataclass(frozen=True)
class Column:
    """What stands at the head of a column; `kind` is items, themes or indices."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True)
class Cell:
    """A cell as drawn: its text, its sign and word, the number of its band (0: hatched)."""

    text: str
    band: int
    sign: str = ""
    word: str = ""


@dataclass(frozen=True)
class Row:
    """A group and its cells; `level`: how far below the group chosen."""

    block: Block
    level: int
    cells: tuple[Cell, ...]


@bp.get("/<int:survey_id>/results/heatmap")
@READ
def results_heatmap(survey_id: int) -> Response:
    """Published groups against themes and indices, or against questions."""
    found = published_results(survey_id)
    head = found.head
    if not head.blocks:
        raise NotThere("Nothing of this survey can be shown.")
    inside = head.block(request.args.get("inside", "")) or head.blocks[0]
    sections = list(dict.fromkeys(item.section for item in head.items if item.directed))
    offered = [("themes", "Indices and themes"), *((f"s{n}", title) for n, title in enumerate(sections, 1))]
    of = _one(request.args.get("of", ""), [key for key, _ in offered])
    way = _one(request.args.get("show", ""), list(WAYS))
    columns = _columns(head, "" if of == "themes" else dict(offered)[of])
    blocks, deeper = rows_inside(head, inside)
    rows, wave = _table(found, blocks, columns, way)
    return page(
        "surveys/results/heatmap.html", fragment="surveys/results/_heatmap_table.html", results=found, head=head,
        rows=rows, columns=columns, inside=inside, deeper=deeper, of=of, way=way, ways=WAYS, offered=offered,
        parents=[each for each in head.blocks if head.children(each.code)], wave=wave,
    )  # fmt: skip


def _one(asked: str, known: Sequence[str]) -> str:
    return asked if asked in known else known[0]


def _columns(head: Head, section: str) -> list[Column]:
    if section:
        return [Column("items", each.code, each.text) for each in head.items
                if each.section == section and each.directed]  # fmt: skip
    indices = [Column("indices", each.code, each.name) for each in head.indices]
    return indices + [Column("themes", each.code, each.name) for each in head.themes]


def rows_inside(head: Head, inside: Block) -> tuple[list[tuple[Block, int]], bool]:
    """The group and those below it, as many levels as fit; and whether there are more below."""
    below: dict[str, list[Block]] = {}
    for block in head.blocks:
        below.setdefault(block.parent or "", []).append(block)

    def tree(block: Block, level: int, deepest: int) -> list[tuple[Block, int]]:
        found = [(block, level)]
        if level < deepest:
            for child in below.get(block.code, ()):
                found += tree(child, level + 1, deepest)
        return found

    deepest = 1
    while len(tree(inside, 0, deepest + 1)) <= MOST_ROWS and deepest < 8:
        deepest += 1
    shown = tree(inside, 0, deepest)
    return shown, any(below.get(block.code) for block, level in shown if level == deepest)


def _table(
    found: Results, blocks: Sequence[tuple[Block, int]], columns: Sequence[Column], way: str
) -> tuple[list[Row], str]:
    """The rows, and the title of the wave they are compared with."""
    head = found.head
    root = head.blocks[0].code
    figures = queries.figures_of(found.release_id, [root, *(block.code for block, _ in blocks)])
    if way == "value":
        return [Row(block, level, values(figures[block.code], columns)) for block, level in blocks], ""
    shown = only_columns(head, columns)
    if way == "organisation":
        compared = {
            block.code: with_rest(shown, figures[block.code], figures[root])
            for block, _ in blocks
            if block.code != root
        }
        return differences(blocks, columns, compared), ""
    compared, title = since_before(found, figures, [block for block, _ in blocks], shown)
    return differences(blocks, columns, compared), title


def since_before(
    found: Results, figures: Mapping[str, BlockFigures], blocks: Sequence[Block], shown: Head
) -> tuple[dict[str, Compared], str]:
    """The groups beside themselves the time before, by code, and the title of that wave."""
    head, joins = found.head, closed(queries.joins())
    waves = queries.waves_before(found, joins)
    if not waves:
        return {}, ""
    wave = waves[0]
    alike = same(head, wave.head, joins)
    earlier = only(
        wave.head,
        {alike.items[each.code].code for each in shown.items if each.code in alike.items},
        {alike.themes[each.code].code for each in shown.themes if each.code in alike.themes},
        {alike.indices[each.code].code for each in shown.indices if each.code in alike.indices},
    )
    then = queries.figures_of(wave.release_id, [block.code for block in blocks])
    return {
        block.code: with_before(shown, figures[block.code], earlier, then[block.code], alike)
        for block in blocks
        if block.code in then and blocks_alike(block, wave.head.block(block.code))
    }, wave.title


def only_columns(head: Head, columns: Sequence[Column]) -> Head:
    """A head of what the columns show alone."""
    codes = {kind: {each.code for each in columns if each.kind == kind} for kind in ("items", "themes", "indices")}
    return only(head, codes["items"], codes["themes"], codes["indices"])


def values(figures: BlockFigures, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """A group's own figures."""
    items = {each.item: each for each in figures.items}
    groups = {("themes", each.code): each for each in figures.themes}
    groups |= {("indices", each.code): each for each in figures.indices}
    cells = []
    for column in columns:
        if column.kind == "items":
            item = items[column.code]
            cells.append(_value(item.positive, bool(item.with_blocks)))
        else:
            group = groups[column.kind, column.code]
            cells.append(_value(group.value, bool(group.with_blocks), "items’ means" if group.partial else ""))
    return tuple(cells)


def _value(value: int | None, together: bool, note: str = "") -> Cell:
    if value is None:
        return Cell("–", 0, word="not shown")
    band = sum(value >= least for least in (40, 50, 60, 70, 80)) + 1
    return Cell(str(value), band, word=note or ("with others" if together else ""))


def differences(
    blocks: Sequence[tuple[Block, int]], columns: Sequence[Column], compared: Mapping[str, Compared]
) -> list[Row]:
    """The difference of every cell; all tests of the table judged together."""
    besides: list[Beside | None] = [
        getattr(compared[block.code], column.kind)[column.code] if block.code in compared else None
        for block, _ in blocks
        for column in columns
    ]
    judged = iter(control([each.outcome for each in besides if each is not None]))
    cells = [None if each is None else _difference(replace(each, outcome=next(judged))) for each in besides]
    width = len(columns)
    return [
        Row(block, level, tuple(cell or Cell("–", 0, word="nothing to compare") for cell in cells[at : at + width]))
        for at, (block, level) in zip(range(0, len(cells), width or 1), blocks, strict=False)
    ]


def _difference(beside: Beside) -> Cell:
    words = said(beside)
    if beside.change is None:
        return Cell("–", 0, words.sign, words.why or words.word)
    return Cell(change(beside.change), BANDS[words.tone], words.sign, words.word)
