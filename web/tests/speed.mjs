// The module on one thread, to be held against `catching` on one thread: seconds for so many runs of a scenario.
import { readFileSync } from "node:fs";
import { load } from "./engine.mjs";

const Engine = load();
for (const [name, runs] of [["lecture-hall-yawn", 100], ["comedy-club", 20], ["les-miserables-smile", 50], ["sharing-sadness", 10]]) {
  const text = readFileSync(new URL(`../../scenarios/${name}.toml`, import.meta.url), "utf8");
  const engine = new Engine(`${name}.toml`, text, "{}");
  engine.answer("{}", 1, () => {});
  const start = process.cpuUsage();
  engine.answer("{}", runs, () => {});
  console.log(name, (process.cpuUsage(start).user / 1e6).toFixed(2));
}
