// Every page in a real browser, opened from a file: guessed, played, touched, moved, run many times, by mouse and by keys alone.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
const FEW = ["comedy-club", "laugh-track", "lecture-hall-yawn", "smile-yourself-happy", "yawn-ladder"];
const shown = process.env.PAGES === "all" ? names : names.filter((name) => FEW.includes(name));
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

function made(name, ...more) {
  execFileSync(program, ["explore", name, "-q", ...more], { cwd: folder });
  return join(folder, `${name}.html`);
}

/** Opens a page and notes all that it should not do. */
async function opened(file, options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("file:") && !url.startsWith("blob:") && !url.startsWith("data:")) wrong.push(`request: ${url}`);
  });
  if (options.before) await page.addInitScript(options.before);
  await page.goto(pathToFileURL(file).href + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready, null, { timeout: 60_000 });
  return { page, wrong, close: () => context.close() };
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(", ")}`);
}

async function downloaded(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return readFileSync(await download.path());
}

/** Waits until what was changed has been run: nothing is wrong and the seed of the table is there. */
const settled = (page) => page.waitForTimeout(350);

for (const name of shown) {
  test(`${name}: opens from a file, and every control can be moved`, async () => {
    const { page, wrong, close } = await opened(made(name));
    assert.equal(await page.evaluate(() => document.documentElement.dataset.ready), "engine");
    await page.fill("#guess-number", "12");
    await page.click("#guess-form button[type=submit]");
    await page.waitForTimeout(300);
    await page.click("#play");
    for (const range of await page.locator("#controls input[type=range]").all()) {
      await range.focus();
      await page.keyboard.press("ArrowRight");
      await settled(page);
    }
    for (const select of await page.locator("#controls select").all()) {
      const values = await select.locator("option").evaluateAll((options) => options.map((option) => option.value));
      await select.selectOption(values[values.length - 1]);
      await settled(page);
    }
    await page.click("#reset");
    await settled(page);
    assert.equal(await page.locator("#problem").isVisible(), false, await page.locator("#problem").textContent());
    assert.deepEqual(wrong, []);
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await close();
  });
}

test("many runs, touched, give the bytes of the program", async () => {
  const { page, wrong, close } = await opened(made("lecture-hall-yawn"));
  await page.click("#skip-guess");
  await page.click("#play");
  await page.locator("#time").fill("200");
  const stage = page.locator("#world-0 .stage");
  const box = await stage.boundingBox();
  await page.mouse.click(box.x + box.width * 0.52, box.y + box.height * 0.55);
  await page.waitForSelector("#person-deeds li button");
  assert.match(await page.locator("#person-deeds").textContent(), /set to happen/);
  await page.selectOption("#control-0", { index: 3 });
  await settled(page);
  await page.selectOption("#how-many", "20");
  await page.click("#many");
  await page.waitForSelector("#answer:not([hidden])", { timeout: 120_000 });
  assert.match(await page.locator("#sentence").textContent(), /20 pairs of simulated runs that shared their dice/);
  const toml = await downloaded(page, "#toml");
  writeFileSync(join(folder, "page.toml"), toml);
  execFileSync(program, ["run", "page.toml", "-q", "--no-charts", "-o", "out"], { cwd: folder });
  const bytes = (table) => readFileSync(join(folder, "out", table), "utf8");
  assert.ok((await downloaded(page, "#summary-csv")).toString() === bytes("summary.csv"), "summary.csv differs");
  assert.ok((await downloaded(page, "#runs-csv")).toString() === bytes("runs.csv"), "runs.csv differs");
  assert.ok((await downloaded(page, "#csv")).toString() === bytes("events.csv"), "events.csv differs");
  assert.match((await downloaded(page, "#svg")).toString(), /^<svg[^>]*>.*<circle/s);
  assert.equal((await downloaded(page, "#png")).subarray(1, 4).toString(), "PNG");
  assert.deepEqual(wrong, []);
  assert.deepEqual(await violations(page), []);
  await close();
});

test("keys alone: guess, play, touch, ask why, undo", async () => {
  const { page, wrong, close } = await opened(made("les-miserables-smile"));
  const focus = async (id) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement?.id === wanted || document.activeElement?.closest(`#${wanted}`) !== null, id)) return;
    }
    assert.fail(`Tab does not reach ${id}`);
  };
  await focus("guess");
  await page.keyboard.press("ArrowRight");
  await focus("guess-form");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#guessed:not([hidden])");
  await focus("world-0");
  await page.keyboard.press(" ");
  await page.keyboard.press("n");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector("#person:not([hidden])");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /set to happen/.test(document.getElementById("person-deeds").textContent));
  await page.keyboard.press("w");
  await page.waitForFunction(() => /somebody made it happen/.test(document.getElementById("person-why").textContent));
  assert.notEqual(await page.locator("#spoken").textContent(), "");
  await focus("undo");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !/set to happen/.test(document.getElementById("person-deeds").textContent));
  assert.deepEqual(wrong, []);
  await close();
});

test("somebody who caught it is explained by the same run without others", async () => {
  const { page, close } = await opened(made("lecture-hall-yawn"));
  await page.click("#skip-guess");
  await page.click("#play");
  await page.click("label:has([name=touch][value=ask])");
  await page.locator("#time").fill("1000");
  const stage = page.locator("#world-0 .stage");
  await stage.focus();
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press(i % 20 === 19 ? "ArrowDown" : Math.floor(i / 20) % 2 === 0 ? "ArrowRight" : "ArrowLeft");
    if (/caught from/.test(await page.locator("#person-deeds").textContent())) break;
  }
  await page.locator("#person-deeds li", { hasText: "caught from" }).locator("button").first().click();
  await page.waitForFunction(() => /Without .*:/.test(document.getElementById("person-why").textContent), null, { timeout: 60_000 });
  await close();
});

test("a link holds everything, and one of another version says so and loses nothing", async () => {
  const file = made("karate-club-laughter");
  const first = await opened(file);
  await first.page.click("#skip-guess");
  await first.page.click("#luck");
  await first.page.selectOption("#control-0", { index: 2 });
  await settled(first.page);
  const hash = new URL(first.page.url()).hash;
  assert.match(hash, /seed=2/);
  await first.close();
  const second = await opened(file, {}, hash);
  assert.equal(await second.page.locator("#seed").inputValue(), "2");
  assert.equal(await second.page.locator("#control-0").inputValue(), "2");
  await second.close();
  const third = await opened(file, {}, `${hash.replace(/v=[^&]*/, "v=9.9.9")}&set=no.such=1`);
  const note = await third.page.locator("#unable").textContent();
  assert.match(note, /9\.9\.9/);
  assert.match(note, /no\.such=1/);
  assert.equal(await third.page.locator("#seed").inputValue(), "2");
  await third.close();
});

test("an own list of friendships is read, and one that is none is told with what is wrong", async () => {
  const { page, wrong, close } = await opened(made("lecture-hall-yawn"));
  await page.click("#skip-guess");
  await page.click("#own summary");
  await page.fill("#friends", "");
  await page.click("#friends-use");
  assert.match(await page.locator("#friends-problem").textContent(), /empty/);
  await page.fill("#friends", "Ann,Ben,0.5\nBen,Cem,-1\n");
  await page.click("#friends-use");
  await page.waitForFunction(() => document.getElementById("friends-problem").textContent.includes("friends.csv"));
  await page.fill("#friends", "Ben,<b>Ann</b>\nBen,Cem\nCem,Dan\n");
  await page.click("#friends-use");
  await page.waitForFunction(() => document.querySelector("#world-0 .count").textContent.includes("of 4"));
  assert.equal(await page.locator("main b").count(), 0);
  assert.ok(!page.url().includes("Ann"));
  await page.click("#friends-drop");
  await page.waitForFunction(() => document.querySelector("#world-0 .count").textContent.includes("of 200"));
  assert.deepEqual(wrong, []);
  await close();
});

test("without WebAssembly or workers the recorded run plays, with a line that says so", async () => {
  const file = made("lecture-hall-yawn");
  for (const missing of ["WebAssembly", "Worker"]) {
    const { page, close } = await opened(file, { before: `delete globalThis.${missing}` });
    assert.equal(await page.evaluate(() => document.documentElement.dataset.ready), "recorded");
    assert.match(await page.locator("#unable").textContent(), /recorded run/);
    await page.click("#skip-guess");
    await page.waitForFunction(() => /[1-9]\d* of 200/.test(document.querySelector("#world-0 .count").textContent));
    await close();
  }
});

test("an embedding page is told the height, and follows it", async () => {
  const file = made("karate-club-laughter");
  const { page, close } = await opened(file);
  await page.click("#embed");
  const code = await page.locator("#copied").inputValue();
  await close();
  writeFileSync(join(folder, "host.html"), `<!doctype html><meta charset="utf-8"><title>host</title>${code}`);
  const context = await browser.newContext({ viewport: { width: 700, height: 900 } });
  const host = await context.newPage();
  await host.goto(pathToFileURL(join(folder, "host.html")).href);
  await host.waitForFunction(() => parseFloat(document.querySelector("iframe").style.height) > 1200, null, { timeout: 30_000 });
  await context.close();
});

test("small and large, dark and light, in class and without motion: nothing is cut off and nothing is wrong", async () => {
  const file = made("lecture-hall-yawn");
  for (const [width, height, more] of [[320, 640, {}], [360, 780, {}], [820, 1180, { colorScheme: "dark" }], [1280, 900, {}], [1920, 1080, { reducedMotion: "reduce" }]]) {
    const { page, wrong, close } = await opened(file, { viewport: { width, height }, ...more });
    if (width === 1920) await page.click("#class");
    await page.fill("#guess-number", "70");
    await page.click("#guess-form button[type=submit]");
    await page.waitForTimeout(2500);
    await page.click("#play");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${width}: ${wide} px too wide`);
    assert.deepEqual(await violations(page), [], `${width}`);
    assert.deepEqual(wrong, [], `${width}`);
    if (shots) await page.screenshot({ path: join(shots, `hall-${width}.png`), fullPage: true });
    await close();
  }
});
