// Of which sources the module and the script were made: a line a file, its hash and its path. Comments and tests do not count.
// `node web/stamp.mjs write` writes web/built/sources.txt; a test of the program holds it against the sources that are there.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const MADE_OF = [
  "src/core", "src/scenario", "src/scenario.rs", "src/experiment", "src/experiment.rs", "src/results", "src/results.rs", "src/evidence",
  "src/evidence.rs", "src/study", "src/study.rs", "src/output/comparison.rs", "src/output/adding_up.rs", "src/output/tables.rs",
  "src/output/tables", "src/output/chart/metric.rs", "src/output/chart/words.rs", "src/output/chart/axis.rs",
  "src/output/chart/graph_layout.rs", "web/engine/src", "web/page",
];

function files(path) {
  const full = join(root, path);
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full).flatMap((name) => files(`${path}/${name}`));
}

function counted(path) {
  const text = readFileSync(join(root, path), "utf8");
  if (!path.endsWith(".rs")) return text;
  const own = text.split("#[cfg(test)]\nmod tests")[0];
  return own.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("//")).join("\n");
}

const wanted = MADE_OF.flatMap(files).filter((path) => /\.(rs|ts|html|css|txt)$/.test(path)).sort();
const lines = wanted.map((path) => `${createHash("sha256").update(counted(path)).digest("hex").slice(0, 16)} ${path}`);
const text = lines.join("\n") + "\n";
if (process.argv[2] === "write") writeFileSync(join(root, "web/built/sources.txt"), text);
else process.stdout.write(text);
