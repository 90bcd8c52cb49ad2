"""LimeSurvey files for the tests, written in either layout from one description."""

from xml.sax.saxutils import escape

from engage.surveys.formats import BadFile, read

TEXTS = {
    "questions": ("question_l10ns", "qid", ("question", "help")),
    "subquestions": ("question_l10ns", "qid", ("question", "help")),
    "answers": ("answer_l10ns", "aid", ("answer",)),
    "groups": ("group_l10ns", "gid", ("group_name", "description")),
}


def question(qid, type_, title, text, **more):
    """A row of the questions table."""
    row = {"qid": qid, "parent_qid": 0, "gid": 1, "type": type_, "title": title, "question": text}
    return row | {"other": "N", "mandatory": "N", "question_order": qid, "relevance": "1"} | more


def sub(qid, parent, title, text):
    """A row of the subquestions table."""
    return {"qid": qid, "parent_qid": parent, "title": title, "question": text, "question_order": qid}


def answer(qid, code, text, order=0, points=0):
    """A row of the answers table."""
    return {
        "qid": qid,
        "code": code,
        "answer": text,
        "sortorder": order,
        "assessment_value": points,
        "scale_id": 0,
    }


def condition(cid, qid, cqid, value, **more):
    """A row of the conditions table."""
    row = {"cid": cid, "qid": qid, "cqid": cqid, "cfieldname": f"9X1X{cqid}", "method": "=="}
    return row | {"value": value, "scenario": 1} | more


def _table(name, rows):
    def written(row):
        return "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in row.items())

    made = [f"<row>{written(row)}</row>" for row in rows]
    return f"<{name}>\n<rows>\n" + "\n".join(made) + f"\n</rows>\n</{name}>\n"


def earlier(tables, language):
    """Texts in the rows, a row for each language."""
    spoken = {"language": language}
    return {name: [row | spoken if name in TEXTS else row for row in rows] for name, rows in tables.items()}


def later(tables, language):
    """Texts in tables of their own, by id, with a second language beside."""
    made = {}
    for name, rows in tables.items():
        if name not in TEXTS:
            made[name] = rows
            continue
        table, key, texts = TEXTS[name]
        kept = []
        for place, row in enumerate(rows):
            row = {key: 1000 + place} | row if key == "aid" else row
            found = {text: row[text] for text in texts if text in row}
            kept.append({field: value for field, value in row.items() if field not in texts})
            made.setdefault(table, []).append({key: row[key], **found, "language": language})
            made[table].append({key: row[key], **dict.fromkeys(found, "anders"), "language": "de"})
        made[name] = kept
    return made


def survey(tables, layout=earlier, language="en", **survey_row):
    """The bytes of a survey file."""
    tables = {"groups": [{"gid": 1, "group_name": "First page", "description": "", "group_order": 0}]} | tables
    version = 261 if layout is earlier else 640
    languages = "<language>en</language>" + ("<language>de</language>" if layout is later else "")
    body = "".join(_table(name, rows) for name, rows in layout(tables, language).items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document>\n<LimeSurveyDocType>Survey</LimeSurveyDocType>\n'
        f"<DBVersion>{version}</DBVersion>\n<languages>{languages}</languages>\n{body}"
        + _table("surveys", [{"sid": 9, "language": language, **survey_row}])
        + "</document>\n"
    ).encode()


def outcome(data, name="s.lss"):
    """What reading gives: an import, or the one error it may raise."""
    try:
        return read(name, data)
    except BadFile as error:
        return error
