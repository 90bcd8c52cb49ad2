"""References across features: a kind and an id become an address, a title and who may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from flask import Flask, current_app


@dataclass(frozen=True)
class Link:
    """Where a thing is and what it is called."""

    address: str
    title: str
    may_see: bool


Resolver = Callable[[int], Link | None]


def init_app(app: Flask, features: Iterable[ModuleType]) -> None:
    """Take in the LINKS that features bring, then look whether every kind they refer to (REFERS) is there."""
    kinds: dict[str, Resolver] = {}
    used: set[str] = set()
    for views in features:
        register(kinds, getattr(views, "LINKS", {}))
        used |= getattr(views, "REFERS", frozenset())
    require(kinds, frozenset(used))
    app.extensions["links"] = kinds


def register(kinds: dict[str, Resolver], more: dict[str, Resolver]) -> None:
    """Take a feature's kinds in; the same kind twice is a mistake that stops the start."""
    doubled = kinds.keys() & more.keys()
    if doubled:
        raise ValueError(f"link kind registered twice: {', '.join(sorted(doubled))}")
    kinds.update(more)


def require(kinds: dict[str, Resolver], used: frozenset[str]) -> None:
    """A kind that a feature refers to and nobody registers stops the start."""
    unknown = used - kinds.keys()
    if unknown:
        raise ValueError(f"unknown link kind: {', '.join(sorted(unknown))}")


def resolve(kind: str, object_id: int) -> Link | None:
    """The link, or None where the thing is gone or not to be seen by this person."""
    resolver: Resolver | None = current_app.extensions["links"].get(kind)
    link = resolver(object_id) if resolver else None
    return link if link is not None and link.may_see else None
