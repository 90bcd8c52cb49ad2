"""Who reports to whom: by position or by employee number; nobody to themselves, and never in a ring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engage.directory.rules.extract import Row
from engage.directory.rules.faults import Faults, Notes
from engage.directory.rules.units import cycles


@dataclass
class PostIndex:
    """Open posts after the import, by what a manager column can name."""

    by_reference: dict[str, int] = field(default_factory=dict)
    main_of: dict[str, int] = field(default_factory=dict)
    holder: dict[int, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)

    def enter(self, post: int, reference: str, number: str, is_main: bool) -> None:
        """An open post; the first holder of a shared position stands for it."""
        if reference and self.by_reference.setdefault(reference, post) != post:
            self.shared.add(reference)
        if number and is_main:
            self.main_of.setdefault(number, post)
        self.holder[post] = number


def resolve(
    rows: Sequence[tuple[int, Row]], index: PostIndex, faults: Faults, notes: Notes
) -> tuple[dict[int, int | None], list[tuple[int, str]]]:
    """Each row's manager's post (None: none, or unknown), and the unknown ones as (line, words)."""
    found: dict[int, int | None] = {}
    unknown: list[tuple[int, str]] = []
    for post, row in rows:
        named = row.manager_reference or row.manager_number
        if not named:
            found[post] = None
            continue
        if row.manager_reference:
            manager = index.by_reference.get(row.manager_reference)
            if row.manager_reference in index.shared:
                notes.add("manager_position_shared", row.line)
        else:
            manager = index.main_of.get(row.manager_number)
        if manager is None:
            unknown.append((row.line, named))
        elif manager == post or (row.number and index.holder.get(manager) == row.number):
            faults.add(row.line, "own_manager", "", named)
            manager = None
        found[post] = manager
    return found, unknown


def report_rings(
    managers: Mapping[int, int | None], line_of: Mapping[int, int], words: Mapping[int, str], faults: Faults
) -> None:
    """Name each ring of managers at its first line in the file."""
    for ring in cycles(managers):
        lines = [line_of[post] for post in ring if post in line_of]
        names = [words.get(post) or "vacant" for post in ring]
        shown = names[:6] + (["…"] if len(names) > 6 else [])
        faults.add(min(lines, default=None), "managers_in_a_ring", "", " → ".join([*shown, names[0]]))
