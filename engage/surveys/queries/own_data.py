"""What the surveys hold about one person, for their own copy; never an answer, which is held without a name."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.own_data import WHO, Held, each_of, rows_of
from engage.surveys.models import (
    CommentReviewer,
    Invitation,
    PulseAsked,
    PulseSeries,
    Quotation,
    ResultTalk,
    Survey,
    SurveyBounce,
    SurveyComment,
    SurveyLeftOut,
)

WHY = (
    "So that each person is asked, and takes part once. No date or time is held, and no page shows anybody but you "
    "whether you took part. Deleted with the answers, the months after the close that each survey promised. "
    "Your answers are not held about you: they lie in a database of their own, without your name. Nor are comments: "
    "nothing says whose they are."
)
REVIEWS = (
    "So that you can review the comments of these surveys. What you decided about which comment is held nowhere. "
    "Deleted with the comments."
)
QUOTES = "So that no quotation is shown that one person alone chose. Deleted with the comments."

WHY_LEFT_OUT = (
    "The OD team listed you, by your employee number, among those whom this survey is not to ask, for example because "
    "you are away for long. Deleted when the survey opens."
)

ASKED = (
    select(Survey.title, Invitation.group_code, Invitation.taken_part, Invitation.channel, SurveyBounce.person_id)
    .join(Survey, Survey.id == Invitation.survey_id)
    .outerjoin(
        SurveyBounce,
        (SurveyBounce.survey_id == Invitation.survey_id) & (SurveyBounce.person_id == Invitation.person_id),
    )
    .where(Invitation.person_id == WHO)
    .order_by(Survey.id)
)

LEFT_OUT = (
    select(Survey.title)
    .join(SurveyLeftOut, SurveyLeftOut.survey_id == Survey.id)
    .where(SurveyLeftOut.person_id == WHO)
    .order_by(Survey.id)
)


PULSE_WHY = (
    "So that a short survey which goes round asks nobody twice before everybody was asked once. It says that you were "
    "asked, not whether you took part. Deleted when everybody has been asked once, or when the series is stopped."
)
IN_TURN = (
    select(PulseSeries.title, PulseAsked.round)
    .join(PulseSeries, PulseSeries.id == PulseAsked.series_id)
    .where(PulseAsked.person_id == WHO)
    .order_by(PulseSeries.id, PulseAsked.round)
)
REVIEWED = (
    select(Survey.title)
    .join(CommentReviewer, CommentReviewer.survey_id == Survey.id)
    .where(CommentReviewer.person_id == WHO)
    .order_by(Survey.id)
)
QUOTED = (
    select(Survey.title, Quotation.asked_by_id == WHO)
    .join(SurveyComment, SurveyComment.survey_id == Survey.id)
    .join(Quotation, Quotation.comment_id == SurveyComment.id)
    .where((Quotation.asked_by_id == WHO) | (Quotation.approved_by_id == WHO))
    .order_by(Quotation.id)
)

TALKED = (
    select(Survey.title, ResultTalk.code, ResultTalk.held_on, ResultTalk.agreed)
    .join(Survey, Survey.id == ResultTalk.survey_id)
    .where(ResultTalk.said_by_id == WHO)
    .order_by(ResultTalk.id)
)
TALKED_WHY = (
    "So that a team, and the OD team, know that its results were talked about. Deleted three years after the "
    "conversation."
)


def held(person_id: int) -> Sequence[Held]:
    """The surveys that ask them or are to leave them out, series, what they review, quoted and said: six statements."""
    found = [
        {
            "survey": title,
            "counted under": code,
            "took part": taken_part,
            "asked by": channel,
            "the invitation did not reach you": bounced is not None,
        }
        for title, code, taken_part, channel, bounced in rows_of(ASKED, person_id)
    ]
    left_out = [{"survey": title} for (title,) in rows_of(LEFT_OUT, person_id)]
    turns = [{"series": title, "round": number} for title, number in rows_of(IN_TURN, person_id)]
    reviews = [{"survey": title} for title in each_of(REVIEWED, person_id)]
    quotes = [
        {"survey": title, "what you did": "proposed it" if asked else "agreed to it"}
        for title, asked in rows_of(QUOTED, person_id)
    ]
    talks = [
        {"survey": title, "group": code, "talked on": day.isoformat(), "agreed": agreed or None}
        for title, code, day, agreed in rows_of(TALKED, person_id)
    ]
    return (
        Held("Surveys that asked you", WHY, found, private=True),
        Held("Surveys in preparation that leave you out", WHY_LEFT_OUT, left_out, private=True),
        Held("Pulse series whose turn came to you", PULSE_WHY, turns, private=True),
        Held("Surveys whose comments you review", REVIEWS, reviews),
        Held("Quotations of surveys that you proposed or agreed to", QUOTES, quotes),
        Held("Teams of which you said that they talked about their results", TALKED_WHY, talks, others=("agreed",)),
    )
