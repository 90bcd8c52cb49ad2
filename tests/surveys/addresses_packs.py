"""Addresses of files made of published results."""

from typing import Any

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import packs
from engage.surveys.models import Release
from engage.surveys.rules.packs import Kind

SIGNED_IN = "surveys.results_pdf"
OD = "surveys.packs surveys.make_pack surveys.pack_file surveys.drop_pack"
PAGES = (("Chloe", "/surveys/manage/2/packs"),)
ELSEWHERE = {"surveys.results_pdf": "a download", "surveys.pack_file": "a download"}


def scene(_people: Any) -> dict[str, Any]:
    """The zip of all groups, of the results that were published first."""
    seen = select(Release.survey_id).where(Release.withdrawn_at.is_(None), Release.published_at.is_not(None))
    with transaction():
        survey_id = db.session.scalars(seen.order_by(Release.id)).first()
        assert survey_id
        pack_id = packs.ask(survey_id, Kind.ALL, clock.now()).id
    packs.make(pack_id)
    return {"pack_id": pack_id}
