"""The wall in print and on a screen: a poster, slides that move on, and slides as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, request, url_for

from engage.access import signed_in
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.formatting import day
from engage.core.htmx import page
from engage.directory.queries import units_by_path
from engage.recognition.forms.paper import PERIODS
from engage.recognition.queries import paper_wall as queries
from engage.recognition.rules import paper as rules
from engage.recognition.views import bp
from engage.recognition.views.paper import made

EVERY = (10, 15, 30, 60)
# Longer words would push others off the sheet.
MOST_ON_PAPER = 420


@dataclass(frozen=True)
class Chosen:
    """What of the wall somebody wants: how far back, and of which unit."""

    days: int
    unit_id: int | None
    unit: str

    @property
    def args(self) -> dict[str, Any]:
        """As an address holds it."""
        return {"days": self.days} | ({"unit": self.unit_id} if self.unit_id else {})

    def thanks(self, most: int) -> Sequence[queries.OnTheWall]:
        """The newest of it."""
        return queries.shown(clock.now() - timedelta(days=self.days), self.unit_id, most)

    @property
    def words(self) -> str:
        """What it is, in a line."""
        return f"{self.unit + ', ' if self.unit else ''}{PERIODS[str(self.days)].lower()}"


def _chosen() -> Chosen:
    days, unit = request.args.get("days", "30"), request.args.get("unit", "")
    number = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None
    name = queries.unit_name(number)
    if unit and not name:
        raise NotThere("There is no such team.")
    return Chosen(int(days) if days in PERIODS else 30, number, name)


@bp.get("/thanks/wall/print")
@signed_in
def wall_in_print() -> Response:
    """Choose what to print or show."""
    return page("recognition/paper/wall_print.html", units=units_by_path(), periods=PERIODS, every=EVERY,
                chosen=_chosen())  # fmt: skip


@bp.get("/thanks/wall/poster")
@signed_in
def wall_poster() -> Response:
    """One A3 sheet of thanks for a noticeboard."""
    chosen = _chosen()
    cards = [_printed(each, MOST_ON_PAPER) for each in chosen.thanks(rules.MOST_ON_A_POSTER)]
    return made("thanks-on-our-wall", "paper_wall.typ", "Thank you", {"about": chosen.words, "cards": cards})


@bp.get("/thanks/wall/slides.pdf")
@signed_in
def wall_slides_pdf() -> Response:
    """A page for each, 16:9, for screens that show only files."""
    chosen = _chosen()
    cards = [_printed(each, MOST_ON_PAPER) for each in chosen.thanks(rules.MOST_SLIDES)]
    return made("thanks-slides", "paper_slides.typ", "Thank you", {"about": chosen.words, "cards": cards})


def _printed(each: queries.OnTheWall, most: int) -> dict[str, str]:
    return {"to": rules.fitting(each.to), "words": rules.fitting(each.words, most), "giver": rules.fitting(each.giver),
            "day": day(each.day), "value": each.value, "colour": each.colour}  # fmt: skip


@bp.get("/thanks/wall/slides")
@signed_in
def wall_slides() -> Response:
    """One at a time in big letters; it moves on by itself only where somebody asked for it, and can be stopped."""
    chosen, at = _chosen(), request.args.get("n", 0, type=int)
    thanks = chosen.thanks(rules.MOST_SLIDES)
    every = request.args.get("every", 0, type=int)
    every = every if every in EVERY else 0
    at = at % len(thanks) if thanks else 0

    def address(number: int, seconds: int) -> str:
        number = number % len(thanks) if thanks else 0
        return url_for(".wall_slides", n=number or None, every=seconds or None, **chosen.args)

    answer = page("recognition/paper/slides.html", slide=thanks[at] if thanks else None, at=at, total=len(thanks),
                  address=address, every=every, choices=EVERY, chosen=chosen)  # fmt: skip
    if every:
        answer.headers["Refresh"] = f"{every}; url={address(at + 1, every)}"
    return answer
