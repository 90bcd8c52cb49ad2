"""LimeSurvey's letters for question types, and the options some of them bring."""

from engage.surveys.rules import Aside

YES_NO = (("Y", "Yes"), ("N", "No"))
FIXED = {
    "Y": YES_NO,
    "G": (("F", "Female"), ("M", "Male")),
    "C": (("Y", "Yes"), ("U", "Uncertain"), ("N", "No")),
    "E": (("I", "Increase"), ("S", "Same"), ("D", "Decrease")),
    "A": tuple((str(n), str(n)) for n in range(1, 6)),
    "B": tuple((str(n), str(n)) for n in range(1, 11)),
    "5": tuple((str(n), str(n)) for n in range(1, 6)),
}
NAMES = {
    "L": "list",
    "!": "list",
    "O": "list with comment",
    "M": "multiple choice",
    "P": "multiple choice with comments",
    "F": "array",
    "H": "array by column",
    "A": "array of five points",
    "B": "array of ten points",
    "C": "array yes/uncertain/no",
    "E": "array increase/same/decrease",
    "5": "five points",
    "N": "number",
    "K": "several numbers",
    "S": "short text",
    "T": "long text",
    "U": "huge text",
    "Q": "several short texts",
    "D": "date",
    "Y": "yes/no",
    "G": "gender",
    "X": "text display",
    "R": "ranking",
    "1": "array with two scales",
    ":": "array of numbers",
    ";": "array of texts",
    "I": "language switch",
    "|": "file upload",
    "*": "equation",
}
ASIDES = {
    "not applicable": Aside.NOT_APPLICABLE,
    "n/a": Aside.NOT_APPLICABLE,
    "prefer not to say": Aside.PREFER_NOT_TO_SAY,
}
# What LimeSurvey calls the choice "other" in conditions.
LS_OTHER = "-oth-"
ARRAYS = frozenset("FHABCE")
