"""What the words of real frameworks mean: known audiences and levels, told from what a council wrote."""

import re

from engage.values.rules.framework import AudienceKind, LevelKind, same

# "managers (as above, plus)", "managers, as above, plus", "leaders – as above plus": the rest is the audience.
AS_ABOVE = re.compile(r"\W*\bas above\b[\s,]*(plus|and|and also)?\W*\Z")
AUDIENCES = {
    AudienceKind.EVERYONE: (
        "everyone", "everybody", "all", "all staff", "all employees", "all colleagues", "all our people", "staff",
        "employee", "employees", "colleagues", "our people", "individual", "individuals", "team members",
    ),
    AudienceKind.MANAGERS: (
        "manager", "managers", "all managers", "line manager", "line managers", "people managers", "team leader",
        "team leaders", "supervisors", "managers and supervisors", "team managers", "middle managers",
    ),
    AudienceKind.LEADERS: (
        "leader", "leaders", "all leaders", "senior leaders", "leadership", "senior managers", "heads of service",
        "head of service", "directors", "director", "executive", "chief officers", "senior leadership team",
    ),
}  # fmt: skip
GRADE = re.compile(r"(grades?|bands?|levels?|scales?|spinal points?|tiers?)\b\s*\w.*")
LEVELS = {
    LevelKind.POSITIVE: (
        "positive", "good", "great", "expected", "outstanding", "excellent", "exceptional", "effective", "strong",
        "wanted", "we do", "do", "what good looks like", "what great looks like", "what we want to see",
        "what we like to see", "demonstrated", "role model", "high",
    ),
    LevelKind.NEGATIVE: (
        "negative", "not wanted", "unwanted", "low", "poor", "below expected", "needs work", "ineffective",
        "we don't", "don't", "not acceptable", "unacceptable", "what we don't want to see",
        "what we do not want to see", "not demonstrated",
        "contra-indicators", "what it is not", "avoid",
    ),
    LevelKind.OFFERED: (
        "what you can expect", "you can expect", "what you can expect from us", "what we offer", "we offer",
        "we will", "our promise", "our promise to you", "what we promise", "our commitment to you",
    ),
    LevelKind.ASKED: (
        "what we expect of you", "what we expect from you", "we expect", "what we expect", "what we ask of you",
        "we ask", "you will", "your promise", "your commitment", "your commitment to us",
    ),
}  # fmt: skip
_AUDIENCE = {word: kind for kind, words in AUDIENCES.items() for word in words}
_LEVEL = {word: kind for kind, words in LEVELS.items() for word in words}


def plain_audience(name: str) -> str:
    """The audience itself: "managers" of "managers (as above, plus)"."""
    return AS_ABOVE.sub("", same(name)).strip()


def audience_kind(name: str) -> AudienceKind | None:
    """Whom the words mean, or None where they are not known."""
    plain = plain_audience(name)
    if GRADE.fullmatch(plain):
        return AudienceKind.GRADE
    return _AUDIENCE.get(plain)


def level_kind(name: str) -> LevelKind:
    """What a level's word means; a word that is not known says neither good nor bad."""
    return _LEVEL.get(same(name).replace("’", "'").rstrip(".:"), LevelKind.NEUTRAL)
