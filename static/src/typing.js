// Typing in forms from paper: a number key chooses the answer of that number and goes to the next question.
(() => {
  "use strict";
  const form = document.querySelector("[data-typing]");
  if (!form) return;
  document.querySelector("[data-typing-help]").hidden = false;

  const choices = (group) => [...group.querySelectorAll("input[type=radio], input[type=checkbox]")];
  // What Tab would stop at first in each question.
  const stops = () => [...form.querySelectorAll("fieldset, textarea, input[type=text]")]
    .filter((stop) => stop.matches("fieldset") ? choices(stop).length : !stop.closest("fieldset"));

  function enter(stop) {
    const aim = stop?.matches("fieldset") ? choices(stop).find((each) => each.checked) ?? choices(stop)[0] : stop;
    (aim ?? form.querySelector("button[type=submit]")).focus();
  }

  function chosen(group, key) {
    const all = choices(group);
    // From 0 to 10 the key is the answer itself.
    const scale = all.some((each) => each.value === "10");
    if (scale) return all.find((each) => each.value === (key === "x" ? "10" : key));
    return key === "0" || key === "x" ? undefined : all[Number(key) - 1];
  }

  // The numbers of the form on paper, beside the words: for eyes alone, a reader hears the place of each option.
  function number(label, n) {
    const key = Object.assign(document.createElement("span"), { className: "engage-key", textContent: n });
    key.setAttribute("aria-hidden", "true");
    label.append(key);
  }
  for (const group of form.querySelectorAll(".engage-question:not(.engage-grid) fieldset")) {
    if (!group.querySelector(".engage-numbers")) choices(group).forEach((each, n) => each.labels[0] && number(each.labels[0], n + 1));
  }
  for (const head of form.querySelectorAll(".engage-grid__head")) {
    [...head.children].slice(1).forEach((each, n) => number(each, n + 1));
  }

  form.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    const group = event.target.closest("fieldset");
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9x]$/.test(key)) return;
    if (!group || !event.target.matches("input[type=radio], input[type=checkbox]")) return;
    const choice = chosen(group, key);
    if (!choice) return;
    event.preventDefault();
    choice.checked = choice.type === "radio" || !choice.checked;
    if (choice.type === "checkbox") return choice.focus();
    const all = stops();
    enter(all[all.indexOf(group) + 1]);
  });

  if (!document.querySelector(".govuk-error-summary")) form.querySelector("[name=code]").focus();
})();
