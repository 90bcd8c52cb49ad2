"""The lines of an XLSForm's survey sheet as groups within groups."""

import re
from dataclasses import dataclass, field

from engage.surveys.formats.imported import BadFile
from engage.surveys.formats.xlsform_sheets import Line

BEGIN = re.compile(r"begin[ _](group|repeat|loop)")
END = re.compile(r"end[ _](group|repeat|loop)")
CHOOSE = re.compile(
    r"(?P<type>select[ _]one|select1|select[ _]multiple|select all that apply|rank)"
    r"(?: from)?\s+(?P<list>\S+)(?P<other>\s+(?:or[ _]other|or specify other))?"
)
# A group that shows its questions as one table; or, in older forms, appearances of the questions themselves.
TABLE, HEAD, BELOW = "table-list", "label", frozenset({"list-nolabel", "likert", "list"})
DEEPEST_GROUPS = 20


@dataclass
class Node:
    """One question, or a group of nodes (`of` is group, repeat or loop)."""

    line: Line
    of: str = ""
    inner: list["Node"] = field(default_factory=list)


def type_of(line: Line) -> str:
    """The type as written, with single spaces."""
    return " ".join(line.get("type").split())


def tree(lines: list[Line]) -> list[Node]:
    """The nodes at the top; raises BadFile where groups do not close or are nested too deeply."""
    top: list[Node] = []
    stack = [Node(Line("survey", 1, {}), "", top)]
    for line in lines:
        type_ = type_of(line).lower()
        if not type_:
            raise BadFile(line.where, "no_type", "This row holds something, but has no type.")
        if found := BEGIN.fullmatch(type_):
            if len(stack) > DEEPEST_GROUPS:
                raise BadFile(line.where, "too_deep", "Groups are nested too deeply.")
            node = Node(line, found[1])
            stack[-1].inner.append(node)
            stack.append(node)
        elif found := END.fullmatch(type_):
            if stack[-1].of != found[1]:
                raise BadFile(line.where, "group_not_open", f"This row ends a {found[1]} that was not begun.")
            stack.pop()
        else:
            stack[-1].inner.append(Node(line))
    if len(stack) > 1:
        line = stack[-1].line
        raise BadFile(line.where, "group_not_closed", f"The {stack[-1].of} “{line.get('name')[:40]}” is not ended.")
    return top


def list_of(node: Node) -> str:
    """The list a select_one chooses from; empty for anything else."""
    found = CHOOSE.fullmatch(type_of(node.line))
    one = found is not None and found["type"] in {"select_one", "select one", "select1"} and not found["other"]
    return found["list"] if found and one else ""


def is_grid(node: Node) -> bool:
    """Whether a group is one question with lines: every line chooses one of the same list, shown as a table."""
    lists = {list_of(inner) for inner in node.inner}
    if node.of != "group" or (len(lists) != 1 or "" in lists):
        return node.of == "group" and node.line.get("engage::kind") == "grid" and not node.inner
    shown = [set(inner.line.get("appearance").split()) for inner in node.inner]
    below = all(appearance & (BELOW | {HEAD}) for appearance in shown)
    return TABLE in node.line.get("appearance").split() or (below and len(shown) > 1)
