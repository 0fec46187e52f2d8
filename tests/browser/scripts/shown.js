// The words of the page, each with whether its reader sees it as it is laid out now. Run by tests.browser.looks.
() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    // what is done with a page and not said by it; heads of columns, which may stand in the cells instead; a zero
    if (!node.data.trim() || parent.closest("nav,form,button,summary,script,style,.hint,.onward,thead,.nil")) continue;
    let aside = false; // said to those who do not see
    for (let up = parent; up && !aside; up = up.parentElement) {
      const style = getComputedStyle(up);
      aside = style.position === "absolute" && style.clipPath !== "none" && up.getBoundingClientRect().width <= 1;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const there = parent.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: false });
    const seen = there && !aside && [...range.getClientRects()].some((box) => box.width && box.height);
    found.push([node.data.trim().slice(0, 80), seen]);
  }
  return found;
}
