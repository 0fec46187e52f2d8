// What is wrong with the outline of the page, as lines of text. Run by tests.browser.looks, in the page.
() => {
  const wrong = [];
  if (!document.documentElement.lang) wrong.push("the page does not say its language");
  if (!document.title.trim()) wrong.push("the page has no title");

  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const headings = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(shown);
  const tops = headings.filter((one) => one.tagName === "H1");
  if (tops.length !== 1) wrong.push(`there are ${tops.length} main headings, not one`);
  let before = 0;
  for (const one of headings) {
    const level = Number(one.tagName[1]);
    if (level > before + 1) wrong.push(`a heading of level ${level} follows one of level ${before}: “${one.textContent.trim().slice(0, 60)}”`);
    if (!one.textContent.trim()) wrong.push(`a heading of level ${level} says nothing`);
    before = level;
  }

  if (document.querySelectorAll("main").length !== 1) wrong.push("there is not exactly one <main>");
  const navs = [...document.querySelectorAll("nav")];
  const names = navs.map((one) => one.getAttribute("aria-label") || document.getElementById(one.getAttribute("aria-labelledby"))?.textContent.trim() || "");
  names.forEach((name, at) => {
    if (navs.length > 1 && !name) wrong.push("a <nav> beside others has no name");
    else if (names.indexOf(name) !== at) wrong.push(`two <nav> are called “${name}”`);
  });
  if (!document.querySelector("body > header")) wrong.push("there is no <header>");

  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) wrong.push(`two elements have the id ${id}`);
  const known = new Set(ids);
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (id && !known.has(id)) wrong.push(`a link leads to #${id}, which is not on the page`);
  }
  return wrong;
}
