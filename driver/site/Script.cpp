// What the site does in a browser: search, and the choice between light and
// dark. Without scripts both are not to be seen, and everything else works.
#include "driver/site/Html.h"

namespace codex::site {

const char *const Script = R"js("use strict";
(() => {
  const up = document.body.dataset.up;
  const form = document.querySelector(".search");
  const input = document.getElementById("q");
  const list = document.getElementById("hits");
  let chosen = -1;

  const wordsOf = text => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  // Where a word of the question begins a word of the entry it counts, in the
  // name most; every word of the question must be somewhere.
  const entries = CODEX.map(e => ({
    entry: e,
    fields: [[6, wordsOf(e.t)], [2, wordsOf(e.s + " " + e.k)], [1, wordsOf(e.w)]],
  }));
  const score = (fields, words) => {
    let sum = 0;
    for (const word of words) {
      let best = 0;
      for (const [weight, known] of fields)
        for (const k of known)
          if (k.startsWith(word)) best = Math.max(best, weight * (k === word ? 1.5 : 1));
      if (!best) return 0;
      sum += best;
    }
    return sum;
  };
  const find = question => {
    const words = wordsOf(question);
    if (!words.length) return [];
    return entries.map(({entry, fields}) => ({entry, score: score(fields, words)}))
      .filter(hit => hit.score > 0)
      .sort((a, b) => b.score - a.score || a.entry.t.localeCompare(b.entry.t))
      .slice(0, 12).map(hit => hit.entry);
  };

  const choose = index => {
    const rows = [...list.querySelectorAll("[role=option]")];
    chosen = rows.length ? (index + rows.length) % rows.length : -1;
    rows.forEach((row, i) => row.setAttribute("aria-selected", i === chosen));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", rows[chosen].id);
    rows[chosen].scrollIntoView({block: "nearest"});
  };
  const show = () => {
    const question = input.value.trim();
    const hits = find(question);
    list.replaceChildren(...hits.map((e, i) => {
      const row = document.createElement("li");
      row.id = "hit" + i;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      const link = document.createElement("a");
      link.href = up + e.u;
      link.tabIndex = -1;
      const name = document.createElement("b");
      name.textContent = e.t;
      const kind = document.createElement("small");
      kind.textContent = (e.k === "rule" ? "Rule. " : "Incident of " + e.k + ". ") + e.s;
      link.append(name, kind);
      row.append(link);
      return row;
    }));
    if (question && !hits.length) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = "Nothing has all of these words.";
      list.append(none);
    }
    list.hidden = !question;
    input.setAttribute("aria-expanded", String(!list.hidden));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  form.hidden = false;
  input.addEventListener("input", show);
  input.addEventListener("focus", () => { if (input.value.trim()) show(); });
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
    if (event.key === "Escape") { input.value = ""; close(); }
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    const link = list.querySelectorAll("a")[Math.max(chosen, 0)];
    if (link) location.href = link.href;
  });
  document.addEventListener("click", event => { if (!form.contains(event.target)) close(); });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });

  // Where a browser keeps nothing for pages from the disk, the choice holds for
  // the page.
  const kept = {
    get() { try { return localStorage.getItem("codex-theme"); } catch { return null; } },
    set(value) { try { localStorage.setItem("codex-theme", value); } catch { /* see above */ } },
  };
  const root = document.documentElement;
  const button = document.querySelector(".theme");
  const isDark = () => getComputedStyle(root).colorScheme === "dark";
  const label = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Show it light" : "Show it dark");
  };
  if (/^(dark|light)$/.test(kept.get() || "")) root.dataset.theme = kept.get();
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    kept.set(root.dataset.theme);
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
})();
)js";

} // namespace codex::site
