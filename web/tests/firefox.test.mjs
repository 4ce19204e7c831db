// A page and a report in a real Firefox, opened from a file: played, touched, run many times, its tables held against the program's.
// Playwright has a Firefox of its own only; Debian's is driven through WebDriver BiDi.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.CATCHING ?? join(root, "target/release/catching");
const executablePath = process.env.FIREFOX ?? ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find(existsSync);
const skip = executablePath ? false : "no Firefox is here: install firefox-esr, or name one in FIREFOX";
const folder = mkdtempSync(join(tmpdir(), "catching-"));
const downloads = join(folder, "downloads");
let browser;

before(async () => {
  if (skip) return;
  mkdirSync(downloads);
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    timeout: 120_000,
    protocolTimeout: 240_000,
    extraPrefsFirefox: {
      "browser.download.dir": downloads,
      "browser.download.folderList": 2,
      "browser.download.useDownloadDir": true,
      "browser.download.manager.showWhenStarting": false,
      "browser.helperApps.neverAsk.saveToDisk": "text/csv,application/toml,text/plain,application/octet-stream",
    },
  });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words) => execFileSync(program, [...words, "-q"], { cwd: folder });

/** Opens a page and notes all that it should not do. */
async function opened(file) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const wrong = [];
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) wrong.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, wrong };
}

const text = (page, selector) => page.$eval(selector, (element) => element.textContent);
const waits = (page, condition, ...values) => page.waitForFunction(condition, { timeout: 120_000 }, ...values);

/** What a button gives: the file that was not there before, when it is whole. */
async function downloaded(page, button) {
  const before = readdirSync(downloads);
  await page.click(button);
  for (let i = 0; i < 300; i++) {
    const now = readdirSync(downloads);
    const fresh = now.find((name) => !before.includes(name) && !name.endsWith(".part"));
    if (fresh && !now.some((name) => name.endsWith(".part"))) {
      const bytes = readFileSync(join(downloads, fresh));
      if (bytes.length > 0) return bytes;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`${button} gave no file`);
}

/** Sets a slider as a reader would: the page hears of it. */
const slide = (page, selector, value) =>
  page.$eval(
    selector,
    (input, value) => {
      input.value = value;
      input.dispatchEvent(new Event("input"));
    },
    value,
  );

test("Firefox: a page plays, is touched, and many runs give the bytes of the program", { skip }, async () => {
  run("explore", "lecture-hall-yawn");
  const { page, wrong } = await opened(join(folder, "lecture-hall-yawn.html"));
  await waits(page, () => document.documentElement.dataset.ready);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.ready), "engine");
  await page.click("#skip-guess");
  await waits(page, () => /[1-9]\d* of 200/.test(document.querySelector("#world-0 .count").textContent));
  await page.click("#play");
  await slide(page, "#time", "200");
  const stage = await page.$("#world-0 .stage");
  const { width, height } = await stage.boundingBox();
  await stage.click({ offset: { x: width * 0.52, y: height * 0.55 } });
  await page.waitForSelector("#person-deeds li button", { timeout: 60_000 });
  assert.match(await text(page, "#person-deeds"), /set to happen/);
  await page.select("#how-many", "20");
  await page.click("#many");
  await page.waitForSelector("#answer:not([hidden])", { timeout: 240_000 });
  assert.match(await text(page, "#sentence"), /20 pairs of simulated runs that shared their dice/);
  writeFileSync(join(folder, "page.toml"), await downloaded(page, "#toml"));
  run("run", "page.toml", "--no-charts", "-o", "out");
  const bytes = (table) => readFileSync(join(folder, "out", table), "utf8");
  assert.ok((await downloaded(page, "#summary-csv")).toString() === bytes("summary.csv"), "summary.csv differs");
  assert.ok((await downloaded(page, "#runs-csv")).toString() === bytes("runs.csv"), "runs.csv differs");
  assert.ok((await downloaded(page, "#csv")).toString() === bytes("events.csv"), "events.csv differs");
  assert.deepEqual(wrong, []);
  await page.close();
});

test("Firefox: a report plays its run, and takes a guess", { skip }, async () => {
  run("run", "lecture-hall-yawn", "--replicates", "3", "-o", "hall");
  const { page, wrong } = await opened(join(folder, "hall/report.html"));
  const count = () => text(page, "#world-0 .count");
  await page.click("#back");
  assert.match(await count(), /^[01] of 200/);
  await page.click("#play");
  await waits(page, () => /[2-9] of 200|\d\d of 200/.test(document.querySelector("#world-0 .count").textContent));
  await page.click("#play");
  await slide(page, "#time", "1000");
  const [head, ...rows] = readFileSync(join(folder, "hall/runs.csv"), "utf8").trim().split("\n").map((row) => row.split(","));
  const reach = Number(rows[0][head.indexOf("yawn_reach")]);
  assert.match(await count(), new RegExp(`^${Math.round(reach * 200)} of 200 yawned`));
  await page.focus("#world-0 .stage");
  for (const key of ["ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  assert.match(await text(page, "#person-name"), /row \d+, seat \d+/i);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
  assert.deepEqual(wrong, []);
  await page.close();
});
