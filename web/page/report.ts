/** The lively parts of a report: a run to look at person by person, a walk through the points of a sweep, a curve to draw first. */

import { ticks } from "d3-array";
import { curve } from "./curve";
import type { Drawing, Inks } from "./curve";
import { find, make, show } from "./dom";
import { Show } from "./show";
import type { Living, Shown } from "./types";
import { capital, deeds, percent, person, short } from "./words";

interface Stop {
  label: string;
  at: number[];
  said: string;
  mean: number | null;
  interval: [number, number] | null;
  /** The mean without imitation. */
  without: number | null;
  /** Low, middle and high over runs, at each time. */
  curve: [number, number, number][];
  null: number[];
}

interface Walk {
  phrase: string;
  share: boolean;
  curve: string;
  times: number[];
  duration: number;
  keys: { name: string; values: string[] }[];
  points: Stop[];
}

type Played = Shown & { living: Living };

/** What a script element holds; nothing where there is none. */
function brought<T>(id: string): T | null {
  const element = document.getElementById(id);
  return element?.textContent ? (JSON.parse(element.textContent) as T) : null;
}

function inks(): Inks {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { ink: of("--ink"), quiet: of("--soft"), grid: of("--rule"), with: of("--caught"), null: of("--quiet"), guess: of("--set"), ground: of("--ground") };
}

/** Draws again when the place gets another width or the page other colours. */
function kept(svg: SVGElement, drawn: () => void): void {
  new ResizeObserver(drawn).observe(svg.parentElement ?? svg);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawn);
}

function put(svg: SVGElement, drawing: Omit<Drawing, "width" | "height">, others: Partial<Inks> = {}): Drawing {
  const width = Math.max(280, Math.min(760, Math.floor(svg.parentElement?.clientWidth ?? 600)));
  const whole = { ...drawing, width, height: Math.round(Math.max(190, width * 0.42)) };
  svg.setAttribute("viewBox", `0 0 ${whole.width} ${whole.height}`);
  svg.innerHTML = curve(whole, { ...inks(), ...others });
  return whole;
}

/** One run, person by person. */
function people(played: Played): void {
  const place = find("people-live");
  const { living } = played;
  const list = find("person-deeds");
  const told = { who: -1, count: -1 };
  const shown = new Show(played, {
    touched: (_, who) => shown.choose(who),
    asked: () => undefined,
    chosen: () => tell(),
    moved: () => tell(),
  });
  const tell = () => {
    const who = shown.marked.chosen;
    show(find("person"), who >= 0);
    if (who < 0) return;
    const world = living.worlds[Math.min(shown.world, living.worlds.length - 1)];
    const done = deeds(played, living.crowd, world, who, shown.time);
    if (told.who === who && told.count === done.length) return;
    [told.who, told.count] = [who, done.length];
    find("person-name").textContent = `${capital(person(living.crowd, who))}, ${world.label}`;
    const lines = done.slice(0, 8).map((deed) => make("li", deed.text));
    list.replaceChildren(...(lines.length > 0 ? lines : [make("li", "Nothing so far.")]));
  };
  show(place, true);
  show(find("people-still"), false);
  shown.take(living);
  // What is seen first is a moment at which something has happened.
  shown.go(played.duration / 3);
}

/** Where a point stands among all points, as the inside of an SVG element: means, its interval, the mean without imitation. */
function strip(data: Walk, point: Stop, width: number): string {
  const colours = inks();
  const known = data.points.flatMap((other) => [other.mean, other.without, ...(other.interval ?? [])]).filter((value) => value !== null);
  const [low, high] = [data.share ? 0 : Math.min(0, ...known), Math.max(...known) || 1];
  const across = (value: number) => Math.round((16 + ((value - low) / (high - low)) * (width - 32)) * 10) / 10;
  const say = (value: number) => (data.share ? percent(value) : short(value));
  const parts = ticks(low, high, Math.max(2, Math.floor(width / 90))).map(
    (value) => `<path d="M${across(value)} 8V58" stroke="${colours.grid}"/><text x="${across(value)}" y="76" text-anchor="middle" font-size="12" fill="${inks().quiet}">${say(value)}</text>`,
  );
  for (const other of data.points) if (other.mean !== null) parts.push(`<circle cx="${across(other.mean)}" cy="33" r="5" fill="none" stroke="${colours.quiet}"/>`);
  if (point.without !== null) parts.push(`<path d="M${across(point.without)} 16V50" stroke="${colours.null}" stroke-width="2.5" stroke-dasharray="5 3"/>`);
  if (point.interval) parts.push(`<path d="M${across(point.interval[0])} 33H${across(point.interval[1])}" stroke="${colours.with}" stroke-width="4"/>`);
  if (point.mean !== null) parts.push(`<circle cx="${across(point.mean)}" cy="33" r="8" fill="${colours.with}" stroke="${colours.ground}" stroke-width="2"/>`);
  return parts.join("");
}

/** The points of a sweep, one after the other. */
function walk(data: Walk): void {
  if (data.points.length < 2) return;
  const section = find("walk");
  const controls = find("walk-controls");
  const svg = find<SVGElement>("walk-curve");
  const full = data.keys.reduce((product, key) => product * key.values.length, 1) === data.points.length;
  const keys = full ? data.keys : [{ name: "point", values: data.points.map((point) => point.label) }];
  const at = keys.map(() => 0);
  const index = () => (full ? data.points.findIndex((point) => point.at.every((place, key) => place === at[key])) : at[0]);
  const draw = () => {
    const point = data.points[Math.max(0, index())];
    find("walk-said").textContent = `${data.phrase}: ${point.said}.`;
    const row = find<SVGElement>("walk-strip");
    const width = Math.max(280, Math.min(760, Math.floor(row.parentElement?.clientWidth ?? 600)));
    row.setAttribute("viewBox", `0 0 ${width} 84`);
    row.innerHTML = strip(data, point, width);
    if (point.curve.length === 0) return;
    const line = (label: string, values: number[], isNull: boolean) => ({ label, null: isNull, times: data.times, values });
    const lines = point.null.length > 0 ? [line("without imitation", point.null, true)] : [];
    const of = (place: number) => point.curve.map((values) => values[place]);
    const drawn = {
      lines: [...lines, line("median", of(1), false)],
      areas: [{ null: false, times: data.times, low: of(0), high: of(2) }],
      guess: null,
      touches: [],
      share: true,
      title: data.curve,
      duration: data.duration,
      until: data.duration,
      // One scale for all points: what is higher is more.
      top: Math.max(...data.points.flatMap((other) => other.curve.map((values) => values[2]))),
    };
    put(svg, drawn);
  };
  keys.forEach((key, number) => {
    const id = `walk-key-${number}`;
    const input = make("input", "", { type: "range", id, min: "0", max: String(key.values.length - 1), step: "1", value: "0" });
    const output = make("output", key.values[0], { for: id });
    const moved = () => {
      at[number] = Number(input.value);
      const words = key.values[at[number]];
      output.textContent = words;
      input.setAttribute("aria-valuetext", words);
      draw();
    };
    input.addEventListener("input", moved);
    input.setAttribute("aria-valuetext", key.values[0]);
    const row = make("div", "", { class: "walk-row" });
    row.append(make("label", capital(key.name), { for: id }), input, output);
    controls.append(row);
  });
  show(section, true);
  show(find("walk-over-time"), data.points.every((point) => point.curve.length > 0));
  draw();
  kept(find<SVGElement>("walk-strip"), draw);
}

/** How many places of a drawn curve there are. */
const PLACES = 40;

/** A curve that is drawn before it is seen: with a pointer, or place by place with the arrows. */
function drawn(data: Walk): void {
  const first = data.points[0];
  const box = document.querySelector(".guess");
  const form = box?.querySelector("form");
  if (!box || !form || first.curve.length === 0) return;
  const values: number[] = Array(PLACES + 1).fill(NaN);
  const times = values.map((_, place) => (place / PLACES) * data.duration);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("role", "application");
  const help = "Draw with a finger or the mouse, or with the keys: left and right go along, up and down move the line.";
  svg.setAttribute("aria-label", `Your guess as a curve. ${help}`);
  svg.classList.add("draw");
  const stage = make("div", "", { class: "draw-stage" });
  const done = make("button", "Show the runs", { type: "button" });
  const again = make("button", "Draw again", { type: "button" });
  const said = make("p", "", { role: "status" });
  const open = make("button", "Draw the curve first", { type: "button" });
  const buttons = make("p", "", { class: "draw-buttons" });
  buttons.append(done, again);
  stage.append(make("p", `${data.curve}, ${first.label}: how will it go? ${help}`), svg, buttons);
  let seen = false;
  let place = 0;
  let laid: Drawing | null = null;
  const line = (label: string, of: number[], isNull: boolean, at: number[]) => ({ label, null: isNull, times: at, values: of });
  const draw = () => {
    const mine = line("your guess", values, true, times);
    const truth = line(`median of the runs, ${first.label}`, first.curve.map((of) => of[1]), false, data.times);
    const base = { areas: [], guess: null, touches: [], share: true, title: data.curve, duration: data.duration, until: data.duration, top: 1 };
    laid = put(svg, { ...base, lines: seen ? [mine, truth] : [mine] }, { null: inks().guess });
    if (!seen && document.activeElement === svg) mark(laid);
  };
  const mark = (of: Drawing) => {
    const x = 46 + (place / PLACES) * (of.width - 60);
    svg.insertAdjacentHTML("beforeend", `<path d="M${x} 14V${of.height - 40}" stroke="${inks().guess}" stroke-dasharray="2 3"/>`);
  };
  const fill = (to: number, value: number) => {
    const known = values.map((of, at) => (Number.isNaN(of) ? -1 : at)).filter((at) => at >= 0);
    const near = known.length > 0 ? known.reduce((a, b) => (Math.abs(b - to) < Math.abs(a - to) ? b : a)) : to;
    const start = values[near];
    values[to] = value;
    const step = Math.sign(to - near);
    for (let at = near + step; step !== 0 && at !== to; at += step) values[at] = start + ((value - start) * (at - near)) / (to - near);
    place = to;
    done.disabled = values.some((of) => Number.isNaN(of));
    draw();
  };
  const pointed = (event: PointerEvent) => {
    if (!laid || seen) return;
    const frame = svg.getBoundingClientRect();
    const scale = laid.width / frame.width;
    const x = ((event.clientX - frame.left) * scale - 46) / (laid.width - 60);
    const y = (laid.height - 40 - (event.clientY - frame.top) * scale) / (laid.height - 54);
    fill(Math.round(Math.max(0, Math.min(1, x)) * PLACES), Math.max(0, Math.min(1, y)));
  };
  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    pointed(event);
  });
  svg.addEventListener("pointermove", (event) => event.buttons > 0 && pointed(event));
  svg.addEventListener("focus", draw);
  svg.addEventListener("blur", draw);
  svg.addEventListener("keydown", (event) => {
    const known = (at: number, otherwise: number) => (Number.isNaN(values[at]) ? otherwise : values[at]);
    const here = known(place, 0);
    const [left, right] = [Math.max(0, place - 1), Math.min(PLACES, place + 1)];
    if (seen) return;
    if (event.key === "ArrowUp") fill(place, Math.min(1, here + 0.05));
    else if (event.key === "ArrowDown") fill(place, Math.max(0, here - 0.05));
    else if (event.key === "ArrowRight") fill(right, known(right, here));
    else if (event.key === "ArrowLeft") fill(left, known(left, here));
    else return;
    said.textContent = `${percent(values[place])} after ${percent(place / PLACES)} of the time`;
    event.preventDefault();
  });
  const clear = () => {
    seen = false;
    values.fill(NaN);
    place = 0;
    done.disabled = true;
    said.textContent = "";
    document.documentElement.classList.add("covered");
    draw();
  };
  done.addEventListener("click", () => {
    seen = true;
    document.documentElement.classList.remove("covered");
    said.textContent = apart(data, first, values, times);
    draw();
  });
  again.addEventListener("click", clear);
  open.addEventListener("click", () => {
    show(stage, true);
    show(open, false);
    clear();
    svg.focus();
  });
  show(stage, false);
  box.append(open, stage, said);
  kept(svg, draw);
}

/** How far a guess lies from the runs, in words. */
function apart(data: Walk, point: Stop, values: number[], times: number[]): string {
  const truth = (time: number) => {
    const after = data.times.findIndex((at) => at >= time);
    return point.curve[after < 0 ? point.curve.length - 1 : after][1];
  };
  const gaps = times.map((time, at) => values[at] - truth(time));
  const mean = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / gaps.length;
  const end = point.curve[point.curve.length - 1];
  const ends = `You ended at ${percent(values[values.length - 1])}; the median of the runs ends at ${percent(end[1])}, nine of ten runs between ${percent(end[0])} and ${percent(end[2])}.`;
  return `${ends} On average your curve was ${short(mean * 100)} percentage points away from the median.`;
}

const played = brought<Played>("played-data");
if (played) people(played);
const data = brought<Walk>("walk-data");
if (data) {
  walk(data);
  drawn(data);
}
document.documentElement.dataset["lively"] = "script";
