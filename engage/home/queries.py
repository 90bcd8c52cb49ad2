"""What the start page and search show, from the features' own queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from engage.access import Permission, Viewer
from engage.champions.queries import finding as champions_finding
from engage.champions.queries import own_data as champions_data
from engage.champions.queries import start as champions_start
from engage.consultation.queries import finding as consultation_finding
from engage.consultation.queries import own_data as consultation_data
from engage.consultation.queries import start as consultation_start
from engage.core import clock, holds, moderation, overviews, records_held
from engage.core.cards import Card, Place, Task
from engage.core.formatting import count
from engage.core.own_data import Held
from engage.core.search import Hit, words_of
from engage.directory import queries_own_data as directory_data
from engage.directory.queries_finding import service_of
from engage.events.queries import finding as events_finding
from engage.events.queries import own_data as events_data
from engage.events.queries import start as events_start
from engage.followup.queries import finding as followup_finding
from engage.followup.queries import own_data as followup_data
from engage.followup.queries import start as followup_start
from engage.pages.queries import finding as pages_finding
from engage.pages.queries import guides
from engage.pages.queries import own_data as pages_data
from engage.pages.queries import start as pages_start
from engage.programme.queries import finding as programme_finding
from engage.programme.queries import own_data as programme_data
from engage.programme.queries import start as programme_start
from engage.recognition.queries import finding as recognition_finding
from engage.recognition.queries import own_data as recognition_data
from engage.recognition.queries import start as recognition_start
from engage.recognition.queries.thanks import ThanksCard
from engage.recognition.queries.thanks_wall import latest as latest_thanks
from engage.reports.queries import finding as reports_finding
from engage.reports.queries import own_data as reports_data
from engage.reports.queries import start as reports_start
from engage.surveys.queries import comments_start
from engage.surveys.queries import own_data as surveys_data
from engage.surveys.queries.desk import desk as surveys_desk
from engage.surveys.queries.results import Headline, Published, latest_headline, published
from engage.surveys.queries.taking import Waiting, open_for
from engage.values.queries import finding as values_finding
from engage.values.queries import own_data as values_data
from engage.values.queries import start as values_start

# Whatever brings cards, tasks, hits and records; each has the same functions. What lies above brings its own.
STARTS = (
    recognition_start, champions_start, followup_start, events_start, values_start, consultation_start, pages_start,
    programme_start, reports_start, comments_start,
)  # fmt: skip
FINDERS = (
    recognition_finding, champions_finding, events_finding, values_finding, consultation_finding, followup_finding,
    pages_finding, programme_finding, reports_finding,
)  # fmt: skip
HOLDERS = (
    directory_data, recognition_data, champions_data, events_data, surveys_data, values_data, consultation_data,
    followup_data, pages_data, programme_data, reports_data, records_held,
)  # fmt: skip

# Whose start page says what needs a decision today.
HAVE_A_DESK = (Permission.SURVEYS_MANAGE, Permission.PEOPLE_MANAGE)


@dataclass(frozen=True)
class Start:
    """The start page of one person."""

    waiting: Sequence[Waiting]
    done: Sequence[Waiting]
    cards: Sequence[Card]
    headline: Headline | None
    published: Sequence[Published]
    service: tuple[int, str] | None
    thanks: Sequence[ThanksCard]
    desk: Sequence[Task] | None

    def at(self, place: str) -> Sequence[Card]:
        """The cards that stand in one place."""
        return [card for card in self.cards if card.place == place]


def start(viewer: Viewer) -> Start:
    """A fixed number of statements, whoever asks."""
    mine = open_for(viewer.id)
    service = service_of(viewer.id)
    theirs = latest_thanks(viewer.id, service[0]) if service else ()
    return Start(
        waiting=[row for row in mine if not row.taken_part],
        done=[row for row in mine if row.taken_part],
        cards=[
            *_holds(viewer),
            *(card for feature in (*STARTS, *overviews.brought("START")) for card in feature.cards(viewer)),
        ],
        headline=latest_headline(viewer),
        published=[each for each in published(viewer) if each.begins is None],
        service=service if theirs else None,
        thanks=theirs or latest_thanks(viewer.id),
        desk=_desk(viewer) if any(viewer.may(each) for each in HAVE_A_DESK) else None,
    )


def _holds(viewer: Viewer) -> Sequence[Card]:
    """Whoever looks after legal holds is reminded each year of those that are due for review."""
    if not viewer.may(Permission.RETENTION_MANAGE) or not (number := holds.to_review(clock.today())):
        return ()
    told = f"{count(number, 'legal hold is', 'legal holds are')} due for review: keep or lift."
    return (Card("Review legal holds", url_for("admin.holds"), told, place=Place.WAITING),)


def _desk(viewer: Viewer) -> Sequence[Task]:
    found = [
        *(surveys_desk() if viewer.may(Permission.SURVEYS_MANAGE) else ()),
        *(task for feature in (*STARTS, *overviews.brought("START")) for task in feature.desk(viewer)),
    ]
    if viewer.may(Permission.MODERATE) and (number := moderation.waiting()):
        found.append(Task("What colleagues reported", f"{number} to decide", url_for("admin.moderation")))
    return found


def found(typed: str, viewer: Viewer) -> Sequence[Hit]:
    """What this person may see that holds every word, a few of each feature; nothing for no words."""
    words = words_of(typed)
    finders = (*FINDERS, *overviews.brought("FINDER"))
    return [hit for feature in finders for hit in feature.search(words, viewer)] if words else ()


def help_pages(viewer: Viewer) -> Sequence[tuple[str, str]]:
    """Title and address of the published pages of help that this person may read."""
    return [(row.title, url_for("pages.show", address=row.address)) for row in guides.help_pages(viewer)]


def held_about(person_id: int) -> Sequence[Held]:
    """Every record about one person that a feature knows to be theirs."""
    holders = (*HOLDERS, *overviews.brought("HOLDER"))
    return [record for feature in holders for record in feature.held(person_id)]
