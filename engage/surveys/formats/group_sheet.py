"""One group's results as a PDF of a few pages: the frozen figures in words and in drawing, nothing computed anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from engage.core import pdf
from engage.core.formatting import listed, moment, number
from engage.surveys.formats import group_parts
from engage.surveys.queries.results import Results
from engage.surveys.rules import Stage, importance
from engage.surveys.rules.beside import Beside, Compared, with_rest
from engage.surveys.rules.published import Block, BlockFigures, GroupFigure, Head, TableFigures
from engage.surveys.rules.reading import Line, by_section, extremes, left_out, net_promoter
from engage.surveys.rules.results_words import said

HIDDEN = "Not shown: too few answers, or too alike."
OTHERS = "other groups"
EXACT_FROM = 100
Row = dict[str, Any]
# What a comparison needs, and a page says with it, of the group and of the whole.
Names = Mapping[str, str]


def pdf_of(
    found: Results,
    block: Block,
    figures: BlockFigures,
    whole: BlockFigures | None,
    tables: Sequence[TableFigures] = (),
) -> bytes:
    """The PDF of one group; `whole`: the organisation's figures, where the reader may have them; `tables` split it."""
    made = sheet(found, block, figures, whole, tables)
    return pdf.make("survey_group.typ", f"{block.name}: {found.title}", made)


def sheet(
    found: Results,
    block: Block,
    figures: BlockFigures,
    whole: BlockFigures | None,
    tables: Sequence[TableFigures] = (),
) -> Row:
    """The words and figures of it, as the template takes them."""
    head = found.head
    names = {each.code: each.name for each in head.blocks}
    beside = whole if whole is not None and whole.code != block.code else None
    compared = with_rest(head, figures, beside) if beside else None
    best, worst = extremes(head, figures)
    return {
        "survey": found.title, "name": block.name, "whole": names[beside.code] if beside else "",
        "status": "" if found.stage is not Stage.CLOSED else "Not published yet: only the OD team may see this.",
        "open": f"Open {head.opened_on} to {head.closed_on}." if head.opened_on else "",
        "elsewhere": f"Collected elsewhere ({found.elsewhere}), and not with Engage." if found.elsewhere else "",
        "members": listed(block.members), "stats": _stats(found, block, figures),
        "best": [[each.meta.text, f"{each.figure.positive}%"] for each in best],
        "worst": [[each.meta.text, f"{each.figure.positive}%"] for each in worst],
        "groups": _groups(head, block, figures, beside, compared, names),
        "sections": [
            {"title": title, "rows": [_line(each, block, names, beside, compared) for each in lines]}
            for title, lines in by_section(head, figures)
        ],
        "drivers": group_parts.drivers(head, block, figures), "reading": importance.READING,
        "splits": group_parts.tables(head, block, tables), "how": group_parts.how(),
        "about": about(head, block, figures), "cite": cite(found, block),
    }  # fmt: skip


def about(head: Head, block: Block, figures: BlockFigures) -> list[str]:
    """What is not shown, how the figures are protected, and how to read them."""
    left = left_out(head, figures)
    if left.together or left.hidden:
        first = (
            f"Of {left.questions} questions, {left.together} are shown for this group together with others, and "
            f"{left.hidden} are not shown for it: too few answers, or too alike. "
            "We do not say which of the groups was the cause."
        )
    else:
        first = f"All {left.questions} questions are shown for this group by itself."
    listed_out = f"Not reported here: {listed(head.not_reported)}" if head.not_reported else ""
    return [first, *([listed_out] if listed_out else []), *protection(head)]


def protection(head: Head) -> list[str]:
    """How the figures of a release are protected, and how to read them."""
    return [
        f"No figure, and no sum or difference of figures, is about fewer than {head.audit.minimum_group} people. Small "
        "teams are put together with others. Every page and file shows these same figures, computed once.",
        "A share is of those who answered; not applicable, prefer not to say and blanks are left out. Percents are "
        "whole numbers. Numbers of answers are rounded to 5, except for a whole of 100 or more.",
        "Groups with fewer than 30 answers show positive, neutral and negative shares only; of a choice, the share "
        "of each answer.",
        "Not covered: how many of a group took part can be worked out from all its percents together. Figures of "
        "another survey of the same people, set beside these, can tell more than either. And whoever knows what some "
        "people of a group answered knows more about the rest.",
    ]


def cite(found: Results, block: Block | None = None) -> str:
    """How to cite a release, or one group of it; the organisation's name comes before it."""
    group = f", {block.name}" if block is not None and block.parent else ""
    dates = f", open {found.head.opened_on} to {found.head.closed_on}" if found.head.opened_on else ""
    return f"{found.title}{group}{dates}. Figures computed {moment(found.made_at)}, release {found.sha256[:12]}."


def _stats(found: Results, block: Block, figures: BlockFigures) -> list[list[str]]:
    """Label, figure, and what it is of."""
    asked = "Not known: asked elsewhere" if found.elsewhere else "Not shown: too few people asked, or too alike"
    stats = [["Took part", block.rate or "–", "of those asked, rounded" if block.rate else asked]]
    for meta, index in zip(found.head.indices, figures.indices, strict=True):
        told = index.value is not None and not index.with_blocks
        note = "out of 100" + (", from its items’ means" if index.partial else "")
        stats.append([meta.name, str(index.value) if told else "–", note if told else HIDDEN])
    promoters = net_promoter(found.head, figures)
    if promoters is not None and promoters.enps is not None:
        score = str(promoters.enps).replace("-", "−")
        stats.append(["Net promoter score", score, "share of 9 and 10 less share of 0 to 6"])
    return stats


def _groups(
    head: Head,
    block: Block,
    figures: BlockFigures,
    beside: BlockFigures | None,
    compared: Compared | None,
    names: Names,
) -> list[Row]:
    """Themes in percent positive, then indices out of 100."""
    sorts = (
        (head.themes, figures.themes, beside.themes if beside else (), compared.themes if compared else {}, "%"),
        (head.indices, figures.indices, beside.indices if beside else (), compared.indices if compared else {}, ""),
    )
    return [
        {
            "text": meta.name, "note": _together(each, block, names, each.value), "value": _figure(each.value, sign),
            "share": each.value, "whole": _of_whole(each.code, others, sign), "verdict": _verdict(other.get(each.code)),
        }
        for metas, values, others, other, sign in sorts
        for meta, each in zip(metas, values, strict=True)
    ]  # fmt: skip


def _figure(value: int | None, sign: str = "%") -> str:
    return "Not shown" if value is None else f"{value}{sign}"


def _of_whole(code: str, others: Sequence[GroupFigure], sign: str) -> str:
    found = next((each for each in others if each.code == code), None)
    return _figure(found.value, sign) if found is not None and not found.with_blocks else "Not shown"


def _verdict(beside: Beside | None) -> str:
    return said(beside).word if beside is not None else ""


def _together(figure: Any, block: Block, names: Names, told: int | None) -> str:
    if told is None or not figure.with_blocks or block.code in figure.with_blocks:
        return ""
    return f"Shown together with {_named(figure.with_blocks, names)}: too few answers, or too alike."


def _named(codes: Sequence[str], names: Names) -> str:
    return listed([names[code] for code in codes if code in names]) or OTHERS


def _line(line: Line, block: Block, names: Names, beside: BlockFigures | None, compared: Compared | None) -> Row:
    meta, figure = line.meta, line.figure
    other = next((each for each in beside.items if each.item == meta.code), None) if beside else None
    ours = other.positive if other is not None and not other.with_blocks and meta.directed else None
    notes = [
        "Agreeing counts as negative." if meta.reversed else "",
        "How many of those who answered put each first." if meta.kind == "ranking" else "",
        _together(figure, block, names, figure.answered),
    ]
    row = {"text": meta.text, "note": " ".join(filter(None, notes)), "hidden": "", "parts": [], "words": "",
           "answers": "", "whole": "", "verdict": ""}  # fmt: skip
    if figure.answered is None:
        part = figure.with_blocks and block.code not in figure.with_blocks
        hidden = f"{HIDDEN} It is part of {_named(figure.with_blocks, names)}." if part else HIDDEN
        return row | {"hidden": hidden}
    told = (
        f"Positive {figure.positive}%, neutral {figure.neutral}%, negative {figure.negative}%"
        if meta.directed
        else ", ".join(f"{part.label} {part.share}%" for part in line.options)
    )
    about = "about " if block.parent or figure.answered < EXACT_FROM else ""
    parts = [[part.share, part.tone] for part in line.parts] if meta.directed else []
    return row | {
        "parts": parts, "words": told, "answers": f"{about}{number(figure.answered)}",
        "whole": (_figure(ours) if beside and meta.directed else ""),
        "verdict": _verdict(compared.items.get(meta.code)) if compared and meta.directed else "",
    }  # fmt: skip
