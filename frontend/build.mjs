// Makes careplan/static/dist from src/ and the locked packages. Run by `./run setup`.
import { build } from "esbuild";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "careplan", "static", "dist");
const made = `${out}.new`; // a build that fails leaves the last one in place

await rm(made, { recursive: true, force: true });
await mkdir(made, { recursive: true });

await build({
  absWorkingDir: here,
  entryPoints: {
    app: "src/app.js",
    calendar: "src/calendar.js",
    phone: "src/phone.js",
    visits: "src/visits.js",
    phone_worker: "src/phone_worker.js",
  },
  outdir: made,
  bundle: true,
  minify: true,
  define: { "process.env.NODE_ENV": '"production"' },
  format: "iife",
  target: "es2020", // browsers of 2021 and later, the ones that schools' older computers have
  // the icon font stays a file of its own: fonts in data: URLs would need a wider content policy
  loader: { ".woff2": "file", ".woff": "empty", ".svg": "file", ".png": "file" },
  assetNames: "[name]",
  legalComments: "linked",
  logLevel: "warning",
});

// the report's charts are drawn on the server by this file
await copyFile(join(here, "node_modules", "echarts", "dist", "echarts.min.js"), join(made, "echarts.min.js"));

await rm(out, { recursive: true, force: true });
await rename(made, out);
