// What is wrong with the page as it is laid out now, as lines of text. Run by tests.browser.looks, in the page.
// Nothing here changes the page.
() => {
  const wrong = [];
  const wide = document.documentElement;
  const describe = (element) => {
    const words = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 60);
    const name = element.id ? `#${element.id}` : element.classList.length ? `.${[...element.classList].join(".")}` : "";
    return `<${element.tagName.toLowerCase()}${name}> “${words}”`;
  };

  if (wide.scrollWidth > window.innerWidth)
    wrong.push(`the page is ${wide.scrollWidth} px wide in a window of ${window.innerWidth} px`);

  // Words that nobody can get at: outside of the window, or behind the edge of a box that does not scroll.
  const forReaders = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.visibility === "hidden" || style.display === "none") return false;
      const box = up.getBoundingClientRect();
      // said to screen readers only: clipped to a dot, or kept outside until it has the focus
      if ((box.width <= 1 && style.position === "absolute" && style.clipPath !== "none") || up.matches(".skip:not(:focus)")) return false;
    }
    return true;
  };
  // the boxes around it that hide what goes beyond them, up to the first that scrolls
  const around = (element, axis) => {
    const boxes = [];
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      if (up instanceof SVGElement && up.tagName !== "svg") continue;
      const style = getComputedStyle(up);
      const flow = axis === "x" ? style.overflowX : style.overflowY;
      if (flow === "auto" || flow === "scroll") return { boxes, scrolls: true };
      if (flow !== "visible") boxes.push(up.getBoundingClientRect());
    }
    return { boxes, scrolls: false };
  };
  const cut = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script,style,title,desc,noscript,template,option") || !forReaders(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const across = around(parent, "x");
    const down = around(parent, "y");
    for (const words of range.getClientRects()) {
      if (!words.width || !words.height) continue;
      const outside = !across.scrolls && (words.left + window.scrollX < -1 || words.right + window.scrollX > window.innerWidth + 1);
      const clippedX = across.boxes.some((box) => words.right > box.right + 2 || words.left < box.left - 2);
      const clippedY = down.boxes.some((box) => words.bottom > box.bottom + 6 || words.top < box.top - 6);
      if (outside || clippedX || clippedY) cut.add(parent);
    }
    if (getComputedStyle(parent).textOverflow === "ellipsis" && parent.scrollWidth > parent.clientWidth + 1) cut.add(parent);
  }
  for (const element of [...cut].slice(0, 8)) wrong.push(`words are cut off at ${window.innerWidth} px: ${describe(element)}`);

  // Figures, and the dates and short words of tables, buttons and links of the page, that are broken over two lines.
  // The texts of others are theirs; a word may be broken where it has a soft hyphen.
  const FIGURE = /\d{1,3}(?:,\d{3})+/g;
  const WORD = /\p{L}{2,24}|\d{1,3}(?:,\d{3})+|\d{4}-\d\d-\d\d/gu;
  const LETTER = /[\p{L}\p{N}\p{M}_'’&#@:<>]/u; // beside one of these it is a part of something longer
  const heights = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const tops = [...range.getClientRects()].filter((box) => box.width > 0.5).map((box) => box.top);
    return tops.length ? Math.max(...tops) - Math.min(...tops) : 0;
  };
  const broken = new Set();
  const again = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = again.nextNode(); node; node = again.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent || parent.closest("script,style,svg,title,blockquote,q,dd,bdi,.redline,.fulltext,code")) continue;
    const short = parent.closest("th,td,dt,summary,label,button,nav,time,.pill,.tag");
    for (const found of node.data.matchAll(short ? WORD : FIGURE)) {
      const end = found.index + found[0].length;
      if ([node.data[found.index - 1], node.data[end]].some((one) => one && LETTER.test(one))) continue;
      if (node.data[found.index - 1] === "\u00ad") continue;
      if (/^\d{4}-/.test(found[0]) && found[0] !== node.data.trim()) continue; // a date in a sentence may be
      if (heights(node, found.index, end) > 6 && forReaders(parent)) broken.add(`“${found[0]}” of ${describe(parent)}`);
    }
  }
  for (const one of [...broken].slice(0, 6)) wrong.push(`broken over two lines at ${window.innerWidth} px: ${one}`);

  // Words in a picture that lie on one another.
  for (const picture of document.querySelectorAll("svg")) {
    const words = [...picture.querySelectorAll("text")].filter(
      // a slanted one fills only a part of its box
      (one) => one.textContent.trim() && forReaders(one) && Math.abs(one.getScreenCTM().b) < 0.01,
    );
    const boxes = words.map((one) => one.getBoundingClientRect());
    let found = 0;
    for (let i = 0; i < boxes.length && found < 3; i++)
      for (let j = i + 1; j < boxes.length && found < 3; j++) {
        const across = Math.min(boxes[i].right, boxes[j].right) - Math.max(boxes[i].left, boxes[j].left);
        const down = Math.min(boxes[i].bottom, boxes[j].bottom) - Math.max(boxes[i].top, boxes[j].top);
        if (across > 2 && down > 0.4 * Math.min(boxes[i].height, boxes[j].height)) {
          found++;
          wrong.push(`words of a picture lie on one another at ${window.innerWidth} px: “${words[i].textContent.trim()}” and “${words[j].textContent.trim()}”`);
        }
      }
  }
  return wrong;
}
