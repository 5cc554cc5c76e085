// Menus: a button that opens what else can be done, gone through by the arrow keys.
"use strict";
(() => {
  const { wenbao } = window;
  const EDGE_PX = 8; // between a menu and what ends its room
  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  let opened = null; // the menu that is open: one at a time

  const opener = (menu) => menu.querySelector(".menu-opener");
  const list = (menu) => menu.querySelector(".menu-items");
  const items = (menu) => [...list(menu).querySelectorAll("button")];

  function set(menu, isOpen) {
    list(menu).hidden = !isOpen;
    opener(menu).setAttribute("aria-expanded", String(isOpen));
    opened = isOpen ? menu : null;
  }

  // Below its button, or above it where the box to ask in or the window ends the room.
  function place(menu) {
    const box = list(menu);
    box.classList.remove("above", "ended");
    const at = box.getBoundingClientRect();
    const isInChat = wenbao.get("chat").contains(menu);
    const bottom = isInChat ? wenbao.get("asking").getBoundingClientRect().top : innerHeight;
    const room = opener(menu).getBoundingClientRect().top - at.height - EDGE_PX;
    box.classList.toggle("above", at.bottom + EDGE_PX > bottom && room > 0);
    box.classList.toggle("ended", at.right + EDGE_PX > document.documentElement.clientWidth);
  }

  function open(menu, at = 0) {
    close();
    set(menu, true);
    place(menu);
    items(menu).at(at).focus({ preventScroll: true });
  }

  function close(isFocused = false) {
    if (!opened) return;
    const button = opener(opened);
    if (opened.isConnected) set(opened, false);
    opened = null;
    if (isFocused) button.focus();
  }

  function onClick(event) {
    const button = event.target.closest("button");
    const menu = button && button.closest(".menu");
    const wasOpen = opened;
    if (menu && button === opener(menu)) {
      if (menu === wasOpen) close(true);
      else open(menu);
    } else if (wasOpen) {
      // Whoever chose something goes on from the button, unless that leads to another place.
      close(list(wasOpen).contains(document.activeElement));
    }
  }

  function onKey(event) {
    const menu = event.target.closest(".menu");
    if (!menu || event.isComposing) return;
    if (event.target === opener(menu) && STEPS[event.key]) {
      event.preventDefault();
      open(menu, event.key === "ArrowUp" ? -1 : 0);
    } else if (menu === opened) {
      onKeyWithin(menu, event);
    }
  }

  function onKeyWithin(menu, event) {
    const all = items(menu);
    const at = all.indexOf(event.target);
    if (event.key === "Escape") {
      event.stopPropagation(); // what else is open stays so
      close(true);
    } else if (event.key === "Tab") {
      close(true);
    } else if (STEPS[event.key]) {
      event.preventDefault();
      all.at((at + STEPS[event.key]) % all.length).focus();
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      all.at(event.key === "Home" ? 0 : -1).focus();
    }
  }

  wenbao.onStart(() => {
    document.addEventListener("click", onClick);
    wenbao.get("page").addEventListener("keydown", onKey);
  });
  Object.assign(wenbao, { closeMenu: close });
})();
