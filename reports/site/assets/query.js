// A query as it is typed: the language of tracker/search/query.py, with its words for what is wrong.
"use strict";
self.policyQuery = (() => {
  const FILTERS = ["issuer", "source", "topic", "label", "since", "until"];
  const MOST_WORDS = 16, LONGEST = 400;

  class Wrong extends Error {}

  const tokens = (asked) => asked.replace(/[“”„‟＂]/g, '"').matchAll(/("[^"]*"\*?)|([A-Za-z]+)[:：](?:"([^"]*)"|(\S*))|(\S+)/g);

  function parse(asked, labels) {
    const given = {};
    const kept = [];
    for (const found of tokens(asked)) {
      const name = (found[2] || "").toLowerCase();
      const quoted = found[3] !== undefined;
      const value = quoted ? found[3] : found[4];
      const known = FILTERS.includes(name);
      if (!name || (!known && !value)) {
        if (/^-["\p{L}\p{N}_]/u.test(found[0])) throw new Wrong(`${found[0]}: words cannot be left out; without the sign it is searched for`);
        kept.push(found[0]);
        continue;
      }
      if (!known) throw new Wrong(`there is no filter "${name}:"; there are ${FILTERS.map((one) => `${one}:`).join(", ")}; in quotes, "${found[0]}", it is searched for as words`);
      if (name in given) throw new Wrong(`${name}: is given twice; leave one of them out`);
      if (!value.trim()) throw new Wrong(`${name}: has no value; write ${name}:VALUE without a blank between them`);
      if (!quoted && value.startsWith('"')) throw new Wrong(`the quotes after ${name}: are not closed; write ${name}:"…"`);
      given[name] = value.trim();
    }
    const text = kept.join(" ");
    if (!/[\p{L}\p{N}]/u.test(text)) throw new Wrong("there are no words in it; put what was said beside the filters: sanctions issuer:…");
    if (text.length > LONGEST || text.split(/\s+/).length > MOST_WORDS) throw new Wrong(`it is longer than ${LONGEST} characters or ${MOST_WORDS} words; leave some of them out`);
    const query = { ...given, text };
    if (given.label) query.label = label(given.label, labels);
    for (const name of ["since", "until"]) if (given[name]) query[name] = day(name, given[name]);
    if (query.since && query.until && query.since > query.until) throw new Wrong(`since:${given.since} is after until:${given.until}; swap them`);
    return query;
  }

  function label(value, labels) {
    const name = value.replace(/[\s_-]+/g, "_").toLowerCase();
    if (!(name in labels)) throw new Wrong(`label: "${value}" is no label; there are ${Object.keys(labels).join(", ")}`);
    return name;
  }

  function day(name, value) {
    const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(value);
    const wrong = new Wrong(`${name}: "${value}" is no date; write 2031-03-04, 2031-03 or 2031`);
    if (!found) throw wrong;
    const first = name === "since";
    const month = found[2] || (first ? "01" : "12");
    const last = String(new Date(Date.UTC(Number(found[1]), Number(month), 0)).getUTCDate()).padStart(2, "0");
    const date = found[3] || (first ? "01" : last);
    if (month < "01" || month > "12" || date < "01" || date > last) throw wrong;
    return `${found[1]}-${month}-${date}`;
  }

  function typed(name, value) {
    const bare = value.replace(/"/g, "");
    return bare === value && /^\S+$/.test(bare) ? `${name}:${bare}` : `${name}:"${bare}"`;
  }

  function asked(given) { // a filter that was typed stands in place of its field
    const inWords = new Set([...tokens(given.get("q") || "")].map((found) => (found[2] || "").toLowerCase()));
    const chosen = FILTERS.filter((name) => !inWords.has(name) && (given.get(name) || "").trim()).map((name) => typed(name, given.get(name).trim()));
    return [(given.get("q") || "").trim(), ...chosen].filter(Boolean).join(" ");
  }

  function written(query) {
    return [query.text, ...FILTERS.filter((name) => query[name]).map((name) => typed(name, query[name]))].join(" ");
  }

  return { FILTERS, Wrong, parse, asked, written };
})();
