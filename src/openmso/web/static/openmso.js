// The few things that HTML does not do by itself. Pages work without them.
(() => {
  const root = document.documentElement;

  // Light or dark.
  document.querySelectorAll("[data-theme-switch]").forEach((button) =>
    button.addEventListener("click", () => {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      localStorage.setItem("theme", root.dataset.bsTheme);
    }));

  // The rail is open where there is room for it.
  const wide = matchMedia("(min-width: 62rem)");
  const rail = document.querySelector("[data-rail]");
  const unfold = () => { if (rail) rail.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
  // What is folded on it opens where one is.
  const here = document.querySelector("[data-more] a[aria-current]");
  if (here) here.closest("[data-more]").open = true;

  // What drops down closes on Escape and on a click elsewhere.
  const drops = () => document.querySelectorAll("[data-drop][open]");
  document.addEventListener("click", (event) =>
    drops().forEach((one) => { if (!one.contains(event.target)) one.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") drops().forEach((one) => { one.open = false; one.querySelector("summary").focus(); });
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    const box = document.querySelector("[data-search]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && box) { event.preventDefault(); box.focus(); }
  });

  // What is found while typing: the arrows walk through it, Escape and a click elsewhere put it away.
  const found = document.querySelector("[data-found]");
  if (found) {
    const box = document.querySelector("[data-search]");
    const away = () => found.replaceChildren();
    document.addEventListener("click", (event) => { if (!found.parentElement.contains(event.target)) away(); });
    found.parentElement.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { away(); box.focus(); }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const places = [box, ...found.querySelectorAll("a")];
      const next = places.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (places[next]) { event.preventDefault(); places[next].focus(); }
    });
  }
  // A queue is walked by j and k; Enter opens what has the focus, as for any link.
  const steps = [...document.querySelectorAll("[data-queue] a")];
  if (steps.length) document.addEventListener("keydown", (event) => {
    if (!/^[jk]$/.test(event.key) || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const here = steps.indexOf(document.activeElement);
    const next = steps[here + (event.key === "j" ? 1 : -1)] || steps[event.key === "j" ? 0 : steps.length - 1];
    next.focus();
  });
  document.querySelectorAll("[data-print]").forEach((one) => one.addEventListener("click", () => print()));

  // After a refusal the focus is at what was refused: the first field that is wrong, or the words about the whole.
  const refused = (performance.getEntriesByType("navigation")[0] || {}).responseStatus >= 400;
  const wrong = refused && document.querySelector('main :is([aria-invalid="true"], .errorlist.nonfield, .band[role="alert"]:not([hidden]))');
  if (wrong) {
    const place = (wrong.matches("fieldset") && wrong.querySelector("input")) || wrong;
    if (place.matches("ul, p, div")) place.tabIndex = -1;
    place.focus();
  }

  // A choice that is sent at once.
  document.querySelectorAll("[data-send-on-change]").forEach((field) =>
    field.addEventListener("change", () => field.form.requestSubmit()));

  const store = window.sessionStorage;
  const nameOf = (form) => `draft:${location.pathname}:${form.dataset.draft}`;

  // A draft is done with once what was sent is neither refused nor held up by signing in or proving who one is.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-draft]")) store.setItem("sent", nameOf(event.target));
  });
  const sent = store.getItem("sent");
  if (sent) {
    store.removeItem("sent");
    const held = refused || /^\/(accounts|step-up)\//.test(location.pathname) || document.querySelector("form[data-draft] [aria-invalid]");
    if (!held) store.removeItem(sent);
  }

  // What was typed outlives the end of a session, in this tab only, until it is sent and taken.
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const fields = () => [...form.elements].filter((one) =>
      one.name && !/^(hidden|password|file|submit|button)$/.test(one.type));
    const kept = JSON.parse(store.getItem(nameOf(form)) || "null");
    if (kept && !form.querySelector("[aria-invalid]")) {
      fields().forEach((one) => {
        const list = kept[one.name];
        if (!list) return;
        if (/^(checkbox|radio)$/.test(one.type)) one.checked = list.includes(one.value);
        else if (one.multiple) [...one.options].forEach((o) => { o.selected = list.includes(o.value); });
        else one.value = list[0];
      });
      const said = form.querySelector("[data-draft-said]");
      if (said) said.hidden = false;
    }
    form.addEventListener("input", () => {
      const found = {};
      fields().forEach((one) => {
        if (/^(checkbox|radio)$/.test(one.type) && !one.checked) return;
        const values = one.multiple ? [...one.selectedOptions].map((o) => o.value) : [one.value];
        (found[one.name] ||= []).push(...values);
      });
      store.setItem(nameOf(form), JSON.stringify(found));
    });
  });

  // What others change shows by itself while the page is looked at; what was scrolled stays where it was.
  const lives = document.querySelectorAll("[data-live]");
  if (lives.length) {
    let ended = false;
    let kept = [];
    const regions = () => [...document.querySelectorAll("#live-part .table-scroll")];
    const look = () => { if (!document.hidden && !ended) lives.forEach((one) => htmx.trigger(one, "look")); };
    document.addEventListener("htmx:beforeSwap", () => { kept = regions().map((one) => one.scrollLeft); });
    document.addEventListener("htmx:afterSwap", () =>
      regions().forEach((one, place) => { one.scrollLeft = kept[place] || 0; }));
    document.addEventListener("htmx:afterRequest", (event) => {
      const status = event.detail.xhr.status;
      if (status === 401) ended = true;
      if (!event.target.matches("[data-live]")) return;
      const lost = status === 0 || status >= 500;
      document.querySelectorAll("[data-live-lost]").forEach((one) => { if (one.hidden === lost) one.hidden = !lost; });
    });
    document.addEventListener("visibilitychange", look);
    setInterval(look, 1500);
  }
})();
