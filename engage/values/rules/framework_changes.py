"""What differs between the version in force and a draft, line by line, for whoever publishes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engage.values.rules.framework import Document, Statement, Value
from engage.values.rules.framework_mapping import gone


class Kind(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    MAPPED = "mapped"
    REWORDED = "reworded"
    MOVED = "moved"
    CHANGED = "changed"
    ORDER = "order"


@dataclass(frozen=True)
class Change:
    """One line: what happened, in which value ("" for the framework), the words before and the words after."""

    kind: Kind
    where: str
    before: str = ""
    after: str = ""


def changes(document: Document, earlier: Document) -> Sequence[Change]:
    """Everything that staff will find different, in the order of the new version, then what has gone."""
    old = {value.identity: value for value in earlier.values}
    placed = {said.identity: (value, said) for value in earlier.values for said in value.statements}
    found = [*_about(document, earlier)]
    for value in document.values:
        found += _value(value, old.get(value.identity))
        for said in value.statements:
            found += _statement(value, said, placed.get(said.identity))
        if value.identity in old and _reordered(value.statements, old[value.identity].statements):
            found.append(Change(Kind.ORDER, value.name))
    if _reordered(document.values, earlier.values):
        found.append(Change(Kind.ORDER, ""))
    return [*found, *_gone(document, earlier)]


def _about(document: Document, earlier: Document) -> Iterable[Change]:
    for field in ("organisation", "title", "intro"):
        before, after = getattr(earlier, field), getattr(document, field)
        if before != after:
            yield Change(Kind.CHANGED, "", before, after)
    for field in ("audiences", "levels"):
        was = {each.name: each.kind for each in getattr(earlier, field)}
        for each in getattr(document, field):
            if was.get(each.name, each.kind) != each.kind:
                yield Change(Kind.CHANGED, "", f"{each.name}: {was[each.name]}", f"{each.name}: {each.kind}")


def _value(value: Value, old: Value | None) -> Iterable[Change]:
    if old is None:
        yield Change(Kind.ADDED, "", "", value.name)
        return
    if old.name != value.name:
        yield Change(Kind.REWORDED, "", old.name, value.name)
    if old.about != value.about:
        yield Change(Kind.CHANGED, value.name, old.about, value.about)
    if not value.statements and not old.statements and (old.audience, old.level) != (value.audience, value.level):
        yield Change(Kind.MOVED, value.name, _place("", old), _place("", value))


def _statement(value: Value, said: Statement, was: tuple[Value, Statement] | None) -> Iterable[Change]:
    if was is None:
        yield Change(Kind.ADDED, value.name, "", said.text)
        return
    home, old = was
    if old.text != said.text:
        yield Change(Kind.REWORDED, value.name, old.text, said.text)
    before = _place(home.name if home.identity != value.identity else "", old)
    after = _place(value.name if home.identity != value.identity else "", said)
    if before != after:
        yield Change(Kind.MOVED, value.name, f"{said.text} ({before})", f"{said.text} ({after})")
    if (old.tags, old.question) != (said.tags, said.question):
        yield Change(Kind.CHANGED, value.name, _ties(old), _ties(said))


def _place(value: str, part: Statement | Value) -> str:
    return ", ".join(word for word in (value, part.audience, part.level) if word) or "everyone"


def _ties(said: Statement) -> str:
    words = [*said.tags, f"question {said.question}" if said.question else ""]
    return f"{said.text} ({', '.join(filter(None, words)) or 'no tags, no question'})"


def _reordered(now: Sequence[Value] | Sequence[Statement], before: Sequence[Value] | Sequence[Statement]) -> bool:
    new, old = [each.identity for each in now], [each.identity for each in before]
    return [i for i in new if i in old] != [i for i in old if i in new]


def _gone(document: Document, earlier: Document) -> Iterable[Change]:
    words = {value.identity: value.name for value in document.values}
    words |= {said.identity: said.text for said in document.statements}
    for part in gone(document, earlier):
        if part.successor:
            yield Change(Kind.MAPPED, part.where, part.words, words[part.successor])
        else:
            yield Change(Kind.REMOVED, part.where, part.words)
