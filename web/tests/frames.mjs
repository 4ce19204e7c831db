// How smoothly a page plays, for a person to read: `node tests/frames.mjs PAGE.html [SECONDS]`. Frames a second as a reader sees them on this
// machine, and what a frame costs the main thread, which does not depend on what else runs here.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, seconds = "5"] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const opened = Date.now();
await page.goto(pathToFileURL(file).href);
await page.waitForFunction(() => document.documentElement.dataset.ready, null, { timeout: 300_000 });
const paint = await page.evaluate(() => Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime));
console.log(`first paint ${paint} ms, the engine runs after ${Date.now() - opened} ms`);
await page.click("#skip-guess");
await page.click("#play");
const cdp = await page.context().newCDPSession(page);
await cdp.send("Performance.enable");
const metrics = async () => Object.fromEntries((await cdp.send("Performance.getMetrics")).metrics.map((metric) => [metric.name, metric.value]));

/** Milliseconds between frames, for so long. */
const gaps = (ms) =>
  page.evaluate(
    (ms) =>
      new Promise((done) => {
        const times = [];
        const frame = (now) => {
          times.push(now);
          if (now - times[0] < ms) requestAnimationFrame(frame);
          else done(times.slice(1).map((time, i) => time - times[i]));
        };
        requestAnimationFrame(frame);
      }),
    ms,
  );

for (const from of [0, 600]) {
  await page.evaluate((from) => {
    const time = document.getElementById("time");
    time.value = String(from);
    time.dispatchEvent(new Event("input"));
  }, from);
  const before = await metrics();
  await page.click("#play");
  const all = (await gaps(Number(seconds) * 1000)).sort((a, b) => a - b);
  const after = await metrics();
  await page.click("#play");
  const cost = (name) => ((1000 * (after[name] - before[name])) / all.length).toFixed(1);
  const rate = (1000 * all.length) / all.reduce((sum, gap) => sum + gap, 0);
  const [median, late] = [0.5, 0.95].map((share) => all[Math.floor(all.length * share)].toFixed(1));
  console.log(
    `from ${from / 10} % of the run: ${rate.toFixed(1)} frames a second (median ${median} ms, 95 % below ${late} ms); ` +
      `a frame costs ${cost("ThreadTime")} ms of the main thread, of which script ${cost("ScriptDuration")}, layout ${cost("LayoutDuration")}`,
  );
}
await browser.close();
