// Words as a search knows them: cut and folded as in tracker/search/analyzer.py, so that files find what a server finds.
"use strict";
self.policyWords = (() => {
  const ROOM = 240; // characters of a snippet
  const FARTHEST = 800; // characters before a word in which its sentence begins
  const SENTENCE_END = /[.!?…][”’"')\]]*\s+(?=[A-Z“‘"([\d])|\n\s*\n|[。！？]/g;

  const SINGLE =
    "\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u1100-\\u11FF\\u3130-\\u318F\\uA960-\\uA97F\\uAC00-\\uD7FF" +
    "\\u2E80-\\u2FDF\\u3005-\\u3007\\u3021-\\u3029\\u3038-\\u303B\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF" +
    "\\u3041-\\u30FA\\u30FC-\\u312F\\u31A0-\\u31BF\\u31F0-\\u31FF\\uFF66-\\uFF9F" +
    "\\u{16FE0}-\\u{18D8F}\\u{1B000}-\\u{1B2FF}\\u{20000}-\\u{323AF}";
  const WORD = new RegExp(`[${SINGLE}]|(?:(?![${SINGLE}])(?:[\\p{L}\\p{N}]|(?=[\\u0300-\\u30FF])\\p{M}))+`, "gu");
  const folds = new Map();

  function letter(one) {
    const apart = one.normalize("NFKD");
    const accented = apart.codePointAt(0) < 0x530; // Latin, Greek and Cyrillic letters stand below
    const kept = (accented ? apart : one.normalize("NFKC")).toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
    return [...kept].filter((each) => /[\p{L}\p{N}]/u.test(each) || (!accented && /\p{M}/u.test(each))).join("");
  }

  function fold(word) {
    if (/^[\x00-\x7f]*$/.test(word)) return word.toLowerCase().slice(0, 64);
    let folded = folds.get(word);
    if (folded === undefined) {
      folded = [...[...word].map(letter).join("")].slice(0, 64).join("");
      folds.set(word, folded);
    }
    return folded;
  }

  function words(text) {
    const found = [];
    for (const one of text.matchAll(WORD)) {
      const folded = fold(one[0]);
      if (folded) found.push({ start: one.index, end: one.index + one[0].length, folded });
    }
    return found;
  }

  function terms(text) { // of one|other either will do: "any" has all of them, the first included
    const wanted = new Map();
    for (const [, phrase, star, bare] of text.matchAll(/"([^"]*)"(\*?)|(\S+)/g)) {
      const said = phrase ? [[phrase, Boolean(star)]] : (bare || "").split("|").map((part) => [part, part.endsWith("*")]);
      const any = said.map(([part, prefix]) => ({ words: words(part).map((word) => word.folded), prefix })).filter((term) => term.words.length);
      for (const term of any) term.needle = ` ${term.words.join(" ")}${term.prefix ? "" : " "}`;
      if (any.length) wanted.set(any.map((term) => term.needle).join("|"), { ...any[0], any });
    }
    return [...wanted.values()];
  }

  function spans(text, wanted) {
    const there = words(text);
    const found = [];
    const any = wanted.flatMap((term) => term.any);
    there.forEach((_, at) => {
      for (const term of any) {
        const run = there.slice(at, at + term.words.length);
        if (run.length < term.words.length) continue;
        const stands = run.every((word, place) =>
          term.prefix && place === run.length - 1 ? word.folded.startsWith(term.words[place]) : word.folded === term.words[place]);
        if (stands) found.push([run[0].start, run[run.length - 1].end]);
      }
    });
    const within = (span, other) => other !== span && other[0] <= span[0] && span[1] <= other[1] && (other[0] < span[0] || span[1] < other[1]);
    const outer = found.filter((span) => !found.some((other) => within(span, other)));
    const unique = new Map(outer.map((span) => [span.join(), span]));
    return [...unique.values()].sort((a, b) => a[0] - b[0]);
  }

  // Where the sentence around a place begins, as tracker.text.sentence_bounds finds it.
  function begins(text, place) {
    const floor = Math.max(0, place - FARTHEST);
    const ends = [...text.slice(floor, place + 1).matchAll(SENTENCE_END)].map((found) => floor + found.index + found[0].length);
    return ends.findLast((end) => end <= place) ?? floor;
  }

  // The first mark of the stretch with most of what is wanted, where that stands closest together, then with most marks.
  function fullest(text, marked, wanted) {
    const terms = wanted.length > 1 ? wanted : [];
    const of = marked.map(([a, b]) => terms.filter((term) => spans(text.slice(a, b), [term]).length));
    let first = [0, 0];
    let most = [0, 0, 0];
    marked.forEach(([start, until], at) => {
      const covered = new Set();
      let [reach, number] = [start, 0];
      for (let next = at; next < marked.length && marked[next][1] <= start + ROOM; next += 1, number += 1) {
        if (of[next].some((term) => !covered.has(term))) reach = marked[next][1];
        of[next].forEach((term) => covered.add(term));
      }
      const score = number ? [covered.size, start - reach, number] : [0, 0, 0];
      const other = score.findIndex((value, place) => value !== most[place]);
      if (other >= 0 && score[other] > most[other]) [first, most] = [[start, until], score];
    });
    return first;
  }

  function snippet(text, wanted) {
    const marked = spans(text, wanted);
    if (text.length <= ROOM) return [text, marked];
    const first = fullest(text, marked, wanted);
    const begun = begins(text, first[0]);
    const near = marked.filter(([a, b]) => a >= first[0] && b <= first[0] + ROOM).map(([, b]) => b);
    const reach = near.length ? Math.max(...near) : first[1];
    let start = Math.max(0, Math.min(reach - begun <= ROOM ? begun : first[0] - Math.floor(ROOM / 4), text.length - ROOM));
    let end = Math.min(text.length, start + ROOM);
    if (start && !/\s/.test(text[start - 1])) {
      const space = text.slice(0, first[0]).indexOf(" ", start);
      if (space >= 0) start = space + 1;
    }
    if (end < text.length) {
      const space = text.slice(0, end).lastIndexOf(" ");
      if (space >= Math.max(first[1], start)) end = space;
    }
    const before = start ? "… " : "";
    const inside = marked.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a + before.length - start, b + before.length - start]);
    return [`${before}${text.slice(start, end)}${end < text.length ? " …" : ""}`, inside];
  }

  return { words, terms, spans, snippet };
})();
