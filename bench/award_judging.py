"""Judging in the whole award round: a panel for every category, its scores, and what is decided by them."""

import re

from playwright.sync_api import Page, expect
from sqlalchemy import select

from bench import award_checks as checks
from bench import award_data as data
from bench.award_browser import Stage, confirm, fill, find, follow, press, said
from engage.core.db import db
from engage.recognition.models import Assignment, AwardRound, Judge
from engage.recognition.queries import judging_scores
from engage.recognition.rules.panels import JudgingStage

TITLE = "Pride of the council 2027"
JUDGES, FINAL_JUDGES, EACH = 30, 12, 3


class Judging:
    """One run: who plays, and the numbers that addresses are made of."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.app, self.step = stage, stage.app, stage.told.step
        self.who, self.truth = data.cast(stage.app), data.Truth()
        with self.step("Chloe, Amara and Bryn sign in"):
            self.chloe, self.amara, self.bryn = (stage.sign_in(name) for name in ("Chloe", "Amara", "Bryn"))
        self.id = self.panel = 0

    @property
    def home(self) -> str:
        """The round as Chloe manages it."""
        return f"/awards/manage/{self.id}/"

    @property
    def panel_home(self) -> str:
        """The panel that judges now."""
        return f"{self.home}judging/panels/{self.panel}/"

    def shortlisted(self) -> None:
        """Thirty judges, one of whom drops out."""
        self.panel_made(JudgingStage.SHORTLIST, JUDGES)
        self.judged()
        self.decided(JudgingStage.SHORTLIST)

    def panel_made(self, stage: JudgingStage, many: int) -> None:
        """A panel of every category: two judges found by typing, the others added; declared; shared out."""
        page, first = self.chloe, stage == JudgingStage.SHORTLIST
        own = [self.who.bryn] if first else []
        people = data.judges(self.who, many - len(own), own, data.SEED + many)
        typed = [*own, people.pop()][: 2 if first else 1]
        with self.step(f"{stage} panel: all categories, {len(typed)} judges found by typing"):
            page.goto(f"{self.home}judging/")
            follow(page, f"Make a panel for the {stage}")
            fill(page, name=f"The {stage} panel")
            press(page, "Make the panel")
            said(page, "Next: choose its judges.")
            self.panel = int(re.findall(r"/panels/(\d+)/", page.url)[0])
            for person in typed:
                name = self.who.names[person]
                page.locator("#q").fill("")
                find(page, name.lower(), name, "checkbox")
            press(page, "Add them to the panel")
            said(page, "added.")
        with self.step(f"{len(people)} more judges, and {many - len(own)} declare their ties", "action"):
            data.add_judges(self.app, self.panel, people)
            data.declare(self.app, self.panel, self.who.bryn)
        if first:
            self._bryn_declares()
        self._shared_out()

    def _bryn_declares(self) -> None:
        page = self.bryn
        self.stage.pages(page, [("a judge declares ties", f"/awards/judging/panels/{self.panel}/declare")])
        with self.step("Bryn declares a tie") as note:
            page.goto("/")
            follow(page, "Declare your ties")
            names = [each.splitlines()[0] for each in page.locator(".engage-declare label").all_inner_texts()]
            note.append(f"{len(names)} entries on the list, {sum(', ' in each for each in names)} by name and unit")
            page.locator("[name=answer]").last.check()
            page.locator("[name=entry]").first.check()
            fill(page, why="We were at school together.")
            press(page, "Declare")
            said(page, "Your declaration is kept")

    def _shared_out(self) -> None:
        page = self.chloe
        with self.step("the entries are shared out") as note:
            page.goto(self.panel_home)
            confirm(page, "Share out the entries", "Share out the entries")
            said(page, "The entries are shared out.")
            expect(page.locator("#lacking")).to_have_count(0)
            note.append("nobody lacks a judge")
        with self.step("nobody has an entry of their own side; each has 3 judges", "checked") as note:
            found = checks.shared_fairly(self.app, self.panel, EACH)
            reasons = ", ".join(f"{many} {name.replace('_', ' ')}" for name, many in found.exclusions.items())
            note += [
                f"{found.entries} entries",
                f"loads {found.least} to {found.most}",
                f"ties kept: {reasons}",
                f"the same {found.barred} pairs are barred by the plain check",
            ]

    def judged(self) -> None:
        """Part is scored, Bryn acts, somebody drops out, the rest is scored, the panel is closed."""
        with self.step("40% scored", "action") as note:
            note.append(f"{data.score(self.app, self.panel, self.truth, 0.4, self.who.bryn)} entries")
        with self.step("Bryn scores two entries and abstains from one"):
            self._bryn_judges()
        self.stage.pages(self.chloe, [
            ("the panel", self.panel_home), ("what keeps whom from what", f"{self.panel_home}exclusions"),
            ("choose judges", f"{self.panel_home}judges"),
        ])  # fmt: skip
        self.stage.pages(self.bryn, [("judging home", "/awards/judging/"), ("start page of a judge", "/")])
        self._drops_out()
        with self.step("the rest scored", "action") as note:
            note.append(f"{data.score(self.app, self.panel, self.truth)} entries")
        self._panel_closed()

    def _bryn_judges(self) -> None:
        page = self.bryn
        page.goto("/awards/judging/")
        # Bryn is on a panel of the demonstration, too.
        page.locator(f"[aria-labelledby=panel-{self.panel}] .engage-todo a").first.click()
        for _ in range(2):
            self._bryn_scores(page)
        page.locator("summary", has_text="I should not judge this entry").click()
        page.get_by_label("Why, in a few words").fill("I know the case too well.")
        press(page, "Abstain")
        said(page, "You have abstained.")

    def _bryn_scores(self, page: Page) -> None:
        expect(page.locator(".engage-scales")).to_be_visible()
        name = page.get_by_role("heading", level=1).inner_text()
        with data.acting(self.app):
            found = db.session.get_one(Assignment, int(page.url.rstrip("/").split("/")[-1]))
            entry, panel = found.nomination_id, found.judge.panel_id
        assert panel == self.panel, page.url
        for number, group in enumerate(page.locator(".engage-scales fieldset").all()):
            points = self.truth.points(self.who.bryn, entry, number, JudgingStage.SHORTLIST)
            group.locator("input").nth(points - 1).check()
        press(page, "Save and go to the next entry")
        said(page, f"{name} is scored.")

    def _drops_out(self) -> None:
        page, before = self.chloe, checks.scores_held(self.app, self.panel)
        with data.acting(self.app):
            of = select(Judge).where(Judge.panel_id == self.panel, Judge.person_id != self.who.bryn).order_by(Judge.id)
            name = next(each.person.name for each in db.session.scalars(of))
        with self.step("a judge drops out, the work goes to others"):
            page.goto(self.panel_home)
            confirm(page, f"Take {name} off the panel", "Take off the panel")
            said(page, "The judge has left the panel.")
        with self.step("nothing scored is lost, each entry has 3 judges", "checked") as note:
            assert checks.scores_held(self.app, self.panel) == before, "a score was lost"
            found = checks.shared_fairly(self.app, self.panel, EACH)
            note += [
                f"all {len(before)} points kept",
                "each entry has 3 judges",
                f"loads {found.least} to {found.most}",
            ]

    def _panel_closed(self) -> None:
        page = self.chloe
        with self.step("the panel is closed, its figures computed") as note:
            page.goto(self.panel_home)
            said(page, "Every score is in.")
            confirm(page, "Close the panel", "Close the panel for good")
            said(page, "is closed. Its figures are ready.")
            note.append(f"{len(checks.scores_held(self.app, self.panel))} points")

    def decided(self, stage: JudgingStage) -> None:
        """Every category's page is read; one that is too close is decided in the browser, the rest by action."""
        page = self.chloe
        with data.acting(self.app):
            ids = [each.id for each in db.session.get_one(AwardRound, self.id).categories]
            found = [judging_scores.scores(judging_scores.category(self.id, each, 0), stage) for each in ids]
            close = next((each.category.id for each in found if each.figures.too_close), ids[0])
        at = {each: f"{self.home}judging/{stage}/categories/{each}" for each in ids}
        with self.step(f"the scores of {len(ids)} categories are read") as note:
            for each in ids:
                page.goto(at[each])
                expect(page.get_by_role("heading", level=1)).to_be_visible()
            note.append(f"{sum(bool(each.figures.too_close) for each in found)} too close to call")
            note.append(f"{sum(len(each.figures.too_close) for each in found)} entries at the end of the places")
        self.stage.pages(page, [(f"scores of a category ({stage})", at[ids[0]])])
        with self.step("one that is too close is decided, refused without its reason"):
            page.goto(at[close])
            self._decides(page, stage)
        with self.step("the other categories are decided", "action"):
            data.decide(self.app, self.id, stage, self.who.chloe, [close])
        with self.step("the truly best of each category", "checked") as note:
            hit = checks.hits(self.app, self.id, stage, self.truth)
            note += [f"first of {hit.categories}: {hit.calibrated} calibrated, {hit.raw} raw",
                     f"in the first five: {hit.listed_calibrated} calibrated, {hit.listed_raw} raw"]  # fmt: skip

    def _decides(self, page: Page, stage: JudgingStage) -> None:
        best = ["shortlisted"] * 5 if stage == JudgingStage.SHORTLIST else ["winner", *["highly_commended"] * 2]
        choices = page.locator("select[name^=outcome_]")
        for number, choice in enumerate(choices.all()):
            rest = "not_shortlisted" if stage == JudgingStage.SHORTLIST else "none"
            choice.select_option(best[number] if number < len(best) else rest)
        press(page, "Keep the decision")
        said(page, "Give the reason for this decision")
        assert choices.first.input_value() == best[0]
        fill(page, reason=data.TALKED)
        press(page, "Keep the decision")
        said(page, "the decision is kept.")

    def final(self) -> None:
        """The same once more with those on the shortlists."""
        page = self.chloe
        with self.step("the final begins"):
            page.goto(f"{self.home}judging/")
            confirm(page, "Begin the final", "Begin the final")
            said(page, f"{TITLE}: final judging.")
        self.panel_made(JudgingStage.FINAL, FINAL_JUDGES)
        with self.step("all of the final scored", "action") as note:
            note.append(f"{data.score(self.app, self.panel, self.truth)} entries")
        self._panel_closed()
        self.decided(JudgingStage.FINAL)
        with self.step("all is decided"):
            page.goto(f"{self.home}judging/")
            confirm(page, "Say that all is decided", "Say that all is decided")
            said(page, f"{TITLE}: decided.")
