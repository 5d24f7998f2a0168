// Builds the style sheet and the script into the package: node assets/build.mjs
// The same sources give the same bytes. Fonts and images of govuk-frontend are not
// copied: they are not ours to hand on.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile, NodePackageImporter } from "sass";

const assets = dirname(fileURLToPath(import.meta.url));
const dist = join(assets, "../src/headwater/app/static/dist");
const notice = "/*! Contains govuk-frontend (MIT): see LICENSES/govuk-frontend.txt */\n";

const styles = compile(join(assets, "headwater.scss"), {
  importers: [new NodePackageImporter(assets)],
  style: "compressed",
  charset: false,
});

const script = await build({
  entryPoints: [join(assets, "headwater.js")],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2017",
  write: false,
});

mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "headwater.css"), `@charset "UTF-8";\n${notice}${styles.css}\n`);
// The library names its makers in messages to developers; our pages carry our name only.
const text = script.outputFiles[0].text.replaceAll("GOV.UK Frontend", "govuk-frontend");
writeFileSync(join(dist, "headwater.js"), notice + text);
