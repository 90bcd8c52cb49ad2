"""The shared list of themes: how long its words may be, and their order."""

MOST_NAME, MOST_ABOUT = 80, 300


def moved(order: list[int], which: int, up: bool) -> list[int]:
    """The same ids with one of them a place further up or down; unchanged at the end of the list."""
    at = order.index(which)
    then = at - 1 if up else at + 1
    if 0 <= then < len(order):
        order = [*order]
        order[at], order[then] = order[then], order[at]
    return order


def same_name(name: str, other: str) -> bool:
    """Whether two names would be taken for one: case and blanks make no other theme."""
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()
