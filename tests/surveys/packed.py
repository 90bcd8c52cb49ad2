"""Published results with hostile words, and what is read out of the files made of them."""

import io
import re
import zipfile
from dataclasses import replace

from pypdf import PdfReader

from engage.core import outbox
from engage.surveys.queries import results
from engage.surveys.rules import Group, Questionnaire
from engage.surveys.rules.published import Audit, BlockFigures, Head
from tests.surveys import taken

SCRIPT, FORMULA, TURNED = "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "I like \u202egnihtyna\u202c here"


def hostile() -> Questionnaire:
    """The small questionnaire in words that try to be something else."""
    asked = taken.small()
    first, *rest = asked.sections
    one, two = first.questions
    first = replace(first, title=SCRIPT, questions=(replace(one, text=FORMULA), replace(two, text=TURNED)))
    return replace(asked, sections=(first, *rest), themes=(Group("work", "@SUM(1+1)", ("Q1", "Q2")),))


def mixed(n: int) -> list[dict[str, str]]:
    """n answers that are neither too few nor too alike."""
    scores = ("5", "4", "4", "3", "2", "1")
    return [{"Q1": scores[i % 6], "Q2": scores[(i * 2 + 1) % 6], "P1": "YN"[i % 2]} for i in range(n)]


def published(
    asked: Questionnaire | None = None, publish: bool = True, title: str = "Autumn survey", crowd: bool = True
) -> int:
    """A survey with results of several groups; its id."""
    if crowd:
        taken.crowd(14)
    found = taken.open_survey(asked, title=title)
    taken.cast_all(found, asked or taken.small(), mixed(40))
    taken.release_survey(found, publish)
    return found


def worked() -> None:
    """What waits is done."""
    while outbox.run_due_rows():
        pass


def opened(content: bytes) -> dict[str, bytes]:
    """The files of a zip by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def words(content: bytes) -> str:
    """What a PDF says, with runs of blanks as one."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def percents(figures: BlockFigures, head: Head) -> set[int]:
    """Every whole percent that a release tells of one group."""
    told: set[int | None] = {each.value for each in (*figures.themes, *figures.indices)}
    for item in figures.items:
        told |= {item.positive, item.neutral, item.negative, item.low, item.high, item.enps}
        told |= {share.percent for share in item.spread}
    block = head.block(figures.code)
    rate = {int(number) for number in re.findall(r"\d+", block.rate if block else "")}
    return {value for value in told if value is not None} | rate


def release(survey_id: int) -> tuple[Head, dict[str, BlockFigures]]:
    """The head and the figures of every group."""
    found = results.whole(survey_id, before_publishing=True)
    assert found is not None
    return found.head, {each.code: each for each in results.all_figures(found.release_id)}


def empty() -> Head:
    """A head that holds nothing."""
    audit = Audit(5, "", 0, 0, 0, 0, 0, 0, ())
    return Head("Survey", "1 March", "2 March", 0, (), (), (), (), (), (), (), (), audit)
