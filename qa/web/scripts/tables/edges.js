// A box that scrolls sideways shows at its edges that there is more, and a narrow one fewer columns.
"use strict";
(() => {
  const { wenbao } = window;
  const NEAR_PX = 1; // what browsers round
  const NARROW_PX = 576; // below it a figure tells in its cell what it is of

  function tell(box) {
    box.parentElement.classList.toggle("narrow", box.clientWidth < NARROW_PX);
    const before = box.scrollLeft;
    const after = box.scrollWidth - box.clientWidth - before;
    box.parentElement.classList.toggle("more-before", before > NEAR_PX);
    box.parentElement.classList.toggle("more-after", after > NEAR_PX);
  }

  const shownIn = (edged) => [...edged.children].filter((box) => box.clientWidth);

  const sizes = new ResizeObserver((entries) => {
    const changed = new Set(entries.map(({ target }) => target.closest(".edged")));
    for (const edged of changed) for (const box of edged ? shownIn(edged) : []) tell(box);
  });

  // Of what has just been shown: each box, and what is in it.
  function edges(element) {
    for (const each of element.querySelectorAll(".edged > *, .edged table")) sizes.observe(each);
  }

  wenbao.onStart(() => {
    const onScroll = ({ target }) => {
      if (target instanceof Element && target.matches(".edged > *")) tell(target);
    };
    // It does not bubble.
    wenbao.get("chat").addEventListener("scroll", onScroll, { capture: true, passive: true });
  });
  Object.assign(wenbao, { edges });
})();
