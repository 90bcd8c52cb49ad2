"""The mails about concerns. Whoever has no address has the same on the start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from engage.champions.models import ConcernCase
from engage.core import mail
from engage.directory.models import Person
from engage.directory.queries_finding import here

ANSWERED = "What you passed on is answered"


@dataclass(frozen=True)
class Reply:
    """One wording for everybody who passed it on; `declined`: it says why the council does nothing about it."""

    answer: str
    declined: bool


@dataclass(frozen=True)
class Letter:
    """What one champion gets: by mail where they have an address, and on the start page."""

    name: str
    first_name: str
    email: str
    titles: tuple[str, ...]
    reply: Reply
    works_here: bool

    @property
    def context(self) -> dict[str, Any]:
        """What the wording is filled in with: their own titles, and the one answer."""
        return {"titles": self.titles, "answer": self.reply.answer, "declined": self.reply.declined}

    @property
    def body(self) -> str:
        """The mail, word for word."""
        return render_template("mail/concern_answered.txt", name=self.first_name, **self.context)


def letters(row: ConcernCase, reply: Reply) -> Sequence[Letter]:
    """One for each champion of a case who tells the answer; it holds nothing of the others."""
    titles: dict[int, list[str]] = {}
    people: dict[int, Person] = {}
    for each in row.concerns:
        if each.teller is not None:
            people[each.teller.id] = each.teller
            titles.setdefault(each.teller.id, []).append(each.title)
    working = {each.id for each in here(list(people))}
    return [
        Letter(
            who.name, who.known_as or who.first_name, who.email or "", tuple(titles[number]), reply, number in working
        )
        for number, who in people.items()
    ]


def send(letter: Letter) -> None:
    """By mail, where they work here and have an address."""
    if letter.works_here and letter.email:
        mail.send(letter.email, ANSWERED, "concern_answered.txt", name=letter.first_name, **letter.context)


def given(row: ConcernCase, lead: Person) -> None:
    """To the lead officer: that something waits. Its words are on the page, behind the sign-in."""
    if lead.email:
        name = lead.known_as or lead.first_name
        mail.send(lead.email, "A concern for you to look into", "concern_given.txt", name=name, case=row)
