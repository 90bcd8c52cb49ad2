"""Files made of a published release: which there are, which groups each holds, what the files in a zip are called."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engage.surveys.rules.published import Block, Head

DAYS_KEPT = 7
LONGEST_NAME = 60
SPOKEN = frozenset(" ,&()")


class Kind(StrEnum):
    """What can be made in the background."""

    PUBLISH = "publish"
    ALL = "all"
    DIRECTORS = "directors"
    HEADS = "heads"
    MANAGERS = "managers"


@dataclass(frozen=True)
class Words:
    """What a pack is called, and what it is for."""

    title: str
    about: str


WORDS = {
    Kind.PUBLISH: Words(
        "The pack to publish",
        "A web page that needs nothing else, and CSV files of the figures, of the method and of how they were made "
        "safe. For the council’s website or its open data.",
    ),
    Kind.ALL: Words("A PDF for every group", "All groups of the results, in folders by directorate."),
    Kind.DIRECTORS: Words("For directors", "A PDF for each group right below the organisation."),
    Kind.HEADS: Words("For heads of service", "A PDF for each group two steps below the organisation."),
    Kind.MANAGERS: Words("For managers", "A PDF for each group further down."),
}
# From which depth to which below the organisation; the last has no end.
TIERS = {Kind.ALL: (0, None), Kind.DIRECTORS: (1, 1), Kind.HEADS: (2, 2), Kind.MANAGERS: (3, None)}


def groups(kind: Kind, head: Head) -> Sequence[Block]:
    """The groups that have a PDF in this pack, in the order of the tree; none in the pack to publish."""
    if kind not in TIERS:
        return ()
    first, last = TIERS[kind]
    return [block for block in head.blocks if first <= block.depth and (last is None or block.depth <= last)]


def offered(head: Head) -> list[tuple[Kind, int]]:
    """The packs that these results can have, with how many groups each holds."""
    found = [(kind, len(groups(kind, head)) if kind in TIERS else len(head.blocks)) for kind in Kind]
    return [(kind, number) for kind, number in found if number]


def paths(head: Head) -> dict[str, str]:
    """Where the PDF of each group stands in a zip, by its code: in the folder of its directorate.

    The number is the group's place in the tree, so that no two are the same whatever the groups are called.
    """
    names = {block.code: f"{at:03} {file_name(block.name)}" for at, block in enumerate(head.blocks, 1)}
    folders: dict[str, str] = {}
    found = {}
    for block in head.blocks:
        own = names[block.code] if block.depth == 1 else ""
        folders[block.code] = own or folders.get(block.parent or "", "")
        folder = folders[block.code]
        found[block.code] = f"{folder}/{names[block.code]}.pdf" if folder else f"{names[block.code]}.pdf"
    return found


def file_name(text: str) -> str:
    """A name that every system takes for the name of one file: letters, digits and a few signs."""
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(each if each.isalnum() or each in SPOKEN else "-" for each in plain)
    words = "-".join(part for part in " ".join(kept.split()).split("-") if part)
    return words[:LONGEST_NAME].strip(" -") or "Group"
