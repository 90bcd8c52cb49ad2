"""Searching: each feature finds its own, and the search page shows them together."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from engage.core.db import db

MOST_WORDS, MOST_EACH, EXCERPT = 6, 20, 160
Column = InstrumentedAttribute[str] | ColumnElement[str]


@dataclass(frozen=True)
class Hit:
    """One thing found: its title, what it is, where it stands, and some of its words."""

    title: str
    what: str
    address: str
    excerpt: str = ""


def words_of(typed: str) -> tuple[str, ...]:
    """What somebody looks for, word by word, as few as six."""
    return tuple(typed.lower().split()[:MOST_WORDS])


def holds(words: tuple[str, ...], *columns: Column) -> ColumnElement[bool]:
    """Every word stands somewhere in one of these columns; for the where clause of a feature's own search."""
    return and_(*(or_(*(_has(column, word) for column in columns)) for word in words))


def _has(column: Column, word: str) -> ColumnElement[bool]:
    safe = word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    # SQLite's LIKE takes letters of ASCII as capitals and small ones alike, without making each value anew.
    plain = column if db.engine.dialect.name == "sqlite" else func.lower(column)
    found = plain.like(f"%{safe}%", escape="\\")
    if safe.isascii():
        return found
    # It knows those of ASCII alone: Élodie and Łukasz are looked for as they are written, too.
    return or_(found, *(column.like(f"%{each}%", escape="\\") for each in (safe.capitalize(), safe.upper())))


def excerpt(text: str, words: tuple[str, ...]) -> str:
    """Some of a text, around the first word that was looked for."""
    flat = " ".join(text.split())
    at = min((place for word in words if (place := flat.lower().find(word)) >= 0), default=0)
    start = max(0, at - EXCERPT // 3)
    cut = flat[start : start + EXCERPT]
    return ("…" if start else "") + cut + ("…" if start + EXCERPT < len(flat) else "")
