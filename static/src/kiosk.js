// A shared tablet: after 60 seconds without a touch it asks for 20 more whether anybody is there, then clears itself.
(() => {
  "use strict";

  const IDLE = 60000;
  const WARNING = 20000;
  const DONE = 20000;
  // What stands there where no script runs, or where this one could not be fetched.
  document.querySelectorAll("[data-no-scripts]").forEach((each) => { each.hidden = true; });
  const start = document.body.dataset.kioskStart;
  const dialog = document.getElementById("still-there");
  let timer = null;
  let before = null;
  // When somebody was last here. A tablet that sleeps runs no timer: its clock says on waking how long that was.
  let since = Date.now();
  const isDone = () => document.querySelector("[data-kiosk-done]");
  const isGone = () => Date.now() - since >= (isDone() ? DONE : IDLE + WARNING);

  // Nothing is left to see while the next page is on its way; replaced, so that Back leads to no page of answers.
  function restart() {
    document.getElementById("main-content").replaceChildren();
    location.replace(start);
  }

  async function clear() {
    const leave = document.querySelector("[data-kiosk-leave]");
    clearTimeout(timer);
    dialog.close();
    const body = leave && new URLSearchParams(new FormData(leave));
    document.getElementById("main-content").replaceChildren();
    if (leave) await fetch(leave.action, { method: "POST", body }).catch(() => {});
    restart();
  }

  function warn() {
    const idle = document.querySelector("[data-code-form]");
    if (idle) {
      // A code that was refused is what the form would be reset to: it goes too, and what was said of it.
      idle.querySelectorAll("input[type=text]").forEach((each) => { each.value = ""; });
      return document.querySelector(".govuk-error-summary") ? restart() : watch();
    }
    if (isGone()) return clear();
    before = document.activeElement;
    dialog.showModal();
    dialog.querySelector("[data-still]").focus();
    timer = setTimeout(clear, WARNING);
  }

  function watch() {
    clearTimeout(timer);
    since = Date.now();
    timer = isDone() ? setTimeout(restart, DONE) : setTimeout(warn, IDLE);
  }

  // Whoever wakes the tablet is not taken for the one who left it.
  function look() {
    if (!isGone()) return;
    if (document.querySelector("[data-code-form]")) warn();
    else clear();
  }

  function stay() {
    if (isGone()) return clear();
    if (dialog.open) dialog.close();
    before?.focus?.();
    watch();
  }

  dialog.querySelector("[data-still]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
    document.addEventListener(kind, () => {
      look();
      if (!dialog.open) watch();
    }, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
  document.addEventListener("htmx:after:swap", watch);
  window.addEventListener("pageshow", (event) => { if (event.persisted) restart(); else watch(); });
})();
