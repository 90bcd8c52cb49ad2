"""Printed things: accessible PDFs (PDF/UA-1) out of a template in templates/pdf/ and plain values."""

import json
import re
from collections.abc import Mapping
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


def make(template: str, title: str, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The document as PDF/UA-1. Words travel as values and never become markup; emoji are left out.

    template: a file of templates/pdf/; it reads `sys.inputs.title` and `json(bytes(sys.inputs.data))`. pictures:
    files it may show, by name (logo.png, code.svg). Where a letter has no shape in any font (Chinese, for example) it
    is still made, tagged, but does not claim the standard. Raises typst.TypstError where the template is wrong.
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
            if STANDARD not in str(error):
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
