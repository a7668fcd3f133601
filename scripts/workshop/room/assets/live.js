/* Keeps an open page up to date with what the server has at its address, and shows what is wrong with the last build.

   What stands above was put there by the server: its words, and where its events are. A page that says
   data-reload="asked" on its root is never reloaded from here: it gets the event `workshop:new-version`, and no bar.
   One that says "never" is left alone. */
(() => {
  "use strict";
  const root = document.documentElement;
  const { version } = document.currentScript.dataset;
  const isAsked = root.dataset.reload === "asked";
  if (root.dataset.reload === "never" || !window.EventSource) return;

  const AGAIN_AFTER_MS = 3000;
  const RELOADED = "workshop-reloaded-for";
  let events = null;
  let bar = null;

  function open() {
    if (events || (document.hidden && !isAsked)) return;
    events = new EventSource(`${eventsUrl}?page=${encodeURIComponent(location.pathname)}`);
    events.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
    events.addEventListener("error", () => {
      /* The browser tries again by itself, but for what it takes to be no stream of events. */
      if (events?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, AGAIN_AFTER_MS);
    });
  }

  function close() {
    events?.close();
    events = null;
  }

  function hear(served) {
    if (served.version !== version) renew(served.version);
    else if (!isAsked) show(served.problems);
  }

  function renew(wanted) {
    if (isAsked) {
      document.dispatchEvent(new CustomEvent("workshop:new-version"));
      return;
    }
    /* Once for each version: something between may go on answering with an old page. */
    const reason = `${location.pathname} ${wanted}`;
    try {
      if (sessionStorage.getItem(RELOADED) === reason) return;
      sessionStorage.setItem(RELOADED, reason);
    } catch {
      /* No storage: nothing is remembered. */
    }
    close();
    location.reload();
  }

  function show(problems) {
    if (!problems.length) {
      bar?.remove();
      bar = null;
      return;
    }
    bar ||= makeBar();
    bar.shadowRoot.querySelector("pre").textContent = problems.join("\n");
  }

  function makeBar() {
    const { failed } = words[root.lang.split("-")[0]] || words.en;
    const made = document.createElement("aside");
    made.className = "workshop-problems";
    /* In a tree of its own, where the page's styles do not reach. */
    made.attachShadow({ mode: "open" }).innerHTML = `<style>
      div { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 40vh; overflow: auto; padding: 10px 16px;
        background: #8c1d18; color: #ffffff; font: 15px/1.5 system-ui, sans-serif; }
      strong { font-weight: 600; }
      pre { margin: 4px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, monospace; }
      @media print { div { display: none; } }
    </style><div role="alert"><strong></strong><pre></pre></div>`;
    made.shadowRoot.querySelector("strong").textContent = failed;
    document.body.append(made);
    return made;
  }

  /* A browser has six connections to a server: a page that nobody sees takes none, and catches up when it is seen. */
  document.addEventListener("visibilitychange", () => (document.hidden && !isAsked ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
