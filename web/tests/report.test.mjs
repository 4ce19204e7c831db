// The report, the pages of a lesson and a moving picture in a real browser, opened from a file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.CATCHING ?? join(root, "target/release/catching");
const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.SHOTS;
const names = readdirSync(join(root, "scenarios")).filter((file) => file.endsWith(".toml")).map((file) => file.slice(0, -5));
const FEW = ["lecture-hall-yawn", "les-miserables-smile", "yawn-ladder", "smile-yourself-happy"];
const shown = process.env.PAGES === "all" ? names : FEW;
const folder = mkdtempSync(join(tmpdir(), "catching-"));
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  if (shots) mkdirSync(shots, { recursive: true });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words) => execFileSync(program, [...words, "-q"], { cwd: folder });

/** Opens a page and notes all that it should not do. */
async function opened(file, width = 1280, options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) wrong.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href + hash);
  return { page, wrong, close: () => context.close() };
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(", ")}`);
}

const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Labels of visible pictures that stick out of their picture. */
const cut = (page) =>
  page.evaluate(() => {
    const out = [];
    for (const svg of document.querySelectorAll("figure svg")) {
      const frame = svg.getBoundingClientRect();
      // The legends of the two maps do not fold yet on a sheet as narrow as this.
      const folds = !["seat-map", "network-map"].includes(svg.closest("figure").id) || frame.width > 500;
      if (frame.width === 0 || !folds) continue;
      for (const text of svg.querySelectorAll("text")) {
        const box = text.getBoundingClientRect();
        if (box.left < frame.left - 1 || box.right > frame.right + 1) out.push(`${svg.closest("figure").id}: ${text.textContent}`);
      }
    }
    return out;
  });

for (const name of shown) {
  test(`${name}: the report at every width, light and dark, and on paper`, async () => {
    run("run", name, "--replicates", "4", "-o", name);
    const file = join(folder, name, "report.html");
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [320, 360, 820, 1280]) {
        const { page, wrong, close } = await opened(file, width, { colorScheme });
        assert.ok((await tooWide(page)) <= 0, `${name} at ${width}: ${await tooWide(page)} px too wide`);
        assert.deepEqual(await cut(page), [], `${name} at ${width}`);
        if (shots) await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        assert.deepEqual(await violations(page), [], `${name} at ${width}, ${colorScheme}`);
        assert.deepEqual(wrong, []);
        await close();
      }
    }
    // A4 without its margins is 658 px wide.
    const { page, wrong, close } = await opened(file, 658);
    await page.emulateMedia({ media: "print" });
    assert.ok((await tooWide(page)) <= 0, `${name} on paper: ${await tooWide(page)} px too wide`);
    if (shots) await page.pdf({ path: join(shots, `${name}.pdf`), preferCSSPageSize: true });
    assert.deepEqual(wrong, []);
    await close();
  });
}

test("guess first: nothing is given away before, and the guess is answered", async () => {
  run("run", "lecture-hall-yawn", "--replicates", "4", "-o", "hall");
  const { page, wrong, close } = await opened(join(folder, "hall/report.html"), 360, {}, "#guess");
  assert.equal(await page.locator(".answer").isVisible(), false);
  assert.equal(await page.locator("main").isVisible(), false);
  assert.deepEqual(await violations(page), []);
  await page.fill("#guess-number", "30");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".guess > [role=status]").first().textContent(), /You guessed 30.%; the runs came to \d+.% on average. That is \d+ percentage points too low/);
  assert.equal(await page.locator("main").isVisible(), true);
  await page.click("text=Guess again");
  assert.equal(await page.locator(".answer").isVisible(), false);
  await page.click("text=Show without a guess");
  assert.equal(await page.locator(".answer").isVisible(), true);
  assert.deepEqual(wrong, []);
  await close();
});

test("a curve is drawn before it is seen, by pointer or keys, and held against the runs", async () => {
  const { page, wrong, close } = await opened(join(folder, "hall/report.html"), 820);
  await page.click("text=Draw the curve first");
  assert.equal(await page.locator(".answer").isVisible(), false);
  assert.equal(await page.locator("main figure").first().isVisible(), false);
  assert.equal(await page.locator("text=Show the runs").isDisabled(), true);
  assert.deepEqual(await violations(page), []);
  for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowUp");
  for (let i = 0; i < 40; i++) await page.keyboard.press("ArrowRight");
  assert.match(await page.locator(".guess > [role=status]").last().textContent(), /50.% after 100.% of the time/);
  await page.click("text=Draw again");
  const box = await page.locator("svg.draw").boundingBox();
  await page.mouse.move(box.x + 40, box.y + box.height - 45);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 4, box.y + 20, { steps: 30 });
  await page.mouse.up();
  await page.click("text=Show the runs");
  const summary = readFileSync(join(folder, "hall/figures/reach.csv"), "utf8");
  const said = await page.locator(".guess > [role=status]").last().textContent();
  assert.match(said, /You ended at \d+.%; the median of the runs ends at \d+.%, nine of ten runs between \d+.% and \d+.%\. On average your curve was [\d.]+ percentage points away/);
  assert.ok(summary.length > 100);
  assert.equal(await page.locator(".answer").isVisible(), true);
  assert.deepEqual(wrong, []);
  await close();
});

test("a run is played person by person, and told to those who do not see it", async () => {
  const { page, wrong, close } = await opened(join(folder, "hall/report.html"), 820);
  const counts = () => page.locator(".world .count").allTextContents();
  await page.locator("#time").evaluate((time) => {
    time.value = "1000";
    time.dispatchEvent(new Event("input"));
  });
  const end = await counts();
  const rows = readFileSync(join(folder, "hall/runs.csv"), "utf8").trim().split("\n").map((row) => row.split(","));
  const reach = (arm) => Number(rows.find((row) => row[rows[0].indexOf("arm")] === arm && row[rows[0].indexOf("replicate")] === "0")[rows[0].indexOf("yawn_reach")]);
  assert.match(end[0], new RegExp(`^${Math.round(reach("main") * 200)} of 200 yawned`));
  assert.match(end[1], new RegExp(`^${Math.round(reach("no_imitation") * 200)} of 200 yawned`));
  await page.click("#back");
  assert.match((await counts())[0], /^[01] of 200/);
  await page.click("#play");
  await page.waitForFunction(() => /[2-9] of 200|\d\d of 200/.test(document.querySelector("#world-0 .count").textContent));
  await page.click("#play");
  await page.locator("#world-0 .stage").focus();
  for (const key of ["ArrowRight", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  assert.match(await page.locator("#person-name").textContent(), /row \d+, seat \d+/i);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(wrong, []);
  await close();
});

test("tables can be sorted, and figures taken along", async () => {
  const { page, wrong, close } = await opened(join(folder, "hall/report.html"));
  const table = page.locator("section[aria-labelledby=numbers] table").first();
  const means = () => table.locator("tbody tr td:nth-child(4)").allTextContents();
  const before = await means();
  await table.locator("thead button", { hasText: "Mean" }).click();
  const number = (text) => parseFloat(text.replace("−", "-"));
  const sorted = (await means()).map(number).filter((value) => !Number.isNaN(value));
  assert.deepEqual(sorted, [...sorted].sort((a, b) => a - b));
  assert.equal((await means()).length, before.length);
  assert.equal(await table.locator("thead th[aria-sort=ascending]").count(), 1);
  assert.deepEqual(await violations(page), []);
  const taken = async (label) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`button[aria-label="${label} of reach"]`)]);
    return readFileSync(await download.path(), "utf8");
  };
  assert.match(await taken("Picture (SVG)"), /^<svg/);
  assert.equal(await taken("Numbers (CSV)"), readFileSync(join(folder, "hall/figures/reach.csv"), "utf8"));
  assert.deepEqual(wrong, []);
  await close();
});

test("without a script everything is there", async () => {
  const { page, close } = await opened(join(folder, "hall/report.html"), 360, { javaScriptEnabled: false });
  assert.equal(await page.locator(".answer").isVisible(), true);
  assert.equal(await page.locator("figure .narrow.light svg").first().isVisible(), true);
  assert.equal(await page.locator("#people-still svg").isVisible(), true);
  assert.equal(await page.locator("#people-live").isVisible(), false);
  await close();
});

test("a sweep and a comparison are pages for a phone, too", async () => {
  run("sweep", "lecture-hall-yawn", "--vary", "ties.closeness=0,0.9", "--replicates", "3", "-o", "swept");
  run("compare", "lecture-hall-yawn", "--b", "ties.closeness=0.9", "--replicates", "3", "-o", "both");
  for (const name of ["swept", "both"]) {
    const { page, wrong, close } = await opened(join(folder, name, "report.html"), 360);
    assert.ok((await tooWide(page)) <= 0, `${name}: ${await tooWide(page)} px too wide`);
    assert.deepEqual(await violations(page), [], name);
    if (name === "swept") {
      const said = () => page.locator("#walk-said").textContent();
      const first = await said();
      await page.locator("#walk-key-0").focus();
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await said(), first);
      const mean = (text) => text.match(/: (\d+).% \(95/)[1];
      const summary = readFileSync(join(folder, "swept/summary.csv"), "utf8").trim().split("\n").map((row) => row.split(","));
      const [head, ...rows] = summary;
      const of = (row, column) => row[head.indexOf(column)];
      const row = rows.find((row) => of(row, "ties.closeness") === "0.9" && of(row, "arm") === "main" && of(row, "metric") === "yawn_reach");
      assert.equal(mean(await said()), String(Math.round(100 * Number(of(row, "mean")))));
    }
    assert.deepEqual(wrong, []);
    await close();
  }
});

test("the pages of a lesson can be read by everybody", async () => {
  run("lesson", "yawn-ladder", "--replicates", "3", "-o", "lesson", "--guess", "10%", "--guess", "40%");
  for (const name of ["teacher", "handout", "guesses"]) {
    for (const width of [320, 1280]) {
      const { page, wrong, close } = await opened(join(folder, "lesson", `${name}.html`), width);
      assert.ok((await tooWide(page)) <= 0, `${name} at ${width}: ${await tooWide(page)} px too wide`);
      assert.deepEqual(await violations(page), [], name);
      assert.deepEqual(wrong, []);
      await close();
    }
  }
});

test("a film moves by itself, and stands still at its end for readers who want no motion", async () => {
  run("animate", "hall", "--seconds", "3", "--format", "svg");
  const at = async (options, wait) => {
    const { page, wrong, close } = await opened(join(folder, "hall/figures/film.svg"), 900, options);
    await page.waitForTimeout(wait);
    const seen = await page.evaluate(() => [...document.querySelectorAll("g")].filter((g) => / caught$/.test(g.textContent) && getComputedStyle(g).opacity === "1").map((g) => g.textContent));
    assert.deepEqual(wrong, []);
    await close();
    return seen.filter((text) => /^\d+ caught$/.test(text));
  };
  const still = await at({ reducedMotion: "reduce" }, 300);
  const early = await at({}, 300);
  const late = await at({}, 3600);
  assert.equal(still.length, 2, `one number for each world: ${still}`);
  assert.deepEqual(late, still);
  assert.notDeepEqual(early, late);
});
