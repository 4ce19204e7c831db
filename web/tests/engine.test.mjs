// The committed module gives the tables of the program, byte for byte, for every shipped scenario.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { load } from "./engine.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.CATCHING ?? join(root, "target/release/catching");
const Engine = load();
const names = readdirSync(join(root, "scenarios")).filter((file) => file.endsWith(".toml"));

/** Ends of some intervals are quantiles that take the platform's logarithm: their last digit may differ, nothing else may. */
function sameButForLastDigits(ours, theirs, file) {
  const [a, b] = [ours, theirs].map((text) => text.split(/[,\n]/));
  assert.equal(a.length, b.length, file);
  a.forEach((field, i) => {
    if (field === b[i]) return;
    const [x, y] = [Number(field), Number(b[i])];
    assert.ok(Math.abs(x - y) <= 1e-14 * Math.abs(y), `${file}: summary.csv has ${field}, the program ${b[i]}`);
  });
}

test("there are scenarios to compare", () => assert.ok(names.length > 15));

for (const file of names) {
  test(`${file}: the module's tables are the program's`, () => {
    const text = readFileSync(join(root, "scenarios", file), "utf8");
    const engine = new Engine(file, text, "{}");
    const settings = JSON.stringify({ seed: 3 });
    const answer = JSON.parse(engine.answer(settings, 2, () => {}));
    const folder = mkdtempSync(join(tmpdir(), "catching-"));
    try {
      writeFileSync(join(folder, "page.toml"), engine.toml(settings, 2));
      execFileSync(program, ["run", "page.toml", "-q", "--no-charts", "-o", "out"], { cwd: folder });
      for (const [name, table] of answer.tables) {
        const theirs = readFileSync(join(folder, "out", name), "utf8");
        if (name === "summary.csv") sameButForLastDigits(table, theirs, file);
        else assert.ok(table === theirs, `${file}: ${name} differs`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
