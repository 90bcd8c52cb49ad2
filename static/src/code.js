// A code that came in the address after "#", where no server sees it, goes into its field and out of the address.
(() => {
  "use strict";
  // What stands there where no script runs, or where this one could not be fetched.
  document.querySelectorAll("[data-no-scripts]").forEach((each) => { each.hidden = true; });
  const form = document.querySelector("[data-code-form]");
  if (!form) return;
  const scripts = form.querySelector("[name=scripts]");
  if (scripts) scripts.value = "1";
  const field = form.querySelector("[name=code]");
  if (!field) return;
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[0-9A-Za-z -]{12,20}$/.test(code)) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
  const region = document.getElementById("page-status");
  if (region) setTimeout(() => { region.textContent = "Your code is filled in."; }, 60);
  form.querySelector("button[type=submit]").focus();
})();
