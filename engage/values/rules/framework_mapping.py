"""From one version to the next: what is the same, and what takes over from what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engage.values.rules.framework import Document, Statement, Value, same


@dataclass(frozen=True)
class Gone:
    """Something of the earlier version that is no longer there, and what takes over from it, "" for nothing."""

    identity: str
    words: str
    where: str
    successor: str = ""

    @property
    def is_value(self) -> bool:
        """Whether it is a value, not a statement of one."""
        return not self.where


def adopt(document: Document, earlier: Document) -> Document:
    """The document with the identities of an earlier version wherever it says the same: a file brings none along."""
    taken = {part.identity for part in document.parts}
    values = {same(value.name): value for value in earlier.values}

    def free(identity: str) -> bool:
        fresh = identity not in taken
        taken.add(identity)
        return fresh

    def statement(said: Statement, old: Value) -> Statement:
        likes = [each for each in old.statements if same(each.text) == same(said.text)]
        likes.sort(key=lambda each: (each.audience, each.level) != (said.audience, said.level))
        found = next((each for each in likes if free(each.identity)), None)
        if found is None:
            return said
        tags, question = said.tags or found.tags, said.question or found.question
        return replace(said, identity=found.identity, tags=tags, question=question)

    def value(each: Value) -> Value:
        old = values.get(same(each.name))
        if old is None:
            return each
        own = replace(each, statements=tuple(statement(said, old) for said in each.statements))
        return replace(own, identity=old.identity) if free(old.identity) else own

    return replace(document, values=tuple(value(each) for each in document.values))


def gone(document: Document, earlier: Document) -> Sequence[Gone]:
    """What the earlier version has and this one has not, values first, each with what takes over from it."""
    present = {part.identity for part in document.parts}
    successor = {
        old: part.identity for part in document.parts[::-1] for old in part.replaces
    }  # fmt: skip
    values = [Gone(value.identity, value.name, "") for value in earlier.values]
    said = [Gone(each.identity, each.text, value.name) for value in earlier.values for each in value.statements]
    return [
        replace(each, successor=successor.get(each.identity, ""))
        for each in (*values, *said)
        if each.identity not in present
    ]


def mapped(document: Document, successors: Mapping[str, str]) -> Document:
    """The document with successors ({earlier identity: identity here, or ""}) written into what takes over."""

    def replaced(part: Statement | Value) -> tuple[str, ...]:
        kept = tuple(old for old in part.replaces if old not in successors)
        return (*kept, *(old for old, new in successors.items() if new == part.identity))

    def value(each: Value) -> Value:
        said = tuple(replace(one, replaces=replaced(one)) for one in each.statements)
        return replace(each, statements=said, replaces=replaced(each))

    return replace(document, values=tuple(value(each) for each in document.values))


def settled(document: Document) -> Document:
    """The document as it is published: nothing replaces what is itself still there."""
    present = {part.identity for part in document.parts}

    def left(part: Statement | Value) -> tuple[str, ...]:
        return tuple(old for old in part.replaces if old not in present)

    return replace(
        document,
        values=tuple(
            replace(
                value, replaces=left(value), statements=tuple(replace(s, replaces=left(s)) for s in value.statements)
            )
            for value in document.values
        ),
    )
