"""LimeSurvey archives for the tests."""

import io
import zipfile
from xml.sax.saxutils import escape

from tests.surveys.formats.lss import answer, question, sub, survey

TABLES = {
    "questions": [
        question(1, "L", "role", "Role?"), question(2, "M", "tools", "Tools?"), question(3, "F", "rate", "Rate"),
        question(4, "T", "why", "Why?"), question(5, "R", "rank", "Order?"), question(6, "L", "age", "Age?", other="Y"),
    ],
    "subquestions": [sub(21, 2, "a", "Axe"), sub(22, 2, "5b", "Bow"), sub(31, 3, "p", "Pay"), sub(32, 3, "q", "Quiet")],
    "answers": [
        answer(1, "x", "Manager"), answer(1, "y", "Clerk"), answer(3, "1", "Bad"), answer(3, "2", "Good"),
        answer(5, "r", "Red"), answer(5, "s", "Sand"), answer(6, "o", "Old"), answer(6, "n", "New"),
    ],
}  # fmt: skip
NAMED = {
    "id": "{n}", "token": "tok{n}", "submitdate": "2024-03-0{d} 10:11:12", "startdate": "2024-03-01 09:00:00",
    "datestamp": "2024-03-02 09:00:00", "lastpage": "3", "startlanguage": "en", "seed": "99{n}", "ipaddr": "10.0.0.{n}",
    "refurl": "https://intranet.example/{n}",
}  # fmt: skip


def response(n, **columns):
    """One row of the responses: what identifies, and answers by column."""
    named = {key: value.format(n=n, d=n % 9 + 1) for key, value in NAMED.items()}
    return named | {f"_9X1X{column}": value for column, value in columns.items()}


def lsr(rows):
    """The file of responses; what is None is left out, as LimeSurvey does."""
    lines = (
        "<row>" + "".join(f"<{k}>{escape(str(v))}</{k}>" for k, v in row.items() if v is not None) + "</row>"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Responses</LimeSurveyDocType>'
        f"<DBVersion>261</DBVersion><responses><rows>{''.join(lines)}</rows></responses></document>"
    ).encode()


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """An archive of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def lsa(rows, tables=None, **more):
    """A whole archive: survey, responses, tokens, timings."""
    members = {
        "survey_9.lss": survey(tables or TABLES),
        "survey_9_responses.lsr": lsr(rows),
        "survey_9_tokens.lst": b"<document>Amara, amara@council.example</document>",
        "survey_9_timings.lsi": b"<document/>",
    }
    return zipped(members | more)


def answered(n):
    """The columns of one plausible response."""
    return {
        "1": "xy"[n % 2], "2a": "Y" if n % 3 else "", "25b": "N", "3p": "12"[n % 2], "3q": "2", "4": f"Words of {n}",
        "51": "r", "52": "s", "6": "on"[n % 2] if n % 5 else "-oth-", "6other": f"Sage {n}",
    }  # fmt: skip
