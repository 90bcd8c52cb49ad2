"""The addresses of thanks."""

from typing import Any

from tests.factories import People
from tests.recognition import made

SIGNED_IN = """recognition.thanks_wall recognition.thanks_new recognition.thanks_give recognition.thanks_show
recognition.thanks_react recognition.thanks_take_back recognition.thanks_take_off_wall recognition.thanks_mine
recognition.thanks_print recognition.thanks_mine_csv recognition.thanks_seen recognition.thanks_preferences
recognition.thanks_save_preferences recognition.thanks_teams"""
OD = """recognition.thanks_manage recognition.thanks_settings recognition.thanks_approve
recognition.thanks_decline"""
PAGES = (
    ("Amara", "/thanks"), ("Amara", "/thanks?period=month&unit=1"), ("Amara", "/thanks/new"),
    ("Amara", "/thanks/new?to=unit:3&behaviour=1"), ("Amara", "/thanks/{thanks}"), ("Amara", "/thanks/mine"),
    ("Amara", "/thanks/mine?show=given"), ("Amara", "/thanks/mine/print"), ("Amara", "/thanks/preferences"),
    ("Femi", "/thanks/teams"), ("Chloe", "/thanks/manage/"), ("Chloe", "/guide/thanks"),
)  # fmt: skip
ELSEWHERE = {"recognition.thanks_mine_csv": "a download"}


def scene(people: People) -> dict[str, Any]:
    """A thank-you of Esi's to Amara."""
    return {"recognition.thanks_id": made.thanks(people.esi, [people.amara])}


def browser_scene(as_: Any) -> dict[str, Any]:
    """The newest thank-you that Amara received."""
    amara = as_("Amara")
    amara.goto("/thanks/mine")
    title = amara.locator(".engage-thanks .engage-card__title a").first
    return {"thanks": (title.get_attribute("href") or "").rsplit("/", 1)[1]}
