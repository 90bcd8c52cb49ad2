// The encrypted draft of a survey on one's own device: <form data-draft-key data-draft-id>.
// Answers lie in localStorage, AES-GCM encrypted; the key comes with each page of the person's own
// session and is stored nowhere here. Without storage or WebCrypto there is simply no draft.
(() => {
  "use strict";

  const PREFIX = "engage-draft:";
  const SKIPPED = new Set(["csrf_token", "paper", "section", "asked", "act", "back"]);
  const SKIPPED_TYPES = new Set(["submit", "button", "reset", "image", "file", "password"]);
  const drafts = new Map();

  function storage() {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  }

  const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const textOf = (bytes) => btoa(Array.from(new Uint8Array(bytes), (b) => String.fromCharCode(b)).join(""));
  const bound = (id) => new TextEncoder().encode(id);

  function controls(form) {
    return [...form.elements].filter((control) =>
      control.name && !SKIPPED.has(control.name) && !SKIPPED_TYPES.has(control.type) && !control.matches("[data-draft-skip]"));
  }

  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";

  // name -> list of values; a name that is in the page with nothing chosen has an empty list.
  function answersIn(form) {
    const found = {};
    for (const control of controls(form)) {
      const values = (found[control.name] ??= []);
      if (isChoice(control) ? control.checked : control.value !== "") values.push(control.value);
    }
    return found;
  }

  const isEmpty = (answers) => Object.values(answers).every((values) => values.length === 0);

  async function read(draft) {
    try {
      const sealed = JSON.parse(draft.store.getItem(PREFIX + draft.id) ?? "null");
      if (!sealed) return {};
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: bytesOf(sealed.iv), additionalData: bound(draft.id) }, draft.key, bytesOf(sealed.data));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      // Another key wrote it, or it was cut short: of no use to anybody.
      forget(draft.id);
      return {};
    }
  }

  async function write(draft) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(draft.answers));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(draft.id) }, draft.key, plain);
    if (!draft.closed) draft.store.setItem(PREFIX + draft.id, JSON.stringify({ iv: textOf(iv), data: textOf(data) }));
  }

  // One write at a time, and the last state wins.
  function save(form, draft, answers = answersIn(form)) {
    if (draft.closed) return;
    Object.assign(draft.answers, answers);
    draft.again = true;
    draft.writing ??= (async () => {
      try {
        while (draft.again) {
          draft.again = false;
          await write(draft);
        }
      } catch {
        // A full or forbidden store loses the draft, never the page.
      } finally {
        draft.writing = null;
      }
    })();
  }

  function forget(id) {
    const store = storage();
    try {
      const names = id ? [PREFIX + id] : Object.keys(store ?? {}).filter((name) => name.startsWith(PREFIX));
      names.forEach((name) => store?.removeItem(name));
    } catch {
      // Nothing was kept where nothing can be removed.
    }
    for (const [known, draft] of drafts) if (!id || known === id) { draft.closed = true; draft.answers = {}; }
  }

  function fill(form, answers) {
    const present = new Set();
    let restored = 0;
    for (const control of controls(form)) {
      present.add(control.name);
      const values = answers[control.name];
      if (!values) continue;
      if (isChoice(control)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values[0];
      if (values.length) restored += 1;
    }
    // Answers to sections that are not on this page travel with it, as the server's own would.
    for (const [name, values] of Object.entries(answers)) {
      if (present.has(name)) continue;
      for (const value of values) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        restored += 1;
      }
    }
    return restored;
  }

  // That one may stop and come back is said where it is so: where the browser keeps what pages give it.
  function say(draft) {
    const words = document.querySelector("[data-draft-kept]");
    if (!words) return;
    try {
      draft.store.setItem(`${PREFIX}try`, "");
      draft.store.removeItem(`${PREFIX}try`);
      words.hidden = !!document.querySelector("[data-draft-restored]:not([hidden])");
    } catch {
      // It keeps nothing: then nothing is said.
    }
  }

  function tell(form) {
    const notice = form.parentElement?.querySelector("[data-draft-restored]") ?? document.querySelector("[data-draft-restored]");
    if (notice) notice.hidden = false;
    const region = document.getElementById("page-status");
    if (region) region.textContent = "The answers you gave earlier on this device are back.";
    form.querySelectorAll("textarea").forEach((area) => area.dispatchEvent(new Event("input", { bubbles: true })));
  }

  async function open(form) {
    const { draftKey, draftId } = form.dataset;
    const store = storage();
    if (!draftKey || !draftId || !store || !window.crypto?.subtle) return null;
    let draft = drafts.get(draftId);
    if (!draft) {
      const key = await crypto.subtle.importKey("raw", bytesOf(draftKey), "AES-GCM", false, ["encrypt", "decrypt"]);
      draft = { id: draftId, key, store, answers: {}, closed: false, writing: null, again: false };
      drafts.set(draftId, draft);
      draft.answers = await read(draft);
      draft.closed = false;
    }
    return draft;
  }

  async function attach(form) {
    if (form.dataset.draftReady) return;
    form.dataset.draftReady = "1";
    try {
      const draft = await open(form);
      if (!draft) return;
      const given = answersIn(form);
      if (isEmpty(given)) {
        if (!isEmpty(draft.answers) && fill(form, draft.answers)) tell(form);
      } else {
        // What the server gave is added; what it left blank erases nothing until the person does.
        save(form, draft, Object.fromEntries(Object.entries(given).filter(([, values]) => values.length)));
      }
      say(draft);
      let typing;
      form.addEventListener("change", () => save(form, draft));
      form.addEventListener("submit", () => save(form, draft));
      form.addEventListener("input", (event) => {
        if (isChoice(event.target)) return;
        clearTimeout(typing);
        typing = setTimeout(() => save(form, draft), 250);
      });
      const leaving = () => { if (document.visibilityState === "hidden" && form.isConnected) save(form, draft); };
      document.addEventListener("visibilitychange", leaving);
    } catch {
      // No draft is better than a broken page.
    }
  }

  function look() {
    const cleared = document.querySelectorAll("[data-draft-clear]");
    cleared.forEach((mark) => forget(mark.dataset.draftClear));
    document.querySelectorAll("form[data-draft-key]").forEach(attach);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-draft-forget]");
    if (!button) return;
    forget(button.dataset.draftForget);
    location.reload();
  });
  // After load and after the browser has put its own form state back, also out of the back cache.
  window.addEventListener("pageshow", look);
  document.addEventListener("htmx:after:swap", look);
})();
