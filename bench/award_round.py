"""A whole award round of 400 entries: in the browser where a person acts, by the product's actions where many do."""

import io
import os
import re
import time
from datetime import timedelta

from pypdf import PdfReader

from bench import award_data as data
from bench.award_browser import confirm, fill, find, follow, press, said, staged
from bench.award_judging import TITLE, Judging
from engage.core import clock

SCHEME, ENTRIES = "Pride of the council", 400
ANCHORS = ("No example", "One example, no result", "An example with a result", "Several examples", "It changed us")
CITATION = "Kept every flat warm when the boiler failed, and stayed until the last of them was."
PRINTED = ("nominees", "winners", "commended")


class Round(Judging):
    """One run, from the scheme to the certificates."""

    def play(self) -> None:
        """From the scheme to the certificates."""
        self.made()
        self.nominated()
        self.closed()
        self.shortlisted()
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
            note += [f"{len(content) / 1000:,.0f} kB", *dict.fromkeys(" ".join(each.split()[:8]) for each in seen)]
        with self.step("its pages are counted", "checked") as note:
            sheets, covers = _checked(content)
            note.append(f"{sheets} certificates and {covers} covers, PDF/UA")
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
