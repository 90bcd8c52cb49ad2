"""The demonstration's guides, toolkits, benefits and help, with one file."""

import random
from datetime import date, datetime, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.files import Sent
from engage.directory.models import Person
from engage.directory.rules.audience import EVERYONE
from engage.pages import actions
from engage.pages.actions import Words
from engage.pages.rules import Kind

LEAD = "D0003"
# Kind, title, summary, text, and for benefits: who may have it, where it is applied for, whom to ask.
PAGES = (
    (
        Kind.HELP, "Looking after yourself at work", "Where to turn when work or life is too much.",
        "Everybody has weeks that are too much. You do not need a reason that sounds important enough.\n\n"
        "## Today\n\n* Talk to somebody you trust: your manager, a colleague, a mental health first aider.\n"
        "* Ring the employee helpline on 0100 555 0117, at any hour. The council is not told who rings.\n"
        "* If you are in danger, ring **999**. If you need to talk, the Samaritans answer on 116 123.\n\n"
        "## In the next weeks\n\nAsk your manager for a wellbeing conversation. Together you look at what could "
        "change: hours, tasks, where you work. Write down what you agree, and look at it again after a month.",
        ("", "", ""),
    ),
    (
        Kind.HELP, "Raising a concern", "What to do when something is wrong, and how you are protected.",
        "If you see fraud, danger to somebody, or something that is being covered up, say so. The law protects you "
        "when you do (the Public Interest Disclosure Act 1998).\n\n## How\n\n"
        "1. Tell your manager, unless it is about them.\n"
        "2. Or tell the monitoring officer: concerns@anytown.example, 0100 555 0120.\n"
        "3. Or tell somebody outside the council; the whistleblowing policy lists whom.\n\n"
        "## What happens then\n\nYou hear within five working days who looks into it. Your name is told to nobody "
        "who does not need it. For bullying or harassment there is a procedure of its own: ask your HR adviser.\n\n"
        "A survey or a consultation is not the place: nobody can answer you there.",
        ("", "", ""),
    ),
    (
        Kind.TOOLKIT, "Flexible working toolkit", "For a team that wants to agree when and where it works.",
        "Everybody can ask for flexible working from their first day. A team that talks about it first finds more "
        "that is possible.\n\n## Before the meeting\n\n* Print the sheet below, one for each person.\n"
        "* Look at when residents really need you.\n\n## In the meeting (45 minutes)\n\n"
        "1. Each says what would help them most. Nobody comments yet.\n"
        "2. Together you mark what the service cannot do without.\n"
        "3. Agree on a trial of eight weeks, and on who notices what.\n\n"
        "## Afterwards\n\nA change to somebody’s contract still needs the form and your manager’s answer within "
        "two months.",
        ("", "", ""),
    ),
    (
        Kind.BENEFIT, "Cycle to work", "A bicycle and what belongs to it, paid out of your salary before tax.",
        "You choose a bicycle at one of the shops, and the council pays for it. For twelve months an amount is taken "
        "from your pay before tax and National Insurance, which saves most people about a third.",
        ("* Everybody with a contract that runs for another twelve months or more.\n"
         "* Your pay must stay above the National Minimum Wage after the amount is taken.",
         "https://cycles.example/anytown", "Payroll, 0100 555 0131"),
    ),
    (
        Kind.BENEFIT, "Long service", "A day of leave and a thank you after 10, 20, 25 and 40 years.",
        "In the month of your anniversary you get an extra day of leave, and an invitation to the afternoon with the "
        "chief executive. After 25 years there is also a voucher.",
        ("Everybody who has worked for the council for that long in all. Breaks of up to two years do not count "
         "against you.", "", "People team, 0100 555 0110"),
    ),
    (
        Kind.GUIDE, "Using Engage", "Surveys, values, consultations and guides: what is where, and who sees what.",
        "## Surveys\n\nWhen one asks you, it stands on your [start page](/). Answers are sealed on arrival, without "
        "your name.\n\n## Finding things\n\nThe search in the header looks through everything that you may see. "
        "People are not searched.\n\n## Your own data\n\nUnder [your account](/account) you can read and download "
        "everything that Engage holds about you.\n\n## When something is not right\n\nBeside what colleagues wrote "
        "you find “Report a problem with this”. The OD team reads your words, and not your name.",
        ("", "", ""),
    ),
)  # fmt: skip
WITH_FILE = "Flexible working toolkit"
# Published so many days ago, and reviewed again in so many: the first is due.
DAYS = ((200, -4), (160, 40), (90, 120), (60, 200), (40, 300), (5, 360))


def build(_luck: random.Random, today: date) -> None:
    """Six published pages, one of them due for review."""
    with transaction():
        lead = db.session.scalars(select(Person.id).where(Person.employee_number == LEAD)).one()
        for (kind, title, summary, text, benefit), (ago, review) in zip(PAGES, DAYS, strict=True):
            words = Words(kind, title, summary, text, *benefit, lead, today + timedelta(days=review), EVERYONE)
            _publish(words, clock.now() - timedelta(days=ago))


def _publish(words: Words, at: datetime) -> None:
    page = actions.create(words, at)
    if words.title == WITH_FILE:
        sheet = pdf("What would help me most", "When could I start and finish?", "Where could I work?",
                    "What must not suffer?", "What would I give up for it?")  # fmt: skip
        actions.add_files(page, [Sent("flexible-working-sheet.pdf", sheet)], 1_000_000)
    actions.publish(page, at)


def pdf(title: str, *lines: str) -> bytes:
    """A PDF of one page: a heading, and lines with room to write under each."""
    drawn = [f"BT /F1 24 Tf 60 760 Td ({title}) Tj ET"]
    for place, line in enumerate(lines):
        drawn.append(f"BT /F1 14 Tf 60 {690 - 150 * place} Td ({line}) Tj ET")
    stream = "\n".join(drawn)
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")
