"""The addresses of running award rounds, and of what all staff see of them."""

from typing import Any

from engage.core.db import db
from engage.recognition.models import AwardCategory, AwardRound
from tests.factories import People
from tests.recognition import made

SIGNED_IN = "recognition.awards recognition.award_round recognition.award_category"
OD = """recognition.award_manage recognition.award_scheme_new recognition.award_scheme_create recognition.award_scheme
recognition.award_scheme_save recognition.award_round_create recognition.award_round_manage recognition.award_ready
recognition.award_open recognition.award_close recognition.award_extend recognition.award_delete
recognition.award_settings recognition.award_settings_save recognition.award_scale recognition.award_scale_save
recognition.award_category_new recognition.award_category_add recognition.award_category_edit
recognition.award_category_save recognition.award_category_move recognition.award_category_delete
recognition.award_criterion_new recognition.award_criterion_add recognition.award_criterion_edit
recognition.award_criterion_save recognition.award_criterion_move recognition.award_criterion_delete"""
MANAGE = "/awards/manage/"
# Of the demonstration: 1 is last year's, 2 is open, 3 is closed; the draft is made by browser_scene.
PAGES = (
    ("Amara", "/awards/"), ("Amara", "/awards/2/"), ("Amara", "/awards/2/categories/8"), ("Femi", "/awards/"),
    ("Chloe", MANAGE), ("Chloe", f"{MANAGE}schemes/new"), ("Chloe", f"{MANAGE}schemes/1"), ("Chloe", f"{MANAGE}2/"),
    ("Chloe", f"{MANAGE}3/"), ("Chloe", MANAGE + "{award_draft}/"), ("Chloe", MANAGE + "{award_draft}/ready"),
    ("Chloe", MANAGE + "{award_draft}/settings"), ("Chloe", MANAGE + "{award_draft}/scale"),
    ("Chloe", MANAGE + "{award_draft}/categories/new"),
    ("Chloe", MANAGE + "{award_draft}/categories/{award_draft_category}"),
    ("Chloe", MANAGE + "{award_draft}/categories/{award_draft_category}/criteria/new"),
    ("Chloe", MANAGE + "{award_draft}/categories/{award_draft_category}/criteria/{award_draft_criterion}"),
    ("Chloe", "/guide/award-rounds"),
)  # fmt: skip
ELSEWHERE: dict[str, str] = {}


def scene(people: People) -> dict[str, Any]:
    """An open round with a nomination of Amara's, which Femi seconds and Bryn is asked about."""
    round_id = made.award_round(seconded=True, asks_manager=True)
    category = db.session.get_one(AwardCategory, made.categories_of(round_id)[0])
    scheme = db.session.get_one(AwardRound, round_id).scheme_id
    return {"recognition.round_id": round_id, "recognition.category_id": category.id,
            "recognition.criterion_id": category.criteria[0].id, "recognition.scheme_id": scheme}  # fmt: skip


def browser_scene(as_: Any) -> dict[str, Any]:
    """A draft of Chloe's that begins with last year's categories."""
    chloe = as_("Chloe")
    chloe.goto(f"{MANAGE}schemes/1")
    chloe.get_by_label("What is the new round called?").fill("Staff awards 2028")
    chloe.get_by_role("button", name="Make the round").click()
    chloe.wait_for_url("**/settings")
    draft = chloe.url.split("/")[-2]
    chloe.goto(f"{MANAGE}{draft}/")
    chloe.locator("a[href*='/categories/']").first.click()
    chloe.wait_for_url("**/categories/*")
    category = chloe.url.rsplit("/", 1)[1]
    chloe.locator("a[href*='/criteria/']").first.click()
    chloe.wait_for_url("**/criteria/*")
    return {"award_draft": draft, "award_draft_category": category,
            "award_draft_criterion": chloe.url.rsplit("/", 1)[1]}  # fmt: skip
