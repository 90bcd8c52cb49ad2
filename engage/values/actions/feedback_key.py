"""The key of a round's ballot box: made while people propose, backed up and tried before answers are taken."""

from engage.ballots import actions as ballots
from engage.ballots import keys, queries
from engage.ballots.models import BallotBox, BoxBackup
from engage.ballots.rules import LONGEST_GROUP
from engage.core.errors import Conflict, NotThere
from engage.values.actions.feedback_stages import flush, hold
from engage.values.models import FeedbackRound
from engage.values.rules.feedback_round import Stage, from_text, largest_ballot

# Names, brackets and quotes of the four parts inside a seal.
FRAME = 64


def make(found: FeedbackRound) -> None:
    """A box with its key pair, once."""
    hold(found, "make the key")
    if found.box is None:
        size = largest_ballot(from_text(found.asked)) + LONGEST_GROUP + FRAME
        found.box = ballots.create_box(size).code
    flush()


def box_of(found: FeedbackRound) -> BallotBox:
    """The box, or Conflict where it is not made yet."""
    if found.box is None:
        raise Conflict("This round has no key yet: make it first.")
    return queries.box(found.box)


def back_up(found: FeedbackRound, holder: str) -> tuple[bytes, str]:
    """A backup file and its recovery code, for a named holder: shown once, kept nowhere."""
    hold(found, "make the key")
    return ballots.make_backup(box_of(found), holder)


def try_backup(found: FeedbackRound, file: bytes, code: str) -> BoxBackup:
    """The canary opens with file and code alone; only then may answers be taken."""
    hold(found, "make the key")
    return ballots.check_backup(box_of(found), file, code)


def confirm_destroyed(found: FeedbackRound, number: str) -> None:
    """A holder says that a backup is no more; while the answers may need it, it has to be kept."""
    box = box_of(found)
    if found.stage != Stage.PROPOSING and box.key_destroyed_at is None:
        raise Conflict("The answers are not opened yet and may still need this backup. Keep it until then.")
    backup = next((each for each in queries.backups(box.code) if each.number == number), None)
    if backup is None:
        raise NotThere("There is no such backup.")
    ballots.confirm_backup_destroyed(backup)


def start(found: FeedbackRound) -> None:
    """The box takes ballots from now on; its key is in its place, and a backup of it is known to work."""
    box = box_of(found)
    if not keys.is_here(box.code):
        raise Conflict("The key of this round is missing: put it back from its backup first.")
    ballots.start(box)
