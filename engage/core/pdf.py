"""Printed things: accessible PDFs (PDF/UA-1) out of a template in templates/pdf/ and plain values."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from flask import current_app

from engage.config import ROOT
from engage.core.assets import BUILD

TEMPLATES = ROOT / "templates" / "pdf"
# No font that prints here has them, and PDF/UA-1 allows no letter without a shape.
PICTURES = re.compile("[\U0001f000-\U0001faff\U000e0020-\U000e007f\u200d\ufe0e\ufe0f\u20e3]+")
STANDARD = "PDF/UA-1 error"
# How the compiler names a character that no typeface has.
UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_UNKNOWN = 60


def make(
    template: str,
    title: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None = None,
    strict: bool = False,
) -> bytes:
    """The document as PDF/UA-1. Words travel as values and never become markup; emoji are left out.

    template: a file of templates/pdf/; it reads `sys.inputs.title` and `json(bytes(sys.inputs.data))`. pictures:
    files it may show, by name (logo.png, code.svg). Where a letter has no shape in any font (Chinese, for example) it
    is still made, tagged, but does not claim the standard, unless that is `strict`. Raises typst.TypstError where the
    template is wrong, or the standard is not kept and has to be.
    """
    with TemporaryDirectory() as folder:
        room = Path(folder)
        for each in TEMPLATES.glob("*.typ"):
            (room / each.name).write_bytes(each.read_bytes())
        for name, content in (pictures or {}).items():
            (room / Path(name).name).write_bytes(content)
        organisation = current_app.extensions["settings"].organisation
        inputs = {"title": _shown(title), "organisation": organisation, "data": json.dumps(_shown(data))}
        try:
            return _compiled(room / template, inputs, accessible=True)
        except typst.TypstError as error:
            if strict or STANDARD not in str(error):
                raise
            return _compiled(room / template, inputs, accessible=False)


def _compiled(template: Path, inputs: Mapping[str, str], accessible: bool) -> bytes:
    made: bytes = typst.compile(
        str(template), root=str(template.parent), font_paths=[str(BUILD)] if BUILD.is_dir() else [],
        ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"] if accessible else [], sys_inputs=dict(inputs),
    )  # fmt: skip
    return made


def _shown(value: Any) -> Any:
    """The same without what has no shape."""
    if isinstance(value, str):
        return PICTURES.sub("", value)
    if isinstance(value, Mapping):
        return {name: _shown(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(each) for each in value]
    return value


def missing(texts: Iterable[str]) -> frozenset[str]:
    """The characters of these texts that no typeface here has: with one of them no document keeps the standard.

    Latin letters up to Latin Extended-A are there. The others are tried, in one go for each that is missing. Emoji,
    which `make` leaves out, are not counted.
    """
    wanted = sorted(
        {each for text in texts for each in PICTURES.sub("", text) if ord(each) > 0x17F and not each.isspace()}
    )
    found: set[str] = set()
    while left := [each for each in wanted if each not in found]:
        try:
            make("glyphs.typ", "Characters", {"characters": left}, strict=True)
            break
        except typst.TypstError as error:
            named = UNKNOWN.search(str(error))
            spelt = ESCAPED.sub(lambda code: chr(int(code[1], 16)), named[1]) if named else ""
            more = set(spelt) & set(left)
            # A text of a script that is missing altogether would take as many tries as it has letters.
            found |= more if more and len(found) < MOST_UNKNOWN else set(left)
    return frozenset(found)
