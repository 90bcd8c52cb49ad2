"""After each import of people or units: tells the OD team once what it did to champions and coverage."""

from sqlalchemy import select

from engage.champions.queries import coverage_changes
from engage.core import mail, outbox
from engage.core.beats import held
from engage.core.db import db, transaction
from engage.core.retention import Kept
from engage.directory.models import Person, RoleGrant
from engage.directory.queries_finding import here_today

KEPT: tuple[Kept, ...] = (
    Kept("Coverage of networks: who left, who moved, which groups lack somebody", "never",
         "nothing: it is worked out whenever it is read"),
)  # fmt: skip
SCHEDULE = "coverage after imports"


@outbox.schedule(SCHEDULE, 60)
def tell_after_imports() -> None:
    """Mail the OD team where an import came since the last look; the first look only notes where it begins."""
    with transaction():
        noted = held(SCHEDULE)
        newest, what = coverage_changes.last_import()
        if noted.said and newest > int(noted.said):
            _tell(what)
        if not noted.said or newest > int(noted.said):
            noted.said = str(newest)


def _tell(what: str) -> None:
    told = [(network.id, network.name, coverage_changes.in_words(gaps))
            for network, gaps in coverage_changes.all_gaps() if gaps.any]  # fmt: skip
    if not told:
        return
    team = select(Person).join(RoleGrant, RoleGrant.person_id == Person.id).where(RoleGrant.role == "od")
    for person in db.session.scalars(team.where(here_today(), Person.email.is_not(None)).order_by(Person.id)):
        mail.send(
            person.email or "", f"After {what}: look at coverage", "coverage_after_import.txt",
            name=person.known_as or person.first_name, what=what, told=told,
        )  # fmt: skip
