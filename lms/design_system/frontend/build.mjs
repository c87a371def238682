// Compiles scss/site.scss to site.css, and mirrors it for right-to-left pages into site-rtl.css.
// Run with `npm ci --ignore-scripts && npm run build`; commit what it writes.
import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import rtlcss from "rtlcss";
import * as sass from "sass";

const out = new URL("../static/design_system/css/", import.meta.url);
mkdirSync(out, { recursive: true });

const { css } = sass.compile(new URL("scss/site.scss", import.meta.url).pathname, {
  style: "compressed",
  loadPaths: [new URL("node_modules/", import.meta.url).pathname],
  charset: false,
  quietDeps: true,
});

const cleaned = css
  .replace(/^\uFEFF/, "")
  // The print family is the screen family: one declaration in _elements.scss is enough.
  .replace(/@media print\{[^{}]+\{font-family:[^{}]*\}\}/g, "")
  .replace(/-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?/g, "");

for (const [name, text] of [["site.css", cleaned], ["site-rtl.css", rtlcss.process(cleaned)]]) {
  writeFileSync(new URL(name, out), `${text}\n`);
  console.log(name, text.length, "bytes,", gzipSync(text).length, "gzipped");
}
