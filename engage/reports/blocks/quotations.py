"""Words of staff out of surveys: what two people agreed to quote, of surveys that closed in the period."""

from flask import url_for

from engage.reports.rules.figures import Asked, Block, Evidence, Sentence, at_most, never
from engage.surveys.queries.comments_quoted import Quoted, in_period

NAME, TITLE, BY_DIRECTORATE = "quotations", "In colleagues’ words", False
ABOUT = "Quotations out of survey comments that two people agreed to, of surveys that closed in the period."
MOST = 10


def block(asked: Asked) -> Block:
    """Each quotation with its question, and where it stands."""
    found = in_period(asked.period.first, asked.period.last)
    everywhere = Evidence(url_for("surveys.index"), "Surveys and their results")
    if not found:
        return Block(NAME, TITLE, (Sentence("Nothing is quoted out of surveys of this period.", everywhere),))
    note = "Quotations are chosen: they do not tell how many think so."
    return Block(NAME, TITLE, at_most(MOST, found, _said, everywhere, never), (), note)


def _said(each: Quoted) -> Sentence:
    evidence = Evidence(url_for("surveys.quotations", survey_id=each.survey_id), f"Quotations of {each.title}")
    return Sentence(f"Asked “{each.asked}”, a colleague wrote: “{each.words}”", evidence)
