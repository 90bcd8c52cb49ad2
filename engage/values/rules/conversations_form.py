"""Who led a conversation, from what the form sends: "me", somebody chosen, or a name to look for first."""

ME = "me"
MOST_DIGITS = 9


def looks_for(q: str, chosen: str, looked_for: str, pressed_find: bool) -> bool:
    """Whether the answer is a list of names first: a name was typed for which nobody has been chosen yet.

    An empty name looks for nobody, so that Enter in another field, which presses the first button of the form,
    saves. `looked_for` is the name whose list was on the page.
    """
    if not q:
        return False
    if pressed_find:
        return q != looked_for or not chosen
    return q != looked_for and chosen in ("", ME)


def leader(chosen: str, viewer: int) -> int | None:
    """The id of whoever led; None where nobody, or no number, was sent."""
    if chosen == ME:
        return viewer
    return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) <= MOST_DIGITS else None
