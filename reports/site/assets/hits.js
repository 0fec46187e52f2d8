// What was found, as templates/site/search.html.j2 prints it. Everything from outside becomes text, never markup.
"use strict";
self.policyHits = (() => {
  const { snippet } = self.policyWords;
  const WHOLE_WORDS = 10, EDGE_WORDS = 5, LONGEST_FRAGMENT = 2000; // as in tracker/text/quote_links.py
  const AROUND = 2; // pages to jump to on either side
  const TAG_WORDS = { check: "same promise? unsure" }; // as in reports/view/vocabulary.py
  const SILENT = new Set(["not_repeated", "dropped"]);

  function original(page, quote) {
    const encoded = (some) => encodeURIComponent(some.join(" ")).replace(/[-!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    if (!page || !quote) return page;
    const paragraphs = quote.toWellFormed ? quote.toWellFormed().split(/\n\s*\n/) : quote.split(/\n\s*\n/);
    const parts = paragraphs.map((part) => part.split(/\s+/).filter(Boolean)).filter((part) => part.length);
    if (!parts.length) return page;
    const [first, last] = [parts[0], parts[parts.length - 1]];
    const whole = parts.length === 1 && first.length <= WHOLE_WORDS;
    const fragment = whole ? encoded(first) : `${encoded(first.slice(0, EDGE_WORDS))},${encoded(last.slice(-EDGE_WORDS))}`;
    return fragment.length > LONGEST_FRAGMENT ? page : `${page}${page.includes("#") ? "" : "#"}:~:text=${fragment}`;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== ""));
    return made;
  }

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const short = (day) => day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, (_, y, m, d) => `${Number(d)}\u00a0${MONTHS[m - 1]}\u00a0${y}`);
  const on = (text) => (text ? short(text) : "undated");
  const link = (text, href) => (href ? element("a", { href }, text) : text);

  function pill(name, labels) {
    const [word, mark, tone] = labels[name];
    return element("span", { class: `pill ${tone}` }, element("span", { class: "mk", "aria-hidden": "true" }, mark), word);
  }

  function shown({ text, release, unit }, wanted, labels) {
    const [cut, marked] = snippet(text, wanted);
    const quote = element("blockquote");
    let at = 0;
    for (const [a, b] of [...marked, [cut.length, cut.length]]) {
      quote.append(cut.slice(at, a).replace(/\s+/g, " "));
      if (b > a) quote.append(element("mark", {}, cut.slice(a, b).replace(/\s+/g, " ")));
      at = b;
    }
    const href = unit ? `${release.page}#u-${unit.id}` : release.page;
    const facts = element("p", { class: "facts" }, on(release.day), release.issuer ? ` · ${release.issuer}` : "", " · ", link(release.source, release.sourcePage));
    const more = element("p", { class: "facts" });
    if (unit) more.append(element("b", {}, unit.commitment ? "commitment" : "position"), ` · ${unit.kind}`);
    else more.append("in the title");
    for (const move of unit ? unit.moved : []) {
      more.append(" · ", element("a", { class: "moved", href: move.page || href }, pill(move.label, labels)));
      for (const tag of move.tags) more.append(" ", element("span", { class: `tag ${tag}` }, TAG_WORDS[tag] || tag));
      if (SILENT.has(move.label)) more.append(" in the text of ", on(move.later));
    }
    if (unit && unit.line) more.append(" · line ", link(unit.line.length > 40 ? unit.line.slice(0, 40).replace(/\s+\S*$/, " …") : unit.line, unit.linePage || href));
    const there = original(release.original, unit ? text : "");
    if (there) more.append(" · ", element("a", { href: there, rel: "noreferrer" }, "original at the words"));
    return element("li", {}, element("h3", {}, link(release.title, href)), facts, quote, more);
  }

  const plain = (number) => number.toLocaleString("en");

  function address(text, page = 1, order = "") {
    const query = new URLSearchParams({ q: text });
    if (order) query.set("sort", order);
    if (page > 1) query.set("page", page);
    return `search.html?${query}`;
  }

  function pager(text, page, per, rows, order) {
    const last = Math.ceil(rows / per);
    const list = element("ul");
    const go = (number, word, attributes) => list.append(element("li", {}, element("a", { href: address(text, number, order), ...attributes }, word)));
    if (page > 1) go(page - 1, "Previous", { rel: "prev" });
    let before = 0;
    for (let number = 1; number <= last; number += 1) {
      if (number !== 1 && number !== last && Math.abs(number - page) > AROUND) continue;
      if (before && number > before + 1) list.append(element("li", {}, element("i", {}, "…")));
      if (number === page) list.append(element("li", {}, element("b", { "aria-current": "page" }, plain(number))));
      else go(number, plain(number), { "aria-label": `Page ${number}` });
      before = number;
    }
    if (page < last) go(page + 1, "Next", { rel: "next" });
    const range = `${plain((page - 1) * per + 1)} to ${plain(Math.min(page * per, rows))} of ${plain(rows)} hits`;
    return element("nav", { class: "pager", "aria-label": "Pages" }, element("p", {}, range), list);
  }

  return { address, element, original, pager, plain, shown };
})();
