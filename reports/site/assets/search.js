// Search in a folder of files: reads the index that was written beside the pages, and shows what a server would.
// Searched are statements and titles, ranked as FTS5 does. Needs keys.js, words.js, query.js, meaning.js and hits.js.
"use strict";
(() => {
  const { words, terms } = self.policyWords;
  const { FILTERS, Wrong, parse, asked, written } = self.policyQuery;
  const { SMALL, forms, nearest, numbers, timed, without } = self.policyMeaning;
  const { element, plain, shown, pager, address } = self.policyHits;
  const { replaced } = self.policyKeys;
  const PAUSE = 120; // milliseconds without a key
  const K1 = 1.2, B = 0.75; // of BM25, as in FTS5
  const PLENTY = 20; // hits from which a word's other number is not looked for
  const ORDERS = {
    newest: (a, b) => day(b) - day(a),
    oldest: (a, b) => (day(a) || Infinity) - (day(b) || Infinity),
    source: (a, b) => a.passage.release.source.localeCompare(b.passage.release.source),
  };
  const day = (hit) => Date.parse(hit.passage.release.day) || 0;

  const form = document.getElementById("search");
  const count = document.getElementById("count");
  const passages = []; // what is searched: statements and titles
  let about = null; // shards, labels, hits a page
  let missing = 0; // files that are still to come
  let broken = "";
  let waiting = 0;
  let vocabulary = null; // words, and how many statements and titles have them

  // ---- finding ---------------------------------------------------------------------------------------------

  const same = (one, other) => one.toLowerCase() === other.toLowerCase();

  function allowed(passage, query) {
    const { release, unit } = passage;
    if (query.issuers && !query.issuers.has(release.issuer)) return false;
    if (query.source && !same(release.source, query.source)) return false;
    if (query.since && !(release.day && release.day >= query.since)) return false;
    if (query.until && !(release.day && release.day <= query.until)) return false;
    if (query.topic) {
      const topic = query.topic.toLowerCase();
      if (!unit || !unit.topics.some((one) => one.toLowerCase() === topic || one.toLowerCase().startsWith(`${topic}.`))) return false;
    }
    return !query.label || Boolean(unit && unit.moved.some((move) => move.label === query.label));
  }

  function times(text, needle) {
    let found = 0;
    const step = needle.endsWith(" ") ? needle.length - 1 : needle.length; // a blank may begin the next one
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + step)) found += 1;
    return found;
  }

  function called(name) { // who has this name, else who has all its words in theirs
    const every = new Set(passages.map((passage) => passage.release.issuer));
    const whole = [...every].filter((issuer) => same(issuer, name));
    const asked = words(name).map((word) => word.folded);
    const part = (issuer) => { const held = words(issuer).map((word) => word.folded); return asked.length && asked.every((word) => held.includes(word)); };
    return new Set(whole.length ? whole : [...every].filter(part));
  }

  function find(asked) {
    const query = asked.issuer && !asked.issuers ? { ...asked, issuers: called(asked.issuer) } : asked;
    const wanted = terms(query.text);
    const everywhere = wanted.map(() => 0); // passages each stands in
    const hits = [];
    let length = 0;
    for (const passage of passages) {
      passage.folded ??= ` ${words(passage.text).map((word) => word.folded).join(" ")} `;
      passage.words ??= passage.folded.split(" ").length - 2;
      length += passage.words;
      const often = wanted.map((term) => term.any.reduce((sum, one) => sum + times(passage.folded, one.needle), 0));
      often.forEach((number, place) => (everywhere[place] += number > 0));
      if (wanted.length && often.every(Boolean) && allowed(passage, query)) hits.push({ passage, often, rank: 0 });
    }
    const usual = length / (passages.length || 1);
    const weights = everywhere.map((number) => Math.max(1e-6, Math.log((passages.length - number + 0.5) / (number + 0.5))));
    for (const hit of hits) {
      const spread = K1 * (1 - B + (B * hit.passage.words) / usual);
      hit.rank = hit.often.reduce((sum, number, place) => sum + (weights[place] * number * (K1 + 1)) / (number + spread), 0);
    }
    const order = new Map(hits.map((hit, place) => [hit, place])); // oldest release first
    hits.sort((a, b) => b.rank - a.rank || (a.passage.release.day < b.passage.release.day ? 1 : a.passage.release.day > b.passage.release.day ? -1 : order.get(a) - order.get(b)));
    return { hits, wanted };
  }

  function known() {
    if (!vocabulary) {
      vocabulary = new Map();
      for (const passage of passages) for (const word of new Set(passage.folded.trim().split(" "))) vocabulary.set(word, (vocabulary.get(word) || 0) + 1);
    }
    return vocabulary;
  }

  const hasWord = (word) => known().has(words(word)[0]?.folded);
  const spelled = (text) => text.split(" ").map((word) => (!/^[a-z]+$/i.test(word) || hasWord(word) ? word : nearest(word.toLowerCase(), known()) || word)).join(" ");

  // What is found, and in one line how it was understood: as tracker/answering does it, with what a script has at hand.
  function search(typed) {
    const notes = [];
    let query = typed;
    let found = find(query);
    const dated = timed(query);
    const inTime = dated && find(dated.query);
    if (inTime && inTime.hits.length) {
      [query, found] = [dated.query, inTime];
      notes.push(`Published ${dated.said}.`);
    }
    const last = query.text.split(/\s+/).pop();
    if (!found.hits.length && /^\p{L}{2,}$/u.test(last)) {
      const begun = find({ ...query, text: `${query.text}*` });
      if (begun.hits.length) return { ...begun, note: `Nothing has ${last} as a word; these have words that begin with it.` };
    }
    if (found.hits.length < PLENTY && numbers(query.text) !== query.text) {
      const both = find({ ...query, text: numbers(query.text) });
      if (both.hits.length > found.hits.length) {
        found = both;
        notes.push(`In singular and plural: ${numbers(query.text)}.`);
      }
    }
    const others = found.hits.length ? [] : [spelled(query.text), forms(spelled(query.text))];
    for (const text of others.filter((text) => text !== query.text)) {
      const other = find({ ...query, text });
      if (other.hits.length) return { ...other, note: [...notes, `Nothing says it as it is typed; in other words (${text}): ${plain(other.hits.length)}.`].join(" ") };
    }
    if (!found.hits.length) {
      const fewer = without(spelled(query.text)).map(({ left, text }) => ({ left, meant: forms(text), asTyped: find({ ...query, text }).hits.length, often: find({ text: forms(left) }).hits.length, ...find({ ...query, text: forms(text) }) }));
      const [best] = fewer.filter((one) => one.hits.length).sort((a, b) => !b.often - !a.often || b.often - a.often);
      const how = best && best.asTyped < best.hits.length ? `, in other words (${best.meant})` : "";
      if (best) return { ...best, note: [...notes, `Nothing has all of these words; without “${best.left}”${how}: ${plain(best.hits.length)}.`].join(" ") };
    }
    return { ...found, note: notes.join(" ") };
  }

  const offered = (said, query) => element("a", { href: address(query) }, said);

  function hints(query) {
    const narrowed = FILTERS.filter((name) => query[name]);
    const everywhere = narrowed.length ? find({ text: query.text }).hits.length : 0;
    if (everywhere) return [[offered(`without ${narrowed.map((name) => `${name}:`).join(", ")} there would be ${everywhere}`, query.text)]];
    const telling = query.text.includes('"') ? [] : query.text.split(/\s+/).filter((word) => !SMALL.has(word.toLowerCase()));
    const alone = telling.map((word) => [word, find({ ...query, text: word }).hits.length]);
    const found = [];
    if (telling.length > 1) {
      found.push(["try fewer words: all of them must stand in one statement"]);
      found.push(alone.flatMap(([word, number], at) => [at ? ", " : "", number ? offered(`${word} alone: ${plain(number)}`, written({ ...query, text: word })) : `${word} alone: 0`]));
    }
    for (const [word, number] of alone) {
      const near = number ? "" : nearest(word.toLowerCase(), known());
      if (near) found.push([offered(`${near} for ${word}`, written({ ...query, text: query.text.replace(word, near) }))]);
    }
    found.push(["try the beginning of a word with a star (respond*) for its other forms"]);
    found.push(["only statements and titles are searched here; `policy-tracker search` knows the text around them too"]);
    return found;
  }

  // ---- the page --------------------------------------------------------------------------------------------

  function put(heading, ...children) {
    const head = element("h2", { id: "summary" }, heading);
    const made = element("section", { class: "found", id: "results", "aria-labelledby": "summary" }, head, ...children);
    replaced(document.getElementById("results"), made);
    count.textContent = heading;
  }

  const paragraph = (name, text) => element("p", { class: name }, text);

  function answer(given) {
    const text = asked(given);
    if (!text) return put("Nothing asked yet", paragraph("nothing", "Every commitment and position of every release is here to be found."));
    if (broken) return put("The index cannot be read", paragraph("wrong", broken));
    if (!about || missing) return put(about ? `Reading the index, ${plain(missing)} files to go` : "Reading the index");
    const query = parse(text, about.labels);
    const { hits, wanted, note } = search(query);
    const order = given.get("sort") || "";
    if (order in ORDERS) hits.sort(ORDERS[order]);
    const last = Math.max(1, Math.ceil(hits.length / about.perPage));
    const page = /^[1-9]\d{0,4}$/.test(given.get("page") || "1") ? Number(given.get("page") || 1) : 0;
    if (page < 1 || page > last) throw new Wrong(`the list ends with page ${plain(last)}; there is no such page`);
    const start = (page - 1) * about.perPage;
    const some = hits.slice(start, start + about.perPage);
    const parts = [];
    if (note) parts.push(paragraph("note", note));
    if (!hits.length) parts.push(element("ul", { class: "hints" }, ...hints(query).map((hint) => element("li", {}, ...hint))));
    else parts.push(element("ol", { class: "hits", start: start + 1 }, ...some.map((hit) => shown(hit.passage, wanted, about.labels))));
    if (last > 1) parts.push(pager(written(query), page, about.perPage, hits.length, order));
    const many = last > 1 ? `Hits ${plain(start + 1)} to ${plain(start + some.length)} of ${plain(hits.length)}` : `${plain(hits.length)} hit${hits.length === 1 ? "" : "s"}`;
    return put(hits.length ? many : "Nothing found", ...parts);
  }

  function show(given) {
    try {
      answer(given);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      const mark = element("span", { class: "mk soft", "aria-hidden": "true" }, "!");
      put("This cannot be searched for", element("p", { class: "wrong" }, mark, error.message));
    }
  }

  function fill(given) {
    for (const [name, value] of given) {
      const control = form.elements.namedItem(name);
      if (!control) continue;
      if (control.tagName === "SELECT" && ![...control.options].some((one) => one.value === value)) control.add(new Option(value, value));
      control.value = value;
    }
  }

  function spread(given) { // filters that were typed into the query go to their fields
    try {
      const { text, ...narrowed } = parse(asked(given), about.labels);
      fill([["q", text], ...Object.entries(narrowed)]);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
    }
  }

  function inForm() {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) given.set(name, value.trim());
    return given;
  }

  function remember(given) {
    const query = given.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    show(given);
  }

  // ---- the index -------------------------------------------------------------------------------------------

  function begin(index) {
    about = index;
    spread(new URLSearchParams(location.search));
    missing = index.shards.length;
    for (const [name, digest] of index.shards) {
      const script = document.createElement("script");
      script.async = false; // in their order: among equals the latest release is the last
      script.src = `${name}?${digest}`;
      script.onerror = () => {
        broken = `${name} is not there or was not read; build the site again`;
        loaded();
      };
      script.onload = loaded;
      document.head.append(script);
    }
    if (!missing) loaded();
  }

  function loaded() {
    missing = Math.max(0, missing - 1);
    if (!missing || broken) show(new URLSearchParams(location.search));
  }

  function add({ names, releases, units }) {
    const rows = releases.map(([page, title, on, issuer, source, sourcePage, there]) => ({
      page, title, day: on, issuer: names[issuer], source: names[source], sourcePage: names[sourcePage], original: there,
    }));
    for (const release of rows) passages.push({ text: release.title, release, unit: null });
    for (const [place, id, text, commitment, kind, topics, line, linePage, moved] of units) {
      const unit = {
        id, commitment: Boolean(commitment), kind: names[kind], topics: topics.map((topic) => names[topic]), line: names[line],
        linePage: names[linePage], moved: moved.map(([name, page, later, tags]) => ({ label: names[name], page, later, tags: tags.map((tag) => names[tag]) })),
      };
      passages.push({ text, release: rows[place], unit });
    }
  }

  const take = ([what, data]) => (what === "begin" ? begin(data) : add(data));
  const queue = self.policySearch ?? [];
  self.policySearch = { push: take };
  fill(new URLSearchParams(location.search));
  show(new URLSearchParams(location.search));
  if (!queue.length) {
    broken = "search/index.js is not there; build the site again";
    show(new URLSearchParams(location.search));
  }
  queue.forEach(take);

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => remember(inForm()), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    remember(inForm());
  });
})();
