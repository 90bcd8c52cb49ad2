"""Where a keyboard goes on after a button of the builder, and what is announced."""

from collections.abc import Sequence

from engage.surveys.rules import Condition, Option, Question, Row
from engage.surveys.views.editor_conditions import looks_at

Parts = Sequence[Option] | Sequence[Row]
STEPS = {"option-up": "up", "option-down": "down", "row-up": "up", "row-down": "down"}


def after_condition(act: str, condition: Condition | None) -> tuple[str, str]:
    """After a button of a condition: the new look, or the heading."""
    number = looks_at(condition)
    if act.startswith("condition-add"):
        if not number:
            return "new_item", "Choose a question first."
        return f"comparisons-{number - 1}-operator", "The condition is added. Choose its answers, then save."
    return "condition-heading", "The condition is removed."


def after_act(act: str, before: Question, now: Question) -> tuple[str, str]:
    """After a button on the page of a question: the control to go on with, and a sentence."""
    verb, _, about = act.partition(":")
    if verb.startswith("condition"):
        return after_condition(act, now.condition)
    rows = verb.startswith("row")
    kind, word, heading = ("rows", "Statement", "rows") if rows else ("options", "Answer", "answers")
    old: Parts = before.rows if rows else before.options
    new: Parts = now.rows if rows else now.options
    codes = [part.code for part in new]
    if verb in STEPS and about in codes:
        at = codes.index(about)
        return f"{STEPS[verb]}-{kind}-{at}", f"{word} “{new[at].text}” is now {at + 1} of {len(new)}."
    if verb.endswith("remove"):
        were = [part.code for part in old]
        gone = were.index(about) if about in were else 0
        place = f"{kind}-{min(gone, len(new) - 1)}-text" if new else f"{heading}-heading"
        return place, f"{word} {gone + 1} is removed."
    if verb == "options-fill":
        return "answers-heading", f"The answers are replaced by a ready set of {len(new)}."
    known = {part.code for part in old}
    first = next((n for n, code in enumerate(codes) if code not in known), None)
    if first is None:
        return f"new_{kind}", "Nothing was added."
    many = len(new) - len(old)
    return f"{kind}-{first}-text", f"{many} added." if many > 1 else f"“{new[first].text}” is added."
