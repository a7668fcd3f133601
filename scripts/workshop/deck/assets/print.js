/* A deck on paper (`?print-pdf`), and one that stands alone: what must be so before anything is shown.

   Printing needs no reveal.js: every slide is a page, or with `&notes` a picture over its notes. */
(() => {
  "use strict";
  const root = document.documentElement;

  /* An address that holds elsewhere too: the published one, or none at all rather than one that leads nowhere. */
  function lead(link) {
    const address = link.getAttribute("href");
    if (/^(#|[a-z]+:)/i.test(address)) return;
    if (root.dataset.public) link.href = new URL(address, root.dataset.public).href;
    else link.removeAttribute("href");
  }

  if (root.dataset.view === "print" || root.dataset.alone !== undefined) {
    document.querySelectorAll(".slides a[href], .deck-page").forEach(lead);
    const page = document.querySelector(".deck-page");
    page.hidden = !page.hasAttribute("href");
  }
  if (root.dataset.view !== "print") return;

  const paper = document.createElement("style");
  paper.textContent = root.dataset.print === "notes" ? "@page { size: A4; margin: 12mm }" : "@page { size: 1280px 720px; margin: 0 }";
  document.head.append(paper);
  document.querySelectorAll(".slides a[href^='#/']").forEach((link) => link.setAttribute("href", `#${link.hash.slice(2)}`));
  document.querySelectorAll(".slides .fragment").forEach((fragment) => fragment.classList.add("visible"));
  const slides = [...document.querySelectorAll(".slide-frame")];
  slides.forEach((frame, place) => {
    const number = document.createElement("p");
    number.className = "paper-number";
    number.textContent = `${place + 1}/${slides.length}`;
    frame.after(number);
  });
  window.workshopDeck = { started: Promise.resolve() };
})();
