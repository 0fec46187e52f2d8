// "/" leads to the field of the search, wherever one is not typing; an answer that comes late keeps the reader's place.
"use strict";
self.policyKeys = (() => {
  const field = document.getElementById("q");

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // Puts *after* in the place of *before*. Whoever stood on a link of it stands on the same link again, if it is still there.
  function replaced(before, after) {
    const held = before.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    before.replaceWith(after);
    if (held) [...after.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus();
  }

  return { replaced };
})();
