/* What is wrong with the page as it stands now: [{what, where, detail}]. Evaluated in the page by tests/look/lens.py.
   A measure is a function of this object that yields one fault after another; test_measures.py shows each one failing. */
(() => {
  "use strict";
  const SLACK = 1;            // pixels: boxes end between pixels
  const TAP = 44 - 0.5;
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";

  const style = (element) => getComputedStyle(element);
  const ancestors = function* (element) { for (let e = element; e; e = e.parentElement) yield e; };
  const layer = (element) => [...ancestors(element)].find((e) => ["fixed", "sticky"].includes(style(e).position)) || null;
  const words = (element) => (element.value && element.matches("input, button") ? element.value : element.textContent).replace(/\s+/g, " ").trim().slice(0, 24);

  const address = (element) => {
    const steps = [];
    for (const e of ancestors(element)) {
      if (e.id) { steps.unshift(`#${CSS.escape(e.id)}`); break; }
      const alike = e.parentElement ? [...e.parentElement.children].filter((other) => other.localName === e.localName) : [e];
      const name = e.localName + (e.classList.length ? "." + [...e.classList].slice(0, 2).map(CSS.escape).join(".") : "");
      steps.unshift(alike.length > 1 ? `${name}:nth-of-type(${alike.indexOf(e) + 1})` : name);
      if (steps.length === 4) break;
    }
    return steps.join(" > ");
  };

  // In the page for a reader's eyes: painted, with a size, and not put aside for screen readers alone.
  const isSeen = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return false;
    return ![...ancestors(element)].some((e) => isPutAside(e));
  };
  const isPutAside = (element) => {
    const css = style(element), box = element.getBoundingClientRect();
    const isOffScreen = css.position === "absolute" && box.bottom + scrollY <= 0;
    return isOffScreen || css.clipPath === "inset(50%)" || css.clip === "rect(0px, 0px, 0px, 0px)";
  };
  const clips = (value) => value === "hidden" || value === "clip";
  const hasOwnText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const fault = (what, element, detail) => ({ what, where: address(element), detail: detail ?? `“${words(element)}”` });

  /* sideways scroll: the document is wider than the screen. Names what sticks out furthest. */
  const sideways = function* () {
    const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
    if (wide <= innerWidth + SLACK) return;
    const scrollsInside = (e) => [...ancestors(e.parentElement)].some((a) => a !== document.body && a !== document.documentElement && style(a).overflowX !== "visible");
    const right = (e) => e.getBoundingClientRect().right + scrollX;
    const out = [...document.body.querySelectorAll("*")].filter((e) => isSeen(e) && right(e) > innerWidth + SLACK && !scrollsInside(e));
    const furthest = out.sort((a, b) => right(b) - right(a) || b.contains(a) - a.contains(b))[0] || document.body;
    yield fault("scrolls sideways", furthest, `${wide} px wide on a screen of ${innerWidth} px`);
  };

  /* text cut off: more inside than the box shows, and no way to the rest. */
  const tellsTheWhole = (element) => [...ancestors(element)].some((e) =>
    e.title || (e.localName === "summary" && e.parentElement.localName === "details" && e.parentElement.childElementCount > 1));
  const isBehindClip = (element, edge) => {
    const css = style(element);
    const wide = clips(css.overflowX) && element.scrollWidth > element.clientWidth + SLACK;
    const high = clips(css.overflowY) && element.scrollHeight > element.clientHeight + SLACK;
    return wide || high;
  };
  const cut = function* () {
    for (const element of document.body.querySelectorAll("*")) {
      if (element instanceof SVGElement || !element.innerText?.trim()) continue;
      if (isSeen(element) && isBehindClip(element) && !tellsTheWhole(element)) yield fault("text cut off", element);
    }
  };

  /* text that runs out of the button, badge or field around it, where nothing clips it. */
  const spills = function* () {
    for (const element of document.body.querySelectorAll(".btn, .status, .badge, button, th, td, label, summary")) {
      if (!isSeen(element) || style(element).display === "inline" || !element.innerText.trim()) continue;
      const box = element.getBoundingClientRect();
      const range = document.createRange();
      for (const node of textsOf(element)) {
        range.selectNodeContents(node);
        const out = [...range.getClientRects()].find((r) => r.right > box.right + SLACK || r.left < box.left - SLACK);
        if (out && !isScrolled(node.parentElement, element)) { yield fault("text runs out of its box", element); break; }
      }
    }
  };
  const textsOf = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) => (node.data.trim() && isSeen(node.parentElement) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT));
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  const isScrolled = (element, upTo) => [...ancestors(element)].some((e) => upTo.contains(e) && (style(e).overflowX !== "visible" || ["absolute", "fixed"].includes(style(e).position)));

  /* overlapping controls: two things to press share a place, and neither lies within the other. */
  const controls = () => [...document.body.querySelectorAll(CONTROLS)].filter((e) => isSeen(e) && style(e).pointerEvents !== "none");
  const seenBoxes = (element) => {                       // what a scrolling ancestor leaves of each line's box
    let boxes = [...element.getClientRects()];
    for (const e of ancestors(element.parentElement)) {
      if (e === document.body || style(e).overflowX === "visible") continue;
      const frame = e.getBoundingClientRect();
      boxes = boxes.map((b) => ({ left: Math.max(b.left, frame.left), right: Math.min(b.right, frame.right), top: Math.max(b.top, frame.top), bottom: Math.min(b.bottom, frame.bottom) }));
    }
    return boxes.filter((b) => b.right > b.left && b.bottom > b.top);
  };
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK;
  const isOneControl = (a, b) => a.contains(b) || b.contains(a) || [...(a.labels || [])].some((l) => l.contains(b)) || [...(b.labels || [])].some((l) => l.contains(a));
  const overlaps = function* () {
    const all = controls().map((element) => ({ element, layer: layer(element), boxes: seenBoxes(element) }));
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        if (one.layer !== other.layer || isOneControl(one.element, other.element)) continue;
        if (one.boxes.some((a) => other.boxes.some((b) => meet(a, b)))) {
          yield fault("controls overlap", one.element, `“${words(one.element)}” and “${words(other.element)}” (${address(other.element)})`);
        }
      }
    }
  };

  /* scrolled to its end, the page still lies partly under a bar that does not scroll. */
  const covered = function* () {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    const bars = [...document.body.querySelectorAll("*")].filter((e) => isSeen(e) && style(e).position === "fixed").map((e) => e.getBoundingClientRect());
    for (const element of controls().filter((e) => !layer(e))) {
      if (bars.some((bar) => bar.top > innerHeight / 2 && seenBoxes(element).some((box) => meet(box, bar)))) yield fault("covered by the bar", element);
    }
    scrollTo({ top: 0, behavior: "instant" });
  };

  /* targets on a phone: 44 × 44 px, but for a link inside a sentence (WCAG 2.5.8: inline). */
  const isInSentence = (element) => element.localName === "a" && style(element).display === "inline" && hasOwnText(element.parentElement);
  const target = (element) => {                          // a box to tick is as large as the label around it
    const boxes = [element, ...(element.labels || [])].filter(isSeen).map((e) => e.getBoundingClientRect());
    return { width: Math.max(...boxes.map((b) => b.width)), height: Math.max(...boxes.map((b) => b.height)) };
  };
  const small = function* () {
    for (const element of controls()) {
      if (isInSentence(element)) continue;
      const { width, height } = target(element);
      if (width < TAP || height < TAP) yield fault("target under 44 px", element, `“${words(element)}” ${Math.round(width)} × ${Math.round(height)}`);
    }
  };

  /* a phone's page is read downwards: nothing on it scrolls sideways inside. */
  const inner = function* () {
    for (const element of document.body.querySelectorAll("*")) {
      if (["auto", "scroll"].includes(style(element).overflowX) && isSeen(element) && element.scrollWidth > element.clientWidth + SLACK) {
        yield fault("scrolls sideways inside", element, `${element.scrollWidth} px in ${element.clientWidth} px`);
      }
    }
  };

  /* text that stays small when the reader's text is twice as large: what it would be with the usual font, and what it is. */
  const textSizes = (elements) => elements.map((e) => parseFloat(style(e).fontSize));
  const grown = function* () {
    const elements = [...document.body.querySelectorAll("*")].filter((e) => hasOwnText(e) && isSeen(e));
    const are = textSizes(elements);
    document.documentElement.style.fontSize = "16px";
    const were = textSizes(elements);
    document.documentElement.style.fontSize = "";
    for (const [index, element] of elements.entries()) {
      if (are[index] < were[index] * 1.9) yield fault("text does not grow", element, `“${words(element)}” ${were[index]} → ${are[index]} px`);
    }
  };

  const open = () => document.querySelectorAll("details:not(.menu)").forEach((e) => { e.open = true; });
  const measures = { sideways, cut, spills, overlaps, covered, small, inner, grown };
  window.look = { open, measure: (names) => names.flatMap((name) => [...measures[name]()]) };
})();
