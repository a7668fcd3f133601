/* The deck: reveal.js, keys of our own, and the state that the speaker's window (or a test) reads.

   A place in the talk is an address, `#/<slide>/<fragment>`; the other language has the same ids, so the same address. */
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.view) return;

  const deck = JSON.parse(document.getElementById("deck-state").textContent);
  const languageLink = document.querySelector(".deck-language");
  const help = document.querySelector(".deck-help");
  const message = document.querySelector(".deck-message");
  const otherUrl = asFile(languageLink.getAttribute("href"));
  let speaker = null;
  let isStale = false;

  /* A folder opened from a disk shows its list of files: name the document in it. */
  function asFile(url) {
    return location.protocol === "file:" && /^\..*\/$/.test(url) ? `${url}index.html` : url;
  }

  const KEPT = "workshop-deck-kept";
  const THEMES = ["light", "dark", "contrast"];

  /* fragment: index of the last one shown, -1 before the first; visible: places of those shown, as in the document. */
  function state() {
    const slide = Reveal.getCurrentSlide();
    const fragments = [...slide.querySelectorAll(".fragment")];
    const fragment = Reveal.getIndices().f ?? -1;
    return {
      deck: deck.name,
      language: deck.language,
      url: location.href.split(/[?#]/)[0],
      slide: slide.id,
      fragment,
      visible: fragments.flatMap((one, place) => (one.classList.contains("visible") ? [place] : [])),
      theme: root.dataset.theme,
      bilingual: root.hasAttribute("data-bilingual"),
      /* As the server says that this came from, in a script behind this one; it says when it has another, too. */
      version: document.querySelector("script[data-version]")?.dataset.version ?? "",
      isStale,
      steps: new Set(fragments.map((one) => one.dataset.fragmentIndex)).size,
    };
  }

  function go(slide, fragment = -1) {
    const section = document.getElementById(slide);
    if (!section) return;
    const { h, v } = Reveal.getIndices(section);
    Reveal.slide(h, v, fragment);
  }

  function switchLanguage() {
    location.assign(languageLink.href);
  }

  function remember(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      /* No storage: the choice lasts as long as the page. */
    }
    tell();
  }

  function switchTheme() {
    root.dataset.theme = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
    remember("workshop-deck-theme", root.dataset.theme);
  }

  function switchBilingual() {
    remember("workshop-deck-bilingual", root.toggleAttribute("data-bilingual") ? "yes" : "no");
  }

  /* Load the deck again and go on where it is: the place is in the address, the rest is kept until then. */
  function renew() {
    const { h, v, f } = Reveal.getIndices();
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ deck: deck.name, slide: state().slide, h, v, f, isPaused: Reveal.isPaused() }));
    } catch {
      /* No storage: the screen is not black any more. */
    }
    location.reload();
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
    sessionStorage.removeItem(KEPT);
    if (kept.deck !== deck.name) return;
    /* A slide that the new version has under another name, or not at all. */
    if (!document.getElementById(kept.slide)) Reveal.slide(kept.h, kept.v, kept.f);
    if (kept.isPaused) Reveal.togglePause(true);
  }

  function openSpeaker() {
    speaker = window.open(`${state().url}?speaker`, "workshop-speaker", "popup,width=1200,height=800");
    message.textContent = deck.words.blocked;
    message.hidden = Boolean(speaker);
  }

  function toggleHelp() {
    if (help.open) help.close();
    else help.showModal();
  }

  function tell() {
    const now = state();
    const { slide, fragment } = now;
    languageLink.setAttribute("href", `${otherUrl}#/${slide}${fragment >= 0 ? `/${fragment}` : ""}`);
    if (speaker && !speaker.closed) speaker.postMessage({ type: "workshop-deck", state: now }, "*");
    document.dispatchEvent(new CustomEvent("workshop:deck", { detail: now }));
  }

  const { togglePointer, toggleZoom, unzoom, isZoomed } = window.workshopStage;
  const keys = {
    t: switchLanguage, 2: switchBilingual, d: switchTheme, s: openSpeaker, r: renew, q: togglePointer, z: toggleZoom,
    "?": toggleHelp, "？": toggleHelp,
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input")) return;
    /* With an input method on, `key` is "Process": the place on the keyboard still tells the letter. */
    const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
    const act = keys[event.key.toLowerCase()] || keys[letter] || (event.key === "Escape" && isZoomed() && unzoom);
    if (!act || (help.open && act !== toggleHelp)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  const commands = {
    ping: () => {},
    next: () => Reveal.next(),
    previous: () => Reveal.prev(),
    first: () => Reveal.slide(0),
    last: () => Reveal.slide(Reveal.getTotalSlides() - 1),
    pause: () => Reveal.togglePause(),
    language: switchLanguage,
    theme: switchTheme,
    bilingual: switchBilingual,
    renew,
  };

  function onMessage(event) {
    if (event.data?.type !== "workshop-speaker" || event.origin !== window.origin) return;
    speaker = event.source;
    commands[event.data.command]?.();
    tell();
  }

  function translateControls() {
    const names = { left: "previous", right: "next", up: "above", down: "below" };
    for (const [side, word] of Object.entries(names)) {
      document.querySelector(`.reveal .navigate-${side}`)?.setAttribute("aria-label", deck.words[word]);
    }
    document.querySelector(".reveal .resume-button").textContent = deck.words.resume;
    document.addEventListener("focusin", ({ target }) => {
      if (!target.matches(".jump-to-slide-input")) return;
      target.placeholder = deck.words.jump;
      target.ariaLabel = deck.words.jump;
    });
  }

  /* Before reveal.js, which takes the key of "?" for "/" and pauses. */
  window.addEventListener("keydown", onKey, true);
  help.addEventListener("keydown", (event) => {
    if (event.key !== "?" && event.key !== "？") event.stopPropagation();
  });
  document.querySelector(".deck-help-button").addEventListener("click", toggleHelp);
  window.addEventListener("message", onMessage);
  document.addEventListener("workshop:new-version", () => {
    isStale = true;
    tell();
  });
  const pageLink = document.querySelector(".deck-page");
  if (pageLink.hasAttribute("href")) pageLink.setAttribute("href", asFile(pageLink.getAttribute("href")));

  const started = Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    minScale: 0.1,
    maxScale: 4,
    hash: true,
    fragmentInURL: true,
    center: false,
    controlsTutorial: false,
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    autoAnimate: false,
    help: false,
    jumpToSlide: true,
    postMessage: false,
    postMessageEvents: false,
    scrollActivationWidth: null,
  }).then(() => {
    translateControls();
    try {
      restore();
    } catch {
      /* No storage: nothing was kept. */
    }
    Reveal.on("slidechanged", unzoom);
    for (const change of ["slidechanged", "fragmentshown", "fragmenthidden"]) Reveal.on(change, tell);
    tell();
  });

  window.workshopDeck = { started, state, go };
})();
