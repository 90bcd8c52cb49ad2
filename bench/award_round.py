"""A whole award round of 400 entries: in the browser where a person acts, by the product's actions where many do."""

import io
import os
import re
import time
from datetime import timedelta

from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from bench import award_checks as checks
from bench import award_data as data
from bench.award_browser import Stage, confirm, fill, find, follow, press, said, staged
from engage.core import clock
from engage.core.db import db
from engage.recognition.models import Assignment, AwardRound, Judge, Panel
from engage.recognition.queries import judging_scores
from engage.recognition.rules.panels import JudgingStage

SCHEME, TITLE = "Pride of the council", "Pride of the council 2027"
ENTRIES, JUDGES, FINAL_JUDGES, EACH = 400, 30, 12, 3
ANCHORS = ("No example", "One example, no result", "An example with a result", "Several examples", "It changed us")
CITATION = "Kept every flat warm when the boiler failed, and stayed until the last of them was."
PRINTED = ("nominees", "winners", "commended")


class Round:
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

    def play(self) -> None:
        """From the scheme to the certificates."""
        self.made()
        self.nominated()
        self.closed()
        self.panel_made(JudgingStage.SHORTLIST, JUDGES)
        self.judged()
        self.decided(JudgingStage.SHORTLIST)
        self.final()
        self.announced()
        self.printed()

    def made(self) -> None:
        """Chloe's scheme, round, scale and first category in the browser; eleven more by action; opened."""
        page = self.chloe
        with self.step("scheme, round, settings, scale"):
            page.goto("/awards/manage/schemes/new")
            fill(page, name=SCHEME, about="Once a year, for everybody.")
            press(page, "Continue")
            fill(page, title=TITLE)
            press(page, "Make the round")
            page.wait_for_url("**/settings")
            self.id = int(re.findall(r"/manage/(\d+)/", page.url)[0])
            closes = clock.today() + timedelta(days=30)
            fill(page, about="Tell us one story.", closes_day=f"{closes.day}/{closes.month}/{closes.year}")
            page.locator("[name=tells_unsuccessful]").check()
            press(page, "Save")
            said(page, "The settings are saved.")
            page.goto(f"{self.home}scale")
            fill(page, **{f"anchor_{n}": words for n, words in enumerate(ANCHORS, 1)})
            press(page, "Save")
            said(page, "How judges score is saved.")
        with self.step("the first category with two criteria"):
            page.goto(f"{self.home}categories/new")
            fill(page, name=data.CATEGORIES[0], about="For somebody who listened.")
            press(page, "Add the category")
            for name in data.CRITERIA:
                follow(page, "Add a criterion")
                fill(page, name=name, prompt="Tell one story.")
                press(page, "Add the criterion")
                said(page, f"The criterion “{name}” is added.")
        with self.step("eleven more categories", "action"):
            data.add_categories(self.app, self.id, 1)
        with self.step("opened"):
            page.goto(self.home)
            confirm(page, "Open the round", "Open it now")
            said(page, f"{TITLE} is open")

    def nominated(self) -> None:
        """One by Amara through all steps, 399 by others."""
        page = self.amara
        with self.step("399 nominations: started, written, sent", "action"):
            data.nominate(self.app, self.id, self.who, ENTRIES - 1)
        with self.step("Amara nominates Esi through all steps"):
            page.goto(f"/awards/{self.id}/")
            follow(page, data.CATEGORIES[0])
            follow(page, "Nominate")
            find(page, "mensah", "Esi Mensah", "radio")
            press(page, "Continue")
            for name in data.CRITERIA:
                page.get_by_label(name).fill("She stayed until the last reader had found the way home.")
            press(page, "Save and continue")
            follow(page, "Continue without a file")
            press(page, "Send the nomination")
            said(page, "Your nomination is sent.")

    def closed(self) -> None:
        """Chloe closes it and begins shortlisting."""
        page = self.chloe
        with self.step("closed, looked through, shortlisting begun") as note:
            page.goto(self.home)
            confirm(page, "Close nominations now", "Close nominations")
            said(page, f"Nominations for {TITLE} are closed")
            follow(page, "Check the nominations")
            note.append(page.locator("#nomination-list p").first.inner_text())
            page.goto(f"{self.home}judging/")
            confirm(page, "Begin shortlisting", "Begin shortlisting")
            said(page, f"{TITLE}: shortlisting.")
        self.stage.pages(page, [
            ("the round", self.home), ("nominations, page 1", f"{self.home}nominations"),
            ("nominations, last page", f"{self.home}nominations?page=8"),
            ("nominations as a file", f"{self.home}nominations.csv"),
        ])  # fmt: skip

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
            note.append(f"{page.locator('[name=entry]').count()} entries on the list")
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
            note += [f"{found.entries} entries", f"loads {found.least} to {found.most}",
                     f"ties kept: {reasons}", f"{found.pairs_barred} pairs barred by the plain check"]  # fmt: skip

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
        page.locator(".engage-todo a").first.click()
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
            entry = db.session.get_one(Assignment, int(page.url.rstrip("/").split("/")[-1])).nomination_id
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
        with self.step("a judge drops out, the work goes to others") as note:
            page.goto(self.panel_home)
            confirm(page, f"Take {name} off the panel", "Take off the panel")
            said(page, "The judge has left the panel.")
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

    def announced(self) -> None:
        """A citation, the embargo, the announcement."""
        page, winners = self.chloe, f"/awards/{self.id}/winners"
        self.stage.pages(page, [("outcome", f"{self.home}outcome/")])
        with self.step("a citation is written; until then Amara finds no winners"):
            reply = self.amara.goto(winners)
            assert reply is not None and reply.status == 404, reply
            page.goto(f"{self.home}outcome/")
            page.get_by_role("link", name=re.compile("^Write the citation")).first.click()
            fill(page, words=CITATION)
            press(page, "Keep the citation")
            said(page, CITATION)
        with self.step("announced to all staff"):
            confirm(page, "Announce it now", "Announce the winners to all staff")
            said(page, "The winners are announced.")
        with self.step("Amara reads who won") as note:
            self.amara.goto("/")
            self.amara.locator(f"a[href='{winners}']").first.click()
            said(self.amara, CITATION)
            note.append(f"{self.amara.locator('main .engage-cards > li').count()} names")
        self.stage.pages(self.amara, [("winners", winners)])

    def printed(self) -> None:
        """A certificate for every one of the 400: those who won, were commended, or were nominated."""
        many = sum(self._batch(kind) for kind in PRINTED)
        assert many == ENTRIES, many

    def _batch(self, kind: str) -> int:
        page, seen = self.chloe, list[str]()
        page.goto(f"{self.home}print")
        page.locator(f"[name=kind][value$={kind}]").first.check()
        with self.step(f"certificates for {kind}: from the click to the file") as note:
            press(page, "Make the PDF")
            ready = page.get_by_role("link", name="Download the PDF")
            until = time.monotonic() + 120
            while not ready.is_visible() and time.monotonic() < until:
                seen += [page.locator("#batch-progress").inner_text()]
                page.wait_for_timeout(100)
            with page.expect_download() as loading:
                ready.click()
            content = loading.value.path().read_bytes()
            sheets, covers = _checked(content)
            steps = list(dict.fromkeys(" ".join(each.split()[:8]) for each in seen))
            note += [f"{sheets} certificates and {covers} covers, {len(content) / 1000:,.0f} kB, PDF/UA", *steps[:4]]
        return sheets


def _checked(content: bytes) -> tuple[int, int]:
    """Certificates and covers of a tagged PDF/UA."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and b"pdfuaid:part" in root["/Metadata"].get_data()
    certificates = sum(TITLE in page.extract_text() for page in reader.pages)
    return certificates, len(reader.pages) - certificates


def main(postgres: str) -> None:
    """Play it on SQLite, and on PostgreSQL where there is a server; print what each step took."""
    for url in ("", *((postgres,) if postgres else ())):
        print(f"\nload {os.getloadavg()[0]:.1f} at the start")
        began = time.perf_counter()
        with staged(url) as stage:
            Round(stage).play()
            assert not stage.told.faults, "\n".join(stage.told.faults)
        print(f"\nthe whole: {time.perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.1f} at the end", flush=True)
