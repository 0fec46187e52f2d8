// Search as one types. Needs keys.js. Without this script the form is sent as any other.
"use strict";
(() => {
  const form = document.getElementById("search");
  const count = document.getElementById("count");
  const PAUSE = 250; // milliseconds without a key
  let waiting = 0;
  let asking = null;
  let asked = address().toString();

  function address() {
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      if (value.trim()) url.searchParams.set(name, value.trim());
    }
    return url;
  }

  function say(text, seen) {
    count.className = seen ? "wrong" : "aside"; // what is found is seen anyway
    count.textContent = text;
  }

  async function ask() {
    const url = address();
    if (url.toString() === asked) return;
    asked = url.toString();
    if (asking) asking.abort(); // an older answer must not come after a newer one
    asking = new AbortController();
    const { signal } = asking;
    const part = new URL(url);
    part.searchParams.set("part", "results");
    const shown = document.getElementById("results");
    shown.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(part, { signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("results");
      if (!found) throw new Error("no results in the answer");
      self.policyKeys.replaced(shown, found);
      history.replaceState(null, "", url);
      say(found.querySelector("h2").textContent, false);
    } catch (error) {
      if (signal.aborted) return;
      shown.removeAttribute("aria-busy");
      asked = "";
      say("The search cannot be asked now; press Search to try again.", true);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(address()); // without the fields that are empty
  });
})();
