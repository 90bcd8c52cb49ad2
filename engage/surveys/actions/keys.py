"""The key of a survey's ballot box: made when it is scheduled, backed up and tried before it opens."""

from engage.ballots import actions as ballots
from engage.ballots import keys as ballot_keys
from engage.ballots import queries
from engage.ballots.models import BallotBox, BoxBackup
from engage.ballots.rules import LARGEST_BALLOT, LONGEST_GROUP, Phase
from engage.core.errors import Conflict, NotThere
from engage.surveys.actions.stages import flush, hold
from engage.surveys.models import Survey
from engage.surveys.rules import Problem, Questionnaire, Stage, check, largest_ballot

# Names, brackets and quotes of the four parts inside a seal, and of the packed choices.
FRAME = 72
OPENED = frozenset({Phase.KEY_DESTROYED, Phase.DELETED})


def size(questionnaire: Questionnaire) -> int:
    """The most bytes of a ballot of this questionnaire: answers, reporting group, and the frame."""
    return largest_ballot(questionnaire) + 4 * LONGEST_GROUP + FRAME


def problems(questionnaire: Questionnaire) -> list[Problem]:
    """The check before opening: the questionnaire's own problems, and whether a ballot holds its answers."""
    found = check(questionnaire)
    if size(questionnaire) <= LARGEST_BALLOT:
        return found
    longest = max(questionnaire.questions, key=lambda question: question.longest if question.words else 0)
    return [*found, Problem("too_large", longest.code)]


def make(survey: Survey, questionnaire: Questionnaire) -> None:
    """A new box with its key pair."""
    survey.box = ballots.create_box(size(questionnaire)).code


def box_of(survey: Survey) -> BallotBox:
    """The box; a survey that has none is not scheduled."""
    if survey.box is None:
        raise Conflict("This survey has no ballot box: schedule it first.")
    return queries.box(survey.box)


def discard(survey: Survey) -> None:
    """The box of a survey that never opened goes, with its key and the list of its backups."""
    box = box_of(survey)
    survey.box = None
    flush()
    ballots.discard(box)


def back_up(survey: Survey, holder: str) -> tuple[bytes, str]:
    """A backup file and its recovery code, for a named holder: shown once, kept nowhere."""
    hold(survey, "back up")
    return ballots.make_backup(box_of(survey), holder)


def try_backup(survey: Survey, file: bytes, code: str) -> BoxBackup:
    """The canary opens with file and code alone; only then may the survey open."""
    hold(survey, "try backup")
    return ballots.check_backup(box_of(survey), file, code)


def confirm_destroyed(survey: Survey, number: str) -> None:
    """A holder says that a backup is no more; while the answers may need it, it has to be kept."""
    hold(survey, "confirm destroyed")
    box = box_of(survey)
    if survey.stage != Stage.SCHEDULED and box.key_destroyed_at is None:
        raise Conflict("The answers are not opened yet and may still need this backup. Keep it until then.")
    found = next((each for each in queries.backups(box.code) if each.number == number), None)
    if found is None:
        raise NotThere("There is no such backup.")
    ballots.confirm_backup_destroyed(found)


def start(survey: Survey) -> None:
    """The box takes ballots from now on; its key is in its place, and a backup of it is known to work."""
    box = box_of(survey)
    if not ballot_keys.is_here(box.code):
        raise Conflict("The key of this survey is missing: put it back from its backup before you open it.")
    ballots.start(box)


def could_hand_over(survey: Survey, following: Survey) -> bool:
    """Whether the box of one could close and that of the other start, now, for all that boxes and keys say."""
    then = box_of(following)
    return (
        queries.is_ready(then.code)
        and ballot_keys.is_here(then.code)
        and not queries.awaits_carried(box_of(survey).code)
    )


def is_opened(survey: Survey) -> bool:
    """Whether the box is opened and its key destroyed; answers collected elsewhere were never in one."""
    return bool(survey.collected_elsewhere) or box_of(survey).phase in OPENED
