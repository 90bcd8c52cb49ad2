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

TEMPLATES = ROOT / "templates" / "pdf"
# How the compiler names a character that no typeface has.
UNKNOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST_UNKNOWN = 60


def make(template: str, title: str, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The document as PDF/UA-1. Words travel as values and never become markup.

    template: a file of templates/pdf/; it reads `sys.inputs.title` and `json(bytes(sys.inputs.data))`. pictures:
    files it may show, by name (logo.png, code.svg). Raises typst.TypstError where the template itself is wrong.
    """
    with TemporaryDirectory() as folder:
        room = Path(folder)
        for each in TEMPLATES.glob("*.typ"):
            (room / each.name).write_bytes(each.read_bytes())
        for name, content in (pictures or {}).items():
            (room / Path(name).name).write_bytes(content)
        organisation = current_app.extensions["settings"].organisation
        made: bytes = typst.compile(
            str(room / template), root=str(room), ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"],
            sys_inputs={"title": title, "organisation": organisation, "data": json.dumps(data)},
        )  # fmt: skip
        return made


def missing(texts: Iterable[str]) -> frozenset[str]:
    """The characters of these texts that no typeface here has: a document with one of them cannot be made.

    Latin letters up to Latin Extended-A are there. The others are tried, in one go for each that is missing.
    """
    wanted = sorted({each for text in texts for each in text if ord(each) > 0x17F and not each.isspace()})
    found: set[str] = set()
    while left := [each for each in wanted if each not in found]:
        try:
            make("glyphs.typ", "Characters", {"characters": left})
            break
        except typst.TypstError as error:
            named = UNKNOWN.search(str(error))
            spelt = ESCAPED.sub(lambda code: chr(int(code[1], 16)), named[1]) if named else ""
            more = set(spelt) & set(left)
            # A text of a script that is missing altogether would take as many tries as it has letters.
            found |= more if more and len(found) < MOST_UNKNOWN else set(left)
    return frozenset(found)
