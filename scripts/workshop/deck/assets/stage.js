/* What a presenter does on the stage beside turning slides: point, and show a place larger.

   Both follow the mouse; deck.js gives them their keys. They change nothing that an address or another window knows. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.view) return;

  const ZOOM = 2;
  const stage = document.querySelector(".reveal");
  const dot = document.createElement("div");
  dot.className = "deck-pointer";
  dot.hidden = true;
  document.body.append(dot);
  let mouse = { x: innerWidth / 2, y: innerHeight / 2 };
  let isZoomed = false;

  function place() {
    dot.style.translate = `${mouse.x}px ${mouse.y}px`;
    if (isZoomed) stage.style.transformOrigin = `${(100 * mouse.x) / innerWidth}% ${(100 * mouse.y) / innerHeight}%`;
  }

  function togglePointer() {
    dot.hidden = !dot.hidden;
    root.toggleAttribute("data-pointing", !dot.hidden);
    place();
  }

  function setZoom(wanted) {
    isZoomed = wanted;
    root.toggleAttribute("data-zoomed", wanted);
    stage.style.transform = wanted ? `scale(${ZOOM})` : "";
    place();
  }

  addEventListener("mousemove", (event) => {
    mouse = { x: event.clientX, y: event.clientY };
    place();
  });
  /* With Alt, or with Control where the window manager takes Alt: as reveal.js' own zoom has it. */
  stage.addEventListener("click", (event) => {
    if (!event.altKey && !event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    setZoom(!isZoomed);
  }, true);

  window.workshopStage = { togglePointer, toggleZoom: () => setZoom(!isZoomed), unzoom: () => setZoom(false), isZoomed: () => isZoomed };
})();
