// How the site looks: one column on a phone, light and dark, and nothing that
// is loaded from elsewhere. Every colour of text has at least 4.5:1 to what is
// behind it, which a test measures in a browser.
#include "driver/site/Html.h"

namespace codex::site {

const char *const StyleSheet = R"css(:root {
  color-scheme: light;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2129; --quiet: #565d6a; --line: #d9d6cd;
  --link: #1a4f9c; --accent: #1a4f9c; --code: #f1efe9;
  --red: #a3231a; --red-soft: #fbe9e6; --green: #1f6432; --green-soft: #e5f3e8;
  --amber: #7d4a00; --amber-soft: #fdf0d8; --blue-soft: #e6eef9;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) {
    color-scheme: dark;
    --paper: #14171c; --card: #1c2027; --ink: #e6e8ec; --quiet: #a3abb8; --line: #343a45;
    --link: #8fb8f6; --accent: #8fb8f6; --code: #22272f;
    --red: #f3a59c; --red-soft: #3a2022; --green: #93d3a2; --green-soft: #1c3123;
    --amber: #f0c377; --amber-soft: #3a2d15; --blue-soft: #1f2c40;
  }
}
:root[data-theme="dark"] {
  color-scheme: dark;
  --paper: #14171c; --card: #1c2027; --ink: #e6e8ec; --quiet: #a3abb8; --line: #343a45;
  --link: #8fb8f6; --accent: #8fb8f6; --code: #22272f;
  --red: #f3a59c; --red-soft: #3a2022; --green: #93d3a2; --green-soft: #1c3123;
  --amber: #f0c377; --amber-soft: #3a2d15; --blue-soft: #1f2c40;
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
main, .bar, .foot { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
main { padding-top: 1.5rem; padding-bottom: 3rem; }
h1 { font-size: clamp(1.5rem, 4.5vw, 2.1rem); line-height: 1.2; margin: .4rem 0 .6rem; letter-spacing: -.01em; }
h1 code { background: none; padding: 0; font-size: .95em; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1.02rem; line-height: 1.35; margin: .9rem 0 .3rem; }
p { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .6rem; background: var(--card); padding: .4rem .8rem; z-index: 9; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
.lead { font-size: 1.15rem; max-width: 44rem; }
.quiet, time { color: var(--quiet); font-size: .93em; }
time { font-variant-numeric: tabular-nums; }
.big { font-size: 1.7rem; font-weight: 650; line-height: 1.1; letter-spacing: -.02em; }
.crumbs { font-size: .93rem; margin: 0; }

.top { background: var(--card); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 5; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem 1.2rem; padding-top: .55rem; padding-bottom: .55rem; }
.brand { font-weight: 700; font-size: 1.1rem; color: var(--ink); text-decoration: none; letter-spacing: -.01em; }
.top nav { display: flex; gap: .2rem; }
.top nav a { padding: .25rem .6rem; border-radius: .4rem; text-decoration: none; color: var(--ink); }
.top nav a:hover { background: var(--code); }
.top nav a[aria-current] { background: var(--blue-soft); color: var(--link); font-weight: 600; }
.search { position: relative; flex: 1 1 14rem; min-width: 0; }
.search input { width: 100%; font: inherit; font-size: 1rem; padding: .35rem .75rem; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: .5rem; }
.search input::placeholder { color: var(--quiet); opacity: 1; }
#hits { position: absolute; left: 0; right: 0; top: calc(100% + .3rem); margin: 0; padding: .3rem; list-style: none; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; box-shadow: 0 .6rem 2rem #0004; max-height: 70vh; overflow: auto; }
#hits a { display: block; padding: .45rem .6rem; border-radius: .4rem; text-decoration: none; color: var(--ink); }
#hits a:hover, #hits [aria-selected="true"] a { background: var(--blue-soft); }
#hits b { color: var(--link); }
#hits small { display: block; color: var(--quiet); font-size: .87rem; line-height: 1.4; }
#hits .none { padding: .45rem .6rem; color: var(--quiet); }
.theme { font: inherit; font-size: .93rem; color: var(--ink); background: none; border: 1px solid var(--line); border-radius: .5rem; padding: .3rem .7rem; cursor: pointer; }
.theme:hover { background: var(--code); }

.chip { display: inline-block; font-size: .82rem; line-height: 1.5; padding: .02rem .55rem; border-radius: 1rem; border: 1px solid var(--line); color: var(--quiet); background: var(--card); white-space: nowrap; }
.chip.must { color: var(--red); background: var(--red-soft); border-color: transparent; }
.chip.should { color: var(--amber); background: var(--amber-soft); border-color: transparent; }
.chip.enforced, .chip.yes { color: var(--green); background: var(--green-soft); border-color: transparent; }
.chip.advisory { color: var(--link); background: var(--blue-soft); border-color: transparent; }
.chip.waiting { color: var(--amber); background: var(--amber-soft); border-color: transparent; }

blockquote { margin: 1.1rem 0; padding: .9rem 1.2rem; background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--accent); border-radius: .3rem .6rem .6rem .3rem; font-size: 1.1rem; }
code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .9em; background: var(--code); padding: .08em .3em; border-radius: .25rem; }
.id { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .95em; font-weight: 600; }
pre { margin: 0; padding: .9rem 1.1rem; overflow-x: auto; background: var(--code); border-radius: 0 0 .5rem .5rem; line-height: 1.5; }
pre code { background: none; padding: 0; font-size: .87rem; overflow-wrap: normal; }
section > pre { border-radius: .5rem; }
.c { color: var(--quiet); font-style: italic; } .s { color: var(--green); } .k { color: var(--link); }
.hit { color: var(--red); font-weight: 600; }
figure { margin: 1rem 0; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
figcaption { font-size: .9rem; font-weight: 600; padding: .3rem 1.1rem; }
.bad figcaption { color: var(--red); background: var(--red-soft); }
.ok figcaption { color: var(--green); background: var(--green-soft); }
section > p, section > ul, section > h3 { max-width: 46rem; }
section > ul { margin: .5rem 0; padding-left: 1.4rem; } section > .cards, section > .entries { padding-left: 0; }
section > ul > li { margin: .25rem 0; }

.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .6rem 2.4rem; margin: 1.4rem 0; padding: 0; }
.counts .big { display: block; }
.jump { display: flex; flex-wrap: wrap; gap: .4rem; margin: 1rem 0 0; }
.jump a { padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 1rem; text-decoration: none; background: var(--card); font-size: .95rem; }
.jump a:hover { border-color: var(--accent); }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: .8rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); }
section > .cards { max-width: none; }
.cards > li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
.cards p { margin: .35rem 0 0; }
.entries { list-style: none; padding: 0; margin: 0; }
.entries > li { padding: .45rem 0; border-top: 1px solid var(--line); }
.entries > li:first-child { border-top: 0; }
.entries p { margin: .2rem 0 0; }

.legend { font-size: .93rem; color: var(--quiet); }
.legend .mark { margin-left: .9rem; } .legend .mark:first-child { margin-left: 0; }
.mark { display: inline-block; width: .85rem; height: .85rem; border-radius: 50%; vertical-align: -.05rem; border: 2px solid var(--quiet); }
.mark.yes { background: var(--green); border-color: var(--green); }
.mark.waiting { background: var(--amber-soft); border-color: var(--amber); }
.mark.beyond { background: transparent; }
.strip { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: 1rem 0 2rem; }
.strip ol { display: flex; align-items: flex-end; justify-content: space-between; gap: .35rem; margin: 0; padding: 0; list-style: none; min-width: max-content; }
.strip li { text-align: center; font-size: .77rem; }
.strip li > a { color: var(--quiet); text-decoration: none; font-variant-numeric: tabular-nums; }
.strip li > a:hover { color: var(--link); text-decoration: underline; }
.stack { display: flex; flex-direction: column; gap: .28rem; align-items: center; margin-bottom: .4rem; }
.stack .mark { position: relative; } .stack .mark:hover { transform: scale(1.35); }
.timeline { list-style: none; margin: 0; padding: 0 0 0 1.4rem; border-left: 2px solid var(--line); }
.timeline .year h2 { margin: 1.8rem 0 .6rem; }
.event { position: relative; padding-bottom: 1.3rem; max-width: 48rem; }
.event::before { content: ""; position: absolute; left: calc(-1.4rem - .5rem); top: .4rem; width: .8rem; height: .8rem; border-radius: 50%; border: 2px solid var(--quiet); background: var(--paper); }
.event.yes::before { background: var(--green); border-color: var(--green); }
.event.waiting::before { background: var(--amber-soft); border-color: var(--amber); }
.event h3 { margin: 0; } .event p { margin: .2rem 0; }

.coverage { border-collapse: collapse; width: 100%; font-size: .97rem; }
.coverage th, .coverage td { text-align: left; vertical-align: top; padding: .6rem .7rem; border-top: 1px solid var(--line); font-weight: 400; }
.coverage thead th { font-weight: 600; border-top: 0; }
.coverage td:first-child { white-space: nowrap; }
.coverage ul { list-style: none; margin: 0; padding: 0; } .coverage td p { margin: 0; }
.sources a { word-break: break-all; }
.foot { color: var(--quiet); font-size: .9rem; padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }

@media (max-width: 44rem) {
  body { font-size: 1rem; }
  .top { position: static; }
  html { scroll-padding-top: 1rem; }
  .search { order: 5; flex-basis: 60%; }
  .theme { order: 6; }
  .top nav a { padding: .25rem .5rem; }
  .coverage thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .coverage tr { display: block; padding: .8rem 0; border-top: 1px solid var(--line); }
  .coverage th, .coverage td { display: block; border: 0; padding: .1rem 0; }
}
@media print { .top, .skip { display: none; } body { background: #fff; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } .stack .mark { transition: transform .1s; } }
)css";

} // namespace codex::site
