// Everything works without this file. It makes three things nicer: answers that do not apply are
// put away, similar barriers appear while one types, and the sector's figures follow what happens.

const form = document.querySelector("[data-answer]");
if (form) {
  const parts = form.querySelectorAll("[data-only-for]");
  const choices = form.querySelectorAll('input[name="where"]');
  const show = () => {
    const chosen = form.querySelector('input[name="where"]:checked')?.value ?? "1";
    parts.forEach((part) => { part.hidden = !part.dataset.onlyFor.split(" ").includes(chosen); });
  };
  choices.forEach((choice) => choice.addEventListener("change", show));
  show();
}

const typed = document.querySelector("[data-similar]");
if (typed) {
  const found = document.getElementById("similar");
  const parts = [...document.querySelectorAll("[data-similar-text]")];
  let waiting;
  let asked = "";
  const seen = typed.querySelector('[name="seen"]');
  // A list read out anew at each pause would drown what one types: one sentence says that it is there.
  const said = document.createElement("p");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  found.removeAttribute("aria-live");
  found.after(said);
  let last = "";
  const shown = new Set();
  const ask = async () => {
    const text = parts.map((part) => part.value.trim()).filter(Boolean).join("\n");
    if (text.length < 12 || text === asked) return;
    asked = text;
    const headers = { "x-csrf-token": typed.querySelector("[data-token] input").value };
    try {
      const body = new URLSearchParams({ text });
      const answer = await fetch(typed.dataset.similar, { method: "POST", headers, body });
      // A slower answer to what was typed before is not shown over a newer one.
      const fragment = answer.ok ? await answer.text() : "";
      if (asked !== text || fragment === last) return;
      last = fragment;
      found.innerHTML = fragment;
      said.textContent = found.firstElementChild?.dataset.said ?? "";
      found.querySelectorAll("[data-number]").forEach((each) => shown.add(each.dataset.number));
      seen.value = [...shown].join(" ");
    } catch {
      // The page asks again before it sends.
    }
  };
  parts.forEach((part) => part.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 500);
  }));
}

const live = document.querySelector("[data-live]");
if (live && "EventSource" in window) {
  const said = document.getElementById("live-said");
  let fetching = false;
  let again = false;
  const refresh = async () => {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      const answer = await fetch(live.dataset.fragment, { headers: { accept: "text/html" } });
      if (answer.ok) {
        const fresh = await answer.text();
        if (fresh !== live.innerHTML) {
          const focused = document.activeElement?.closest("[data-live]") ? document.activeElement.id : "";
          live.innerHTML = fresh;
          if (focused) document.getElementById(focused)?.focus();
          said.textContent = live.dataset.said;
        }
      }
    } finally {
      fetching = false;
      if (again) { again = false; refresh(); }
    }
  };
  const source = new EventSource(live.dataset.live);
  const names = ["barriers-changed", "standing-changed"];
  names.forEach((name) => source.addEventListener(name, refresh));
  addEventListener("pagehide", () => source.close());
}
