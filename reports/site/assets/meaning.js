// What a search means where few statements say it as it was typed: a shorter form of tracker/answering, for a folder of files.
"use strict";
self.policyMeaning = (() => {
  const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
  const SMALL = new Set("a about an and are as at be been but by for from has have in into is it its not of on or that the their this to was were what when which who will with would".split(" "));
  const ANOTHER_WORD = new Set("arm arms custom customs good goods mean means minute minutes new news odd odds securities security".split(" ")); // with and without an s
  const NEAR = 4; // letters from which a word may be misspelt, and has forms
  const month = `(?:${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join("|")}|sept)`;
  const time = `(?:${month}\\.?,? +)?(?:19|20)\\d\\d(?:-\\d\\d)?`;
  const HOW = "in|during|since|from|after|before|until|till|between";
  const ASKED = new RegExp(`(?<!\\S)(?<!\\b(?:by|of|end|late|early|mid|middle|beginning|start) )(?:(${HOW}) +)?(${time})(?: *(?:[-–]|\\bto\\b|\\band\\b|\\buntil\\b) *(${time}))?(?!\\S)`, "gi");

  const plain = (word) => /^[a-z]+$/i.test(word) && word.length >= NEAR && !SMALL.has(word.toLowerCase()) && !ANOTHER_WORD.has(word.toLowerCase());
  const changed = (text, change) => text.includes('"') ? text : text.split(" ").map((word) => (plain(word) && change(word)) || word).join(" ");

  function days(said) {
    const [, name, year, number] = /^(?:([a-z]+)\.?,? +)?(\d{4})(?:-(\d\d))?$/i.exec(said);
    const at = number ? Number(number) : name ? MONTHS.findIndex((one) => one.startsWith(name.slice(0, 3).toLowerCase())) + 1 : 0;
    if (at > 12) return null;
    const two = (value) => String(value).padStart(2, "0");
    const last = at ? new Date(Date.UTC(Number(year), at, 0)).getUTCDate() : 31;
    return [`${year}-${two(at || 1)}-01`, `${year}-${two(at || 12)}-${two(last)}`];
  }

  const beside = (day, step) => new Date(Date.parse(day) + step * 86400000).toISOString().slice(0, 10);

  // The query of texts published at the one time among its words, as tracker/search/asked_time.py tells it; null where there is none.
  function timed(query) {
    const found = [...query.text.matchAll(ASKED)];
    if (found.length !== 1 || query.text.includes('"') || query.since || query.until) return null;
    const [whole, how = "", first, last] = found[0];
    const before = query.text.slice(0, found[0].index);
    const text = `${before} ${query.text.slice(found[0].index + whole.length)}`.trim().replace(/\s+/g, " ");
    const [one, two] = [days(first), days(last || first)];
    if (!text || !one || !two || one[0] > two[1] || (first.includes(" ") && /\b\d{1,2}(?:st|nd|rd|th)?,?\s+$/.test(before))) return null;
    const said = how || last ? whole : `in ${whole}`;
    const bounds = last ? { since: one[0], until: two[1] }
      : /since|from/i.test(how) ? { since: one[0] }
      : /after/i.test(how) ? { since: beside(one[1], 1) }
      : /before/i.test(how) ? { until: beside(one[0], -1) }
      : /until|till/i.test(how) ? { until: one[1] }
      : { since: one[0], until: one[1] };
    return { query: { ...query, text, ...bounds }, said };
  }

  function otherNumber(word) {
    if (/ies$/i.test(word)) return `${word.slice(0, -3)}y`;
    if (/s$/i.test(word)) return word.slice(0, -1);
    return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
  }

  const numbers = (text) => changed(text, (word) => `${word}|${otherNumber(word)}`);

  const stem = (word) => word.replace(/(?:ies|ing|ed|es|s|e|y)$/i, "");
  const forms = (text) => changed(text, (word) => (stem(word).length >= NEAR ? `${stem(word)}*` : `${word}|${otherNumber(word)}`));

  function apart(one, other, most) { // letters to change, to put in or to leave out; more than *most* are as good as any
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let row = [...Array(other.length + 1).keys()];
    for (let at = 1; at <= one.length; at += 1) {
      const next = [at];
      for (let place = 1; place <= other.length; place += 1) {
        next[place] = Math.min(row[place] + 1, next[place - 1] + 1, row[place - 1] + (one[at - 1] !== other[place - 1]));
      }
      row = next;
    }
    return row[other.length];
  }

  // The word of *vocabulary*, a map of words to how many statements have them, that is spelled most nearly as *word*; "" = none.
  function nearest(word, vocabulary) {
    const most = word.length >= 2 * NEAR ? 2 : 1;
    let [best, least, often] = ["", most + 1, 0];
    if (word.length < NEAR) return best;
    for (const [one, number] of vocabulary) {
      if (one[0] !== word[0]) continue;
      const letters = apart(word, one, most);
      if (letters < least || (letters === least && letters <= most && number > often)) [best, least, often] = [one, letters, number];
    }
    return best;
  }

  // The words of *text* without each of them, small ones aside, where three or more are left to choose from.
  function without(text) {
    const words = text.split(" ");
    const telling = words.filter((word) => !SMALL.has(word.toLowerCase()));
    return text.includes('"') || telling.length < 3 ? [] : telling.map((left) => ({ left, text: telling.filter((word) => word !== left).join(" ") }));
  }

  return { SMALL, forms, nearest, numbers, timed, without };
})();
