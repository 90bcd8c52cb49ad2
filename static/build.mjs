// Makes static/build/: fingerprinted files, each with .gz and .br, and manifest.json. Does nothing when nothing changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { renamed, unpacked } from "./ttf.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const build = join(here, "build");
const modules = join(here, "node_modules");
// For pages: the letters of English, and those of Llŷr and Łódź, which a browser fetches where it meets one.
const fonts = { "atkinson.woff2": "latin", "atkinson-more.woff2": "latin-ext" };
const fontOf = (subset) => `@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-wght-normal.woff2`;
// For PDFs: the letters of English, and in a second family those of Łódź and Iași.
const print = "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";
const family = "Atkinson Hyperlegible Next";
const stampFile = join(build, "stamp");

const digest = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

// The lock stands for every package: its hashes change when a package does.
function stampOf() {
  const inputs = [...["build.mjs", "ttf.mjs", "package-lock.json"].map((name) => join(here, name)), ...sources(join(here, "src"))];
  return digest(...inputs.flatMap((file) => [relative(here, file), "\0", readFileSync(file), "\0"]));
}

function upToDate(stamp) {
  if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) return false;
  const manifest = JSON.parse(readFileSync(join(build, "manifest.json"), "utf8"));
  return Object.values(manifest).every((name) => existsSync(join(build, name)));
}

async function stylesheet(manifest) {
  const sass = await import("sass");
  const made = sass.compile(join(here, "src", "app.scss"), {
    loadPaths: [modules],
    quietDeps: true,
    style: "compressed",
  });
  return Object.keys(fonts).reduce((css, name) => css.replaceAll(name, manifest[name]), made.css);
}

// Whole-line comments and indentation go; a real minifier would save under a kilobyte more.
function script(name) {
  const lines = readFileSync(join(here, "src", name), "utf8").split("\n").map((line) => line.trim());
  return lines.filter((line) => line && !line.startsWith("//")).join("\n");
}

function write(name, content) {
  const bytes = Buffer.from(content);
  const extension = extname(name);
  const printed = `${name.slice(0, -extension.length)}.${digest(bytes).slice(0, 12)}${extension}`;
  const sizes = { raw: bytes.length };
  writeFileSync(join(build, printed), bytes);
  if (extension !== ".woff2" && extension !== ".ttf") {
    const gz = gzipSync(bytes, { level: 9 });
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    writeFileSync(join(build, `${printed}.gz`), gz);
    writeFileSync(join(build, `${printed}.br`), br);
    sizes.br = br.length;
  }
  console.log(`${name}: ${sizes.raw} bytes${sizes.br ? `, ${sizes.br} compressed` : ""}`);
  return printed;
}

function printFont(subset, weight) {
  const font = unpacked(readFileSync(join(modules, `${print}-${subset}-${weight}-normal.woff`)));
  return subset === "latin" ? font : renamed(font, family, family.replace("Next", "More"));
}

function sweep(kept) {
  for (const name of readdirSync(build)) {
    if (!kept.some((file) => name === file || name === `${file}.gz` || name === `${file}.br`)) {
      rmSync(join(build, name), { recursive: true });
    }
  }
}

const stamp = stampOf();
if (upToDate(stamp)) {
  console.log("Assets are up to date.");
} else {
  mkdirSync(build, { recursive: true });
  const manifest = {};
  for (const [name, subset] of Object.entries(fonts)) manifest[name] = write(name, readFileSync(join(modules, fontOf(subset))));
  for (const subset of ["latin", "latin-ext"]) {
    for (const weight of [400, 700]) {
      const name = `print-${subset}-${weight}.ttf`;
      manifest[name] = write(name, printFont(subset, weight));
    }
  }
  manifest["app.css"] = write("app.css", await stylesheet(manifest));
  manifest["htmx.js"] = write("htmx.js", readFileSync(join(modules, "htmx.org/dist/htmx.min.js"), "utf8").replace(/\n?\/\/# sourceMappingURL=.*\n?$/, ""));
  for (const name of ["app.js", "builder.js", "code.js", "draft.js", "kiosk.js", "typing.js"]) manifest[name] = write(name, script(name));
  // The manifest comes by a rename, so that a server never reads half of one.
  writeFileSync(join(build, "manifest.new"), JSON.stringify(manifest, null, 2));
  renameSync(join(build, "manifest.new"), join(build, "manifest.json"));
  writeFileSync(stampFile, stamp);
  sweep(["manifest.json", "stamp", ...Object.values(manifest)]);
}
