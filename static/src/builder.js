// Dragging in the outline of a survey. An addition: the buttons beside each part do the same by keyboard.
// A drop fills the part's own form with the place and sends it, so that nothing else knows of dragging.
(() => {
  "use strict";

  const EDGE = 60;
  let dragged = null;

  function handle(part) {
    const order = part.querySelector("[data-order]");
    if (!order || order.querySelector("[data-drag]")) return;
    const grip = Object.assign(document.createElement("span"), { className: "engage-drag", textContent: "⠿", title: "Drag to another place" });
    grip.dataset.drag = "";
    grip.setAttribute("aria-hidden", "true");
    order.prepend(grip);
  }

  const prepare = () => document.querySelectorAll("[data-part]").forEach(handle);
  const parts = (kind) => [...document.querySelectorAll(`[data-part="${kind}"]`)];

  function unmark() {
    document.querySelectorAll(".engage-drop").forEach((each) => each.classList.remove("engage-drop", "engage-drop--after"));
  }

  // Before or behind which part the pointer is; a section without questions takes one, too.
  function goal(y) {
    const kind = dragged.part.dataset.part;
    const places = kind === "question" ? [...parts(kind), ...document.querySelectorAll(".engage-outline__empty")] : parts(kind);
    let best = null;
    for (const place of places) {
      const box = place.getBoundingClientRect();
      for (const behind of [false, true]) {
        const distance = Math.abs(y - (behind ? box.bottom : box.top));
        if (!best || distance < best.distance) best = { place, behind, distance };
      }
    }
    return best;
  }

  function move(event) {
    if (!dragged) return;
    event.preventDefault();
    if (event.clientY < EDGE) window.scrollBy(0, -14);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 14);
    dragged.goal = goal(event.clientY);
    unmark();
    dragged.goal?.place.classList.add("engage-drop");
    dragged.goal?.place.classList.toggle("engage-drop--after", dragged.goal.behind);
  }

  function end() {
    unmark();
    dragged?.part.classList.remove("engage-dragged");
    document.body.classList.remove("engage-dragging");
    dragged = null;
  }

  function field(form, name, value) {
    form.querySelector(`[name=${name}]`)?.remove();
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }

  function drop() {
    const { part, goal: aim } = dragged ?? {};
    end();
    if (!part || !aim || aim.place === part) return;
    const list = part.dataset.part === "question" ? aim.place.closest("[data-section]") : null;
    const others = (list ? [...list.querySelectorAll("[data-part]")] : parts("section")).filter((each) => each !== part);
    const at = others.indexOf(aim.place);
    const to = at < 0 ? 0 : at + (aim.behind ? 1 : 0);
    const form = part.querySelector("[data-order]");
    if (list) field(form, "to_section", list.dataset.section);
    field(form, "to", String(to));
    form.requestSubmit();
  }

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.("[data-drag]");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    dragged = { part: grip.closest("[data-part]"), goal: null };
    dragged.part.classList.add("engage-dragged");
    document.body.classList.add("engage-dragging");
  });
  document.addEventListener("pointermove", move, { passive: false });
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && dragged) end(); });
  document.addEventListener("htmx:after:swap", prepare);
  prepare();
})();
