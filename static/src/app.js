// What no page can do without a script: say that a request failed, keep focus, count characters.
// Everything essential works without this file.
(() => {
  "use strict";

  const SENTENCES = {
    400: "That could not be sent, because this page is out of date. What you typed is still here: copy anything long, reload the page and try again.",
    401: "You have been signed out. What you typed is still on this page.",
    403: "You may not do that. Nothing was changed.",
    404: "That is no longer there. Nothing was changed.",
    405: "That could not be done from this page. Reload the page and try again.",
    413: "That is too large to send. Nothing was changed.",
    429: "That was tried too often. Wait a few minutes, then try again.",
    503: "Engage is busy or being updated. What you typed is still here: wait a minute, then press the button again.",
    500: "Something went wrong on our side. What you typed is still here: wait a minute, then press the button again.",
    network: "Engage could not be reached. What you typed is still here: check your connection, then press the button again.",
  };
  const SWAPPED = new Set([409, 422]);
  const alertBox = () => document.getElementById("page-alert");
  const formOf = (element) => element?.closest?.("form") ?? null;

  function alertWith(kind, form) {
    const box = alertBox();
    if (!box) return;
    const words = document.createElement("p");
    words.append(Object.assign(document.createElement("strong"), { textContent: "Not sent. " }));
    words.append(SENTENCES[kind] ?? (kind >= 500 ? SENTENCES[500] : SENTENCES[400]));
    if (kind === 401) words.append(" ", signInLink(box, form));
    box.replaceChildren(words);
    box.classList.add("engage-note", "engage-note--error");
    box.scrollIntoView({ block: "nearest" });
  }

  function signInLink(box, form) {
    const link = document.createElement("a");
    link.href = `${box.dataset.signIn || "/sign-in"}?next=${encodeURIComponent(location.pathname + location.search)}`;
    // A form with a draft gives its words back after signing in; any other keeps them in this tab.
    if (form?.dataset.draftKey) {
      link.textContent = "Sign in again, and your answers come back.";
    } else {
      link.target = "_blank";
      link.textContent = "Sign in again (opens a new tab), then copy what you typed.";
    }
    link.className = "govuk-link";
    return link;
  }

  function clearAlert() {
    const box = alertBox();
    if (!box || !box.firstChild) return;
    box.replaceChildren();
    box.classList.remove("engage-note", "engage-note--error");
  }

  function announce(text) {
    const region = document.getElementById("page-status");
    if (!region || !text) return;
    region.textContent = "";
    // A region that is filled twice with the same words is read once: let it be empty in between.
    setTimeout(() => { region.textContent = text; }, 60);
  }

  function focusOn(element) {
    if (!element) return;
    if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
    element.focus();
  }

  function countCharacters(area) {
    const group = area.closest("[data-maxlength]");
    const message = group?.querySelector(".govuk-character-count__message");
    if (!message) return;
    // The server stores one character for a line end, so it is counted as one here too.
    const left = Number(group.dataset.maxlength) - [...area.value].length;
    const many = Math.abs(left);
    message.textContent = `You have ${many.toLocaleString("en-GB")} character${many === 1 ? "" : "s"} ${left < 0 ? "too many" : "remaining"}`;
    message.classList.toggle("engage-too-long", left < 0);
    clearTimeout(area.engageCount);
    // Of a field that is gone by then nothing is read.
    if (left < 20) area.engageCount = setTimeout(() => { if (area.isConnected) announce(message.textContent); }, 1200);
  }

  function prepare(root) {
    root.querySelectorAll("[data-maxlength] textarea").forEach((area) => { if (area.value) countCharacters(area); });
  }

  // The title begins with the heading, also after a swap that brought another heading.
  function retitle(root) {
    const heading = root.querySelector("h1");
    const suffix = document.documentElement.dataset.titleSuffix;
    const error = root.querySelector(".govuk-error-summary") ? "Error: " : "";
    if (heading && suffix) document.title = error + heading.textContent.trim().replace(/\s+/g, " ") + suffix;
  }

  // Whether anything was focused before: what refreshes by itself gives focus back, and takes none.
  let held = false;
  function beforeSwap() { held = (document.activeElement ?? document.body) !== document.body; }

  function afterSwap(event) {
    const aim = event.detail.ctx?.target;
    // What comes back may have another name than what it replaced: a survey that has closed meanwhile.
    const root = (aim?.id && document.getElementById(aim.id)) || (aim?.isConnected ? aim : document.getElementById("main-content"));
    if (!root) return;
    prepare(root);
    retitle(root);
    const within = (selector) => (root.matches(selector) ? root : root.querySelector(selector));
    const goal = within(".govuk-error-summary") || within("[data-focus]") || within("h1");
    if (goal) {
      focusOn(goal);
      if (goal.matches("h1, .govuk-error-summary")) goal.scrollIntoView({ block: "nearest" });
    } else if ((held || !root.matches("[data-by-itself]")) && (document.activeElement ?? document.body) === document.body) {
      focusOn(root);
    }
    announce(within("[data-announce]")?.dataset.announce);
  }

  function settle(form) {
    if (form) { delete form.dataset.sending; form.removeAttribute("aria-busy"); }
  }

  // The second press of a pair is dropped, the first goes on; nothing is disabled, so nothing is lost.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-prevent-double]")) return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "1";
    form.setAttribute("aria-busy", "true");
    setTimeout(() => settle(form), 15000);
  }, true);

  document.addEventListener("htmx:before:request", clearAlert);
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const status = ctx.response.status;
    if (status < 400 || SWAPPED.has(status) || ctx.hx?.redirect) return;
    // Whatever the page's settings say, an error page never lands inside a form.
    event.preventDefault();
    alertWith(status, formOf(ctx.sourceElement));
  });
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (ctx && !ctx.response) alertWith("network", formOf(ctx.sourceElement));
  });
  document.addEventListener("htmx:finally:request", (event) => settle(formOf(event.detail.ctx.sourceElement)));
  document.addEventListener("htmx:before:swap", beforeSwap);
  document.addEventListener("htmx:after:swap", afterSwap);

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-maxlength] textarea")) countCharacters(event.target);
  });

  // A link of the error summary puts the reader into the field, with its label in view.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".govuk-error-summary a[href^='#'], .engage-note a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    // Of a date the question, and not the day alone.
    const part = field.closest(".govuk-date-input") ?? field;
    (part.closest("fieldset, .govuk-form-group") ?? field).scrollIntoView();
    focusOn(field);
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".engage-menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  // The page out of the back cache may still say that it is sending.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(settle));

  prepare(document);
  focusOn(document.querySelector(".govuk-error-summary") ?? document.querySelector(".engage-note[data-focus]"));
})();
