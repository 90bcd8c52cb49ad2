"""Sites, and the posters that lead to a thank-you for somebody there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.models import Person, Post
from engage.recognition.models import SitePoster
from engage.recognition.rules.paper import typed_code


@dataclass(frozen=True)
class Site:
    """A site, how many people work there today, and the poster that is in use there."""

    name: str
    people: int
    poster: SitePoster | None


def poster(code: str) -> SitePoster | None:
    """The poster of a code, in use or not, however it was typed; None where there never was one."""
    return db.session.scalar(select(SitePoster).where(SitePoster.code == typed_code(code)))


def led_by(code: str) -> SitePoster | None:
    """The poster of a code that is in use, or None."""
    found = poster(code) if code else None
    return found if found and found.ended_at is None else None


def poster_by_id(poster_id: int) -> SitePoster:
    """One poster, or NotThere."""
    row = db.session.get(SitePoster, poster_id)
    if row is None:
        raise NotThere("There is no such poster.")
    return row


def in_use() -> Sequence[SitePoster]:
    """Posters whose code leads somewhere, by site, the newest first within one."""
    rows = select(SitePoster).where(SitePoster.ended_at.is_(None))
    return db.session.scalars(rows.order_by(SitePoster.site, SitePoster.id.desc())).all()


def ended(most: int = 20) -> Sequence[SitePoster]:
    """Posters whose code was ended, the latest first."""
    rows = select(SitePoster).where(SitePoster.ended_at.is_not(None))
    return db.session.scalars(rows.order_by(SitePoster.ended_at.desc(), SitePoster.id.desc()).limit(most)).all()


def sites() -> Sequence[Site]:
    """The sites of today's posts, those with most people first, and those that have a poster still."""
    rows = (
        select(Post.site, func.count(Person.id.distinct()))
        .join(Person, Person.id == Post.person_id)
        .where(Post.ended_on.is_(None), Post.site != "", here_today())
        .group_by(Post.site)
    )
    people = dict(db.session.execute(rows).all())
    posters = {each.site: each for each in reversed(in_use())}
    names = sorted(people.keys() | posters.keys(), key=lambda name: (-people.get(name, 0), name.casefold()))
    return [Site(name, people.get(name, 0), posters.get(name)) for name in names]


def here_today() -> ColumnElement[bool]:
    """Who works here today."""
    today = clock.today()
    started = Person.started_on.is_(None) | (Person.started_on <= today)
    return started & (Person.leaves_on.is_(None) | (Person.leaves_on >= today))


def sites_of(person_id: int) -> frozenset[str]:
    """The sites of somebody's posts."""
    rows = select(Post.site).where(Post.person_id == person_id, Post.ended_on.is_(None), Post.site != "")
    return frozenset(db.session.scalars(rows))
