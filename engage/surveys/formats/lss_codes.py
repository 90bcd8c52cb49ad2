"""What LimeSurvey calls our questions: short codes of letters and digits, and fields in expressions."""

from collections.abc import Mapping, Sequence

from engage.surveys.formats.expressions_out import Field, Written, alternatives, quoted
from engage.surveys.formats.lss_types import LS_OTHER
from engage.surveys.rules import OTHER, Comparison, Kind, Operator, Option, Question, row_field
from engage.surveys.rules.questionnaire import NPS_OPTIONS

LONGEST_TITLE, LONGEST_SUB, LONGEST_ANSWER = 20, 20, 5
TYPES = {
    Kind.SCALE: "L",
    Kind.SINGLE: "L",
    Kind.NPS: "L",
    Kind.MULTIPLE: "M",
    Kind.GRID: "F",
    Kind.RANKING: "R",
    Kind.NUMBER: "N",
    Kind.DATE: "D",
    Kind.SHORT_TEXT: "S",
    Kind.LONG_TEXT: "T",
}


def shortened(codes: Sequence[str], longest: int, letter: str, reserved: frozenset[str] = frozenset()) -> list[str]:
    """A code for each of ours: itself where LimeSurvey takes it, else the letter and its place."""
    made: list[str] = []
    fit = {code.lower() for code in codes if _fits(code, longest)}
    taken = set(reserved)
    for place, code in enumerate(codes, 1):
        short = code if _fits(code, longest) and code.lower() not in taken else f"{letter}{place}"
        while short.lower() in taken or (short != code and short.lower() in fit):
            place += len(codes)
            short = f"{letter}{place}"
        taken.add(short.lower())
        made.append(short)
    return made


def _fits(code: str, longest: int) -> bool:
    return code.isascii() and code.isalnum() and len(code) <= longest


def titles(codes: Sequence[str]) -> dict[str, str]:
    """A title for each question's code: these begin with a letter, and one is kept free for comments."""
    kept = [code if code[0].isalpha() and len(code) <= LONGEST_TITLE - 7 else "-" for code in codes]
    return dict(zip(codes, shortened(kept, LONGEST_TITLE, "Q"), strict=True))


def shown(question: Question) -> tuple[Option, ...]:
    """The answers to write: those of the question, and 0 to 10 where the kind brings them."""
    return NPS_OPTIONS + question.options if question.kind is Kind.NPS else question.options


def answer_codes(question: Question) -> list[str]:
    """Codes of the answers table, in the order of `shown`; none where boxes or texts are asked."""
    if TYPES[question.kind] not in "LFR":
        return []
    return shortened([option.code for option in shown(question)], LONGEST_ANSWER, "A")


def sub_codes(question: Question) -> list[str]:
    """Codes of the subquestions: boxes of a multiple choice, lines of a grid."""
    if question.kind is Kind.MULTIPLE:
        codes = [option.code for option in question.options]
    else:
        codes = [row.code for row in question.rows] if question.kind is Kind.GRID else []
    return shortened(codes, LONGEST_SUB, "SQ", frozenset({"other", "comment"}))


def fields_of(title: str, question: Question) -> dict[str, Field]:
    """The question's items as fields of LimeSurvey's expressions."""
    answers = {option.code: code for option, code in zip(shown(question), answer_codes(question), strict=False)}
    if question.kind is Kind.GRID:
        lines = zip(question.rows, sub_codes(question), strict=True)
        return {row_field(question, row): Field(f"{title}_{sub}", Kind.SINGLE, answers) for row, sub in lines}
    if question.kind is Kind.MULTIPLE:
        answers = {option.code: sub for option, sub in zip(question.options, sub_codes(question), strict=True)}
        answers |= {OTHER: "other"} if question.has_other else {}
    elif question.has_other:
        answers[OTHER] = LS_OTHER
    return {question.code: Field(title, question.kind, answers)}


def expressions(fields: Mapping[str, Field]) -> Written:
    """Comparisons as LimeSurvey writes them: Q1.NAOK == "a", Q1_box.NAOK == "Y"."""

    def one(comparison: Comparison) -> str:
        field = fields.get(comparison.item, Field(comparison.item, Kind.SINGLE, {}))
        if field.kind is Kind.MULTIPLE:
            return _boxes(field, comparison)
        if field.kind is Kind.RANKING:
            return _ranks(field, comparison)
        if comparison.operator is Operator.ANSWERED:
            return f"!is_empty({field.name}.NAOK)"
        sign = "!=" if comparison.operator is Operator.NOT_EQUALS else "=="
        return alternatives(
            [f"{field.name}.NAOK {sign} {_value(field, value)}" for value in comparison.values] or ["0"]
        )

    return one


def _value(field: Field, value: str) -> str:
    return quoted(field.choice(value)) if '"' in field.choice(value) else f'"{field.choice(value)}"'


def _box(field: Field, code: str, ticked: bool) -> str:
    sub = field.choice(code)
    if code == OTHER:
        return f"{'!' if ticked else ''}is_empty({field.name}_{sub}.NAOK)"
    return f'{field.name}_{sub}.NAOK {"==" if ticked else "!="} "Y"'


def _boxes(field: Field, comparison: Comparison) -> str:
    if comparison.operator is Operator.NOT_EQUALS:
        return _every([_box(field, value, ticked=False) for value in comparison.values])
    values = tuple(field.choices) if comparison.operator is Operator.ANSWERED else comparison.values
    return alternatives([_box(field, value, ticked=True) for value in values] or ["0"])


def _ranks(field: Field, comparison: Comparison) -> str:
    """Whether an answer stands at any rank."""
    places = range(1, len(field.choices) + 1)
    if comparison.operator is Operator.ANSWERED:
        return f"!is_empty({field.name}_1.NAOK)"
    unlike = comparison.operator is Operator.NOT_EQUALS
    parts = [
        f"{field.name}_{place}.NAOK {'!=' if unlike else '=='} {_value(field, value)}"
        for value in comparison.values
        for place in places
    ]
    return _every(parts) if unlike else alternatives(parts or ["0"])


def _every(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})" if parts else "1"
