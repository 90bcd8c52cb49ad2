"""The addresses from decided to certificates."""

import re
from typing import Any

from engage.recognition.rules.rounds import Outcome, RoundStage
from tests.recognition import made, outcome_made

SIGNED_IN = "recognition.winners recognition.past_winners"
OD = """recognition.outcomes recognition.outcome recognition.outcome_dates recognition.outcome_announce
recognition.outcome_citation recognition.outcome_save_citation recognition.prizes recognition.add_prize
recognition.drop_prize recognition.payroll_csv recognition.costs recognition.add_cost recognition.drop_cost
recognition.cost_summary recognition.cost_summary_csv recognition.printing recognition.print_batch recognition.batch
recognition.batch_file recognition.drop_batch recognition.letterhead recognition.save_letterhead recognition.save_logo
recognition.drop_logo recognition.letterhead_preview recognition.ceremony recognition.ceremony_paper
recognition.ceremony_csv recognition.manage_past recognition.add_past recognition.add_past_file
recognition.take_out_past recognition.long_service recognition.mark_service recognition.print_service"""
PAGES: tuple[tuple[str, str], ...] = (
    ("Amara", "/awards/past-winners/"), ("Chloe", "/awards/manage/outcomes/"),
    ("Chloe", "/awards/manage/letterhead"), ("Chloe", "/awards/manage/past-winners/"),
    ("Chloe", "/awards/manage/cost-summary"), ("Chloe", "/awards/long-service/"),
    ("Chloe", "/awards/manage/prints/{service_batch}/"), ("Amara", "/awards/1/winners"),
    ("Chloe", "/awards/manage/1/outcome/"), ("Chloe", "/awards/manage/1/prizes/"), ("Chloe", "/awards/manage/1/costs/"),
    ("Chloe", "/awards/manage/1/print"), ("Chloe", "/awards/manage/1/ceremony/"),
    ("Chloe", "/awards/manage/1/ceremony/paper"), ("Chloe", "/awards/manage/1/outcome/{won}"),
)  # fmt: skip
ELSEWHERE = {
    "recognition.payroll_csv": "a download", "recognition.cost_summary_csv": "a download",
    "recognition.ceremony_csv": "a download", "recognition.batch_file": "a download",
    "recognition.letterhead_preview": "a download",
}  # fmt: skip


def scene(people: Any) -> dict[str, Any]:
    """An announced round that Amara won, with a prize, a cost and a batch."""
    round_id = made.award_round(RoundStage.DECIDED)
    entry = made.entry(made.categories_of(round_id)[0], people.amara, people.esi, outcome=Outcome.WINNER)
    prize, cost = outcome_made.prize(round_id, entry), outcome_made.cost(round_id)
    outcome_made.announced(round_id)
    return {
        "recognition.round_id": round_id,
        "recognition.nomination_id": entry,
        "recognition.prize_id": prize,
        "recognition.cost_id": cost,
        "recognition.batch_id": outcome_made.batch(round_id, people.chloe),
        "recognition.winner_id": 1,
        "recognition.sort": "letter",
    }


def browser_scene(as_: Any) -> dict[str, Any]:
    """A batch of long service certificates, and an entry that won."""
    chloe = as_("Chloe")
    chloe.goto("/awards/long-service/")
    chloe.get_by_role("button", name="Print certificates for all of them").click()
    chloe.wait_for_url("**/prints/*/")
    found = re.search(r"/prints/(\d+)/", chloe.url)
    assert found
    chloe.goto("/awards/manage/1/nominations")
    links = chloe.locator("main a[href*='/nominations/']").evaluate_all("all => all.map(each => each.href)")
    entries = [link.rstrip("/").rsplit("/", 1)[1] for link in links if re.search(r"/nominations/\d+$", link)]
    won = next(each for each in entries if chloe.request.get(f"/awards/manage/1/outcome/{each}").ok)
    return {"service_batch": found[1], "won": won}
