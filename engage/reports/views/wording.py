"""What kinds and states of reports are called on the pages, and what the text of a report is put together from."""

from typing import Any

from engage.reports.rules import figures, periods
from engage.reports.rules.paper import Paper, numbered
from engage.reports.rules.reports import Kind, State

KINDS = {Kind.PAPER: "Committee paper", Kind.DIRECTORATE: "Directorate page", Kind.EXCEPTION: "Exception report"}
STATES = {
    State.DRAFT: ("Draft", "slate"),
    State.COMMENTS: ("Comments asked for", "amber"),
    State.FINAL: ("Final", "green"),
}


def text_of(paper: Paper, worked_out: bool = True) -> dict[str, Any]:
    """What reports/text.html gets; `worked_out`: whether there are any figures yet."""
    period, before = paper.snapshot.period, paper.snapshot.before
    return {
        "paper": paper, "worked_out": worked_out, "told": figures.told, "numbered": numbered,
        "periods": (periods.words(period), periods.words(before)),
    }  # fmt: skip
