"""Keywords of themes, and the themes that comments have by them."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from engage.core import audit, outbox
from engage.core.db import db, reading, transaction
from engage.core.errors import Invalid, NotThere
from engage.directory.models import Theme
from engage.directory.queries_themes import theme
from engage.surveys.models import CommentTheme, Survey, SurveyComment, ThemeKeyword
from engage.surveys.rules import comments as rules

AT_ONCE = 500


def keywords_held() -> Sequence[tuple[int, str]]:
    """Every keyword and its theme, of themes that are offered."""
    rows = select(ThemeKeyword.theme_id, ThemeKeyword.word).join(Theme, Theme.id == ThemeKeyword.theme_id)
    rows = rows.where(Theme.offered).order_by(ThemeKeyword.theme_id, ThemeKeyword.word)
    return [(theme_id, word) for theme_id, word in db.session.execute(rows)]


def set_keywords(theme_id: int, typed: str) -> int:
    """A theme's keywords; the worker then looks for them again. How many there are."""
    if theme(theme_id) is None:
        raise NotThere("There is no such theme.")
    words = rules.keywords(typed)
    if len(words) > rules.MOST_KEYWORDS:
        raise Invalid(f"Use at most {rules.MOST_KEYWORDS} keywords. Nothing was changed.")
    if long := [each for each in words if len(each) > rules.LONGEST_KEYWORD]:
        raise Invalid(f"“{long[0]}” is longer than {rules.LONGEST_KEYWORD} characters. Nothing was changed.")
    db.session.execute(delete(ThemeKeyword).where(ThemeKeyword.theme_id == theme_id))
    if words:
        db.session.execute(insert(ThemeKeyword), [{"theme_id": theme_id, "word": word} for word in words])
    audit.record("change keywords", "theme", theme_id, keywords=len(words))
    db.session.flush()
    count_again()
    return len(words)


def count_again() -> None:
    """Have the worker look for all keywords again."""
    outbox.enqueue("survey.themes", {})


def look_again() -> None:
    """Themes by keywords for every comment that no reviewer gave themes; how many each keyword finds."""
    with reading():
        words = keywords_held()
        surveys = db.session.scalars(select(SurveyComment.survey_id).distinct().order_by(SurveyComment.survey_id)).all()
    found: Counter[tuple[int, str]] = Counter()
    for survey_id in surveys:
        with transaction():
            found += _of_survey(survey_id, words)
    with transaction():
        for row in db.session.scalars(select(ThemeKeyword).order_by(ThemeKeyword.theme_id, ThemeKeyword.word)):
            row.found = found[(row.theme_id, row.word)]


def _of_survey(survey_id: int, words: Sequence[tuple[int, str]]) -> Counter[tuple[int, str]]:
    """Of one survey: its themes anew; its counts, of comments that are shown, only from the threshold."""
    threshold = db.session.get_one(Survey, survey_id).comment_threshold
    rows = db.session.execute(
        select(SurveyComment.id, SurveyComment.text, SurveyComment.shown, SurveyComment.themed_by_hand)
        .where(SurveyComment.survey_id == survey_id)
        .order_by(SurveyComment.id)
    ).all()
    loose = [row.id for row in rows if not row.themed_by_hand]
    for at in range(0, len(loose), AT_ONCE):
        db.session.execute(delete(CommentTheme).where(CommentTheme.comment_id.in_(loose[at : at + AT_ONCE])))
    new = [
        {"comment_id": row.id, "theme_id": each}
        for row in rows if not row.themed_by_hand
        for each in sorted(rules.themes_of(row.text, words))
    ]  # fmt: skip
    if new:
        db.session.execute(insert(CommentTheme), new)
    counts = Counter(word for row in rows if row.shown for word in words if rules.themes_of(row.text, [word]))
    return Counter({word: number for word, number in counts.items() if number >= threshold})
