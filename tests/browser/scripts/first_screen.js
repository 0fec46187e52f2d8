// Where the first quoted words of the page begin, how many sizes of type it has, how tall its header is,
// and which links and fields are less than 24 px of a finger. Words in pictures are drawn to scale.
() => {
  const seen = (element) => element.checkVisibility() && !element.closest("svg") && element.getBoundingClientRect().width > 1;
  const quoted = [...document.querySelectorAll("main h1, main .redline, main blockquote, main q, main mark")]
    .filter((element) => seen(element) && (element.tagName !== "H1" || element.textContent.includes("“")));
  const sizes = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() && seen(node.parentElement)) sizes.add(getComputedStyle(node.parentElement).fontSize);
  }
  const small = [...document.querySelectorAll("a, button, summary, input, select")].filter((element) => {
    if (!seen(element) || element.matches(".skip, mark a")) return false; // numbers in running text are text
    const { width, height } = element.getBoundingClientRect();
    return width < 23.5 || height < 23.5;
  });
  return {
    words: Math.min(...quoted.map((element) => element.getBoundingClientRect().top + window.scrollY)),
    sizes: [...sizes].sort(),
    header: document.querySelector(".masthead").getBoundingClientRect().bottom,
    small: small.map((element) => element.outerHTML.slice(0, 120)),
  };
};
