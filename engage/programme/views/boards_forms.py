"""Pages with one form, which many things of an item and a board have alike."""

from typing import Any

from flask import Response, request

from engage.core.errors import Conflict, Invalid
from engage.core.forms import Form
from engage.core.htmx import page
from engage.directory import queries_choosing as choosing
from engage.directory.rules.choosing import PERSON

LONGEST, MOST_CHOSEN = 100, 50
Back = tuple[str, str]


def form_page(form: Form, heading: str, back: Back, button: str = "Save", **more: Any) -> Response:
    """The page of a form, sent to its own address or to `action`; `back`: an address and its words."""
    status = 409 if more.pop("conflict", False) else 422 if form.errors else 200
    return page("programme/standing/form.html", status=status, form=form, heading=heading, back=back, button=button,
                **({"action": request.path, "intro": "", "above": ""} | more))  # fmt: skip


def blame(form: Form, problem: Invalid | Conflict) -> None:
    """Say what is wrong at the field that it is about, or above the form."""
    name = problem.problems[0] if problem.problems else ""
    if name in form:
        form[name].errors = [problem.message]
    else:
        form.form_errors = [problem.message]


def finding() -> bool:
    """Whether somebody is looked for without scripts; Enter in a field presses that button with nothing typed."""
    return bool(request.form.get("find") and request.form.get("q", "").strip())


def picker() -> dict[str, Any]:
    """What the picker of people gets: who is chosen, what was typed and who was found."""
    typed = request.form.get("q", "").strip()[:LONGEST]
    return {
        "chosen": choosing.chosen(request.form.getlist("person")[:MOST_CHOSEN], (PERSON,)),
        "found": choosing.find(typed, (PERSON,)) if typed else (),
        "q": typed,
    }


def picked() -> int | None:
    """The one person who is chosen and works here."""
    found = choosing.chosen(request.form.getlist("person")[:MOST_CHOSEN], (PERSON,))
    return found[0].id if found else None
