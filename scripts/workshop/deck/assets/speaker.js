/* The speaker's window: the deck's own document in another dress, driven by and driving the window that opened it.

   It asks that window twice a second where it is. When the answer comes from another deck (the other language, the next
   chapter), it goes there too; the timer of a chapter outlives that, as it is kept for the session under the deck's name. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.view !== "speaker") return;

  const ASK_EVERY_MS = 500;
  const LOST_AFTER_MS = 3000;
  const deck = JSON.parse(document.getElementById("deck-state").textContent);
  const timerKey = `workshop-speaker-timer:${deck.name}`;
  document.body.append(document.getElementById("speaker-view").content);
  const part = (name) => document.querySelector(`.speaker ${name}`);

  /* Taken out of the document: a picture's markers are found by id, and ids must not be there twice. */
  const slides = document.querySelector(".stage");
  slides.remove();
  const sections = [...slides.querySelectorAll("section:has(> .slide-frame)")];
  let shown = "";
  let heard = Date.now();
  let version = "";

  function show(state) {
    heard = Date.now();
    if (state.url !== location.href.split(/[?#]/)[0]) {
      location.replace(`${state.url}?speaker`);
      return;
    }
    /* The deck was loaded again, in another version: so is this window. */
    if (version && state.version && version !== state.version) {
      location.reload();
      return;
    }
    version ||= state.version;
    part(".stale").hidden = !state.isStale;
    root.dataset.theme = state.theme;
    root.toggleAttribute("data-bilingual", state.bilingual);
    const key = JSON.stringify([state.slide, state.visible]);
    if (key === shown) return;
    shown = key;
    const place = sections.findIndex((section) => section.id === state.slide);
    /* This window was opened later than the deck, and its version has no such slide. */
    if (place < 0) return;
    picture(part(".current .slides"), sections[place], state.visible);
    picture(part(".upcoming .slides"), sections[place + 1], null);
    part(".place").textContent = `${place + 1}/${sections.length}`;
    part(".step").textContent = state.steps ? `${deck.words.step} ${state.fragment + 1}/${state.steps}` : "";
    const { until } = sections[place].dataset;
    part(".pace").hidden = !until;
    part(".pace").dataset.until = until || "";
    part(".pace").textContent = until ? deck.words.pace.replace("#", until) : "";
    const notes = sections[place].querySelector("aside.notes");
    if (notes) part(".remarks").replaceChildren(...notes.cloneNode(true).childNodes);
    else part(".remarks").textContent = deck.words.no_notes;
    part(".remarks").scrollTop = 0;
    part(".last").hidden = place + 1 < sections.length;
  }

  /* visible: places of the fragments to show; null shows all. */
  function picture(frame, section, visible) {
    frame.replaceChildren();
    if (!section) return;
    const copy = section.cloneNode(true);
    copy.querySelectorAll("aside.notes").forEach((notes) => notes.remove());
    copy.querySelectorAll(".fragment").forEach((fragment, place) => {
      fragment.classList.toggle("visible", visible === null || visible.includes(place));
    });
    frame.append(copy);
  }

  function fitPictures() {
    for (const preview of document.querySelectorAll(".speaker .preview")) {
      preview.firstElementChild.style.transform = `scale(${preview.clientWidth / 1280})`;
    }
  }

  function send(command) {
    window.opener?.postMessage({ type: "workshop-speaker", command }, "*");
  }

  /* since: when it was started, or null where it stands still; before: milliseconds counted until then. */
  const timer = JSON.parse(sessionStorage.getItem(timerKey) || '{"since": null, "before": 0}');

  function elapsed() {
    return timer.before + (timer.since === null ? 0 : Date.now() - timer.since);
  }

  function setTimer(since, before) {
    Object.assign(timer, { since, before });
    sessionStorage.setItem(timerKey, JSON.stringify(timer));
    tick();
  }

  function tick() {
    const seconds = Math.floor(elapsed() / 1000);
    const pair = [Math.floor(seconds / 60), seconds % 60].map((number) => String(number).padStart(2, "0"));
    part(".elapsed").textContent = pair.join(":");
    part(".timer").classList.toggle("is-over", seconds > deck.minutes * 60);
    part(".pace").classList.toggle("is-over", seconds > 60 * (part(".pace").dataset.until || Infinity));
    part(".start").textContent = timer.since === null ? deck.words.start : deck.words.pause;
    part(".clock").textContent = new Date().toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    part(".lost").hidden = Boolean(window.opener) && Date.now() - heard < LOST_AFTER_MS;
    send("ping");
  }

  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", n: "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", p: "previous",
    Home: "first", End: "last", t: "language", 2: "bilingual", d: "theme", b: "pause", ".": "pause", r: "renew",
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("button")) return;
    const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
    const command = event.key === " " ? (event.shiftKey ? "previous" : "next") : keys[letter];
    if (!command) return;
    event.preventDefault();
    send(command);
  }

  document.title = `${deck.words.speaker} · ${document.title}`;
  document.addEventListener("keydown", onKey);
  window.addEventListener("message", (event) => {
    if (event.source === window.opener && event.data?.type === "workshop-deck") show(event.data.state);
  });
  part(".start").addEventListener("click", () => {
    if (timer.since === null) setTimer(Date.now(), timer.before);
    else setTimer(null, elapsed());
  });
  part(".reset").addEventListener("click", () => setTimer(null, 0));
  part(".previous").addEventListener("click", () => send("previous"));
  part(".next").addEventListener("click", () => send("next"));
  new ResizeObserver(fitPictures).observe(part(".pictures"));
  setInterval(tick, ASK_EVERY_MS);
  tick();
})();
