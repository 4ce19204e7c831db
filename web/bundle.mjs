// The page's script, the worker's and the style, each as one small text.
import { build } from "esbuild";

const shared = { bundle: true, minify: true, target: "es2021", legalComments: "none", charset: "utf8", format: "iife" };
await build({ ...shared, entryPoints: ["page/main.ts"], outfile: "built/page.js" });
await build({ ...shared, entryPoints: ["page/report.ts"], outfile: "built/report.js" });
await build({ ...shared, entryPoints: ["page/worker.ts"], outfile: "built/worker.js" });
await build({ entryPoints: ["page/page.css"], minify: true, outfile: "built/page.css", charset: "utf8" });
