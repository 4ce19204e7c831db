/** The two worlds, side by side, and the time that goes by in them. */

import { find, make, put, say, segmented, show } from "./dom";
import { CanvasPainter, SvgPainter, escaped } from "./paint";
import { Moment, beside, fitting, ground, nearest, people, places } from "./picture";
import type { Colours, Marked, Places } from "./picture";
import type { Living, Picture, Shown } from "./types";
import { capital, clock, person, soFar } from "./words";

interface Stage {
  figure: HTMLElement;
  box: HTMLElement;
  canvas: HTMLCanvasElement;
  still: HTMLCanvasElement;
  places: Places | null;
  moment: Moment | null;
}

export interface Wishes {
  /** Somebody was touched, in this world. */
  touched(world: number, who: number): void;
  /** The chosen person is asked why. */
  asked(): void;
  /** Somebody is chosen, or nobody (−1). */
  chosen(who: number): void;
  /** Another moment is shown. */
  moved(time: number): void;
}

const REAL_SECONDS = 30;

export class Show {
  living: Living | null = null;
  time = 0;
  playing = false;
  /** Simulated seconds in a second. */
  speed: number;
  expression = 0;
  world = 0;
  readonly marked: Marked = { chosen: -1, touched: new Set() };
  private picture: Picture | null = null;
  private readonly stages: Stage[];
  private last = 0;
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private told = -1;

  constructor(
    private readonly page: Shown,
    private readonly wishes: Wishes,
  ) {
    this.speed = speeds(page.duration)[1][0];
    this.stages = [0, 1].map((at) => this.stage(at));
    this.transport();
    new ResizeObserver(() => this.lay()).observe(find("worlds"));
    for (const scheme of [matchMedia("(prefers-color-scheme: dark)")]) scheme.addEventListener("change", () => this.lay());
  }

  private stage(at: number): Stage {
    const figure = find(`world-${at}`);
    const box = figure.querySelector<HTMLElement>(".stage");
    const canvas = figure.querySelector("canvas");
    if (!box || !canvas) throw new Error("a world has no stage");
    box.addEventListener("click", (event) => {
      const laid = this.stages[at].places;
      if (!laid) return;
      const frame = canvas.getBoundingClientRect();
      const scale = laid.width / frame.width;
      const who = nearest(laid, (event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale);
      this.world = at;
      if (who < 0) this.choose(-1);
      else this.wishes.touched(at, who);
    });
    box.addEventListener("keydown", (event) => this.key(event, at));
    return { figure, box, canvas, still: document.createElement("canvas"), places: null, moment: null };
  }

  private key(event: KeyboardEvent, at: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const laid = this.stages[at].places;
    const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    this.world = at;
    if (way && laid) {
      this.choose(this.marked.chosen < 0 ? 0 : beside(laid, this.marked.chosen, way[0], way[1]));
    } else if (event.key === "Enter" && this.marked.chosen >= 0) {
      this.wishes.touched(at, this.marked.chosen);
    } else if (event.key.toLowerCase() === "w" && this.marked.chosen >= 0) {
      this.wishes.asked();
    } else if (event.key === " ") {
      this.toggle();
    } else if (event.key.toLowerCase() === "n") {
      this.step();
    } else if (event.key.toLowerCase() === "b") {
      this.go(0);
    } else if (event.key === "Escape") {
      this.choose(-1);
    } else {
      return;
    }
    event.preventDefault();
  }

  choose(who: number): void {
    this.marked.chosen = who;
    this.draw();
    this.wishes.chosen(who);
  }

  private transport(): void {
    find("play").addEventListener("click", () => this.toggle());
    find("step").addEventListener("click", () => this.step());
    find("back").addEventListener("click", () => this.go(0));
    const time = find<HTMLInputElement>("time");
    time.addEventListener("input", () => {
      this.pause(false);
      this.go((Number(time.value) / 1000) * this.page.duration);
    });
    time.addEventListener("change", () => this.tell());
    const speed = find<HTMLSelectElement>("speed");
    for (const [value, words] of speeds(this.page.duration)) {
      const option = make("option", words, { value: String(value) });
      option.selected = value === this.speed;
      speed.append(option);
    }
    speed.addEventListener("change", () => (this.speed = Number(speed.value)));
    const expression = find<HTMLSelectElement>("expression");
    this.page.expressions.forEach((voice, at) => expression.append(make("option", voice.many, { value: String(at) })));
    show(find("expression-row"), this.page.expressions.length > 1);
    expression.addEventListener("change", () => {
      this.expression = Number(expression.value);
      this.again();
    });
  }

  /** Shows another run, at the same moment. */
  take(living: Living): void {
    this.living = living;
    const pictures = fitting(living.crowd, this.page.pictures);
    if (!this.picture || !pictures.includes(this.picture)) this.picture = pictures[0];
    const words: Record<Picture, string> = { seats: "Seats", network: "Who is tied to whom", groups: "Groups" };
    segmented(find("pictures-choice"), "picture", pictures.map((p) => [p, words[p]]), this.picture, (value) => {
      this.picture = value as Picture;
      this.lay();
    });
    this.chooseWorlds(living);
    if (this.marked.chosen >= living.crowd.people) this.marked.chosen = -1;
    this.again();
  }

  private chooseWorlds(living: Living): void {
    const worlds = find("worlds");
    const narrow = matchMedia("(max-width: 640px)").matches;
    const before = worlds.dataset["shown"] ?? (narrow ? "0" : "both");
    const shown = living.worlds.length > 1 ? before : "0";
    worlds.dataset["shown"] = shown;
    const choices: [string, string][] = [["both", "Both"], ...living.worlds.map((world, at): [string, string] => [String(at), capital(world.label)])];
    segmented(find("worlds-choice"), "world", living.worlds.length > 1 ? choices : [], shown, (value) => {
      worlds.dataset["shown"] = value;
      this.lay();
    });
    living.worlds.slice(0, 2).forEach((world, at) => {
      const caption = this.stages[at].figure.querySelector("figcaption");
      if (caption) caption.textContent = capital(world.label);
      const { did } = this.page.expressions[this.expression];
      this.stages[at].box.setAttribute("aria-label", `People, ${world.label}. Large marks: right now. Arrow keys go from person to person, Enter makes the chosen one do it, W asks why they ${did}.`);
    });
    show(this.stages[1].figure, living.worlds.length > 1);
  }

  private again(): void {
    const { living } = this;
    if (!living) return;
    this.stages.forEach((stage, at) => {
      const world = living.worlds[at];
      stage.moment = world ? new Moment(world, living.crowd.people, this.expression) : null;
    });
    this.lay();
  }

  /** Lays people out for the width that there is. */
  lay(): void {
    const { living, picture } = this;
    if (!living || !picture) return;
    for (const stage of this.stages) {
      const width = Math.floor(stage.box.clientWidth);
      if (width < 20) continue;
      const laid = places(living.crowd, picture, width);
      stage.places = laid;
      const ratio = Math.min(devicePixelRatio || 1, 2.5);
      for (const canvas of [stage.canvas, stage.still]) {
        canvas.width = Math.round(laid.width * ratio);
        canvas.height = Math.round(laid.height * ratio);
      }
      const context = stage.still.getContext("2d");
      if (!context) continue;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      ground(new CanvasPainter(context), living.crowd, laid, colours());
    }
    this.draw();
  }

  /** Draws the moment. */
  draw(): void {
    const { living } = this;
    if (!living) return;
    const inks = colours();
    this.stages.forEach((stage, at) => {
      const { places: laid, moment, canvas } = stage;
      const world = living.worlds[at];
      const context = canvas.getContext("2d");
      if (!laid || !moment || !context || !world) return;
      moment.go(this.time);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.drawImage(stage.still, 0, 0);
      const ratio = canvas.width / laid.width;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      people(new CanvasPainter(context), living.crowd, laid, moment, this.time, this.stretch(), inks, this.marked);
      const count = stage.figure.querySelector(".count");
      if (count) put(count, this.counted(at).text);
    });
    const words = clock(this.time, this.page.duration);
    put(find("clock"), words);
    const time = find<HTMLInputElement>("time");
    time.value = String(Math.round((this.time / this.page.duration) * 1000));
    if (time.getAttribute("aria-valuetext") !== words) time.setAttribute("aria-valuetext", words);
    this.wishes.moved(this.time);
  }

  /** How many did it until now in a world, how often, and how often it was caught. */
  counted(at: number): { reached: number; count: number; caught: number; text: string } {
    const { moment } = this.stages[at];
    moment?.go(this.time);
    const { reached, count, caught } = moment ?? { reached: 0, count: 0, caught: 0 };
    const text = soFar(this.page.expressions[this.expression], this.living?.crowd.people ?? 0, { reached, count, caught });
    return { reached, count, caught, text };
  }

  /** How long bows stay: a second and a half of the reader's time. */
  private stretch(): number {
    return 1.5 * this.speed;
  }

  go(time: number): void {
    this.time = Math.max(0, Math.min(time, this.page.duration));
    this.draw();
  }

  toggle(): void {
    if (this.playing) this.pause(true);
    else this.play();
  }

  play(): void {
    if (this.time >= this.page.duration) this.time = 0;
    this.playing = true;
    this.last = performance.now();
    find("play").textContent = "Pause";
    if (this.still.matches) this.inSteps();
    else requestAnimationFrame((now) => this.frame(now));
  }

  pause(tell: boolean): void {
    if (!this.playing) return;
    this.playing = false;
    find("play").textContent = "Play";
    this.draw();
    if (tell) this.tell();
  }

  /** For those who want no motion: twelve moments, a second each. */
  private inSteps(): void {
    if (!this.playing) return;
    this.go(this.time + this.page.duration / 12);
    if (this.time >= this.page.duration) this.pause(true);
    else setTimeout(() => this.inSteps(), 1000);
  }

  private frame(now: number): void {
    if (!this.playing) return;
    this.time = Math.min(this.page.duration, this.time + (Math.min(now - this.last, 250) / 1000) * this.speed);
    this.last = now;
    this.draw();
    if (this.time >= this.page.duration) this.pause(true);
    else requestAnimationFrame((next) => this.frame(next));
  }

  /** Goes to the next expression in either world. */
  step(): void {
    this.pause(false);
    const next = this.living?.worlds.flatMap((world) => {
      const { events } = world;
      const at = events.time.findIndex((time, i) => time > this.time + 1e-9 && events.what[i] === this.expression);
      return at < 0 ? [] : [events.time[at]];
    });
    this.go(next && next.length > 0 ? Math.min(...next) : this.page.duration);
    this.tell();
  }

  /** Says how it stands, once for each moment. */
  tell(): void {
    const { living } = this;
    if (!living || this.told === this.time) return;
    this.told = this.time;
    const world = (at: number) => `${capital(living.worlds[at].label)}: ${this.counted(at).text}`;
    const worlds = living.worlds.slice(0, 2).map((_, at) => world(at));
    const chosen = this.marked.chosen >= 0 ? ` Chosen: ${person(living.crowd, this.marked.chosen)}.` : "";
    say(`${clock(this.time, this.page.duration)}. ${worlds.join(". ")}.${chosen}`);
  }

  /** Both worlds as one SVG, or as they are on a canvas. */
  svg(title: string): string {
    const { living } = this;
    const inks = colours();
    if (!living) return "";
    const parts: string[] = [];
    let [left, high] = [0, 0];
    this.stages.forEach((stage, at) => {
      const { places: laid, moment } = stage;
      const world = living.worlds[at];
      if (!laid || !moment || !world || stage.box.clientWidth === 0) return;
      const painter = new SvgPainter();
      painter.text(laid.width / 2, -10, `${capital(world.label)}: ${this.counted(at).text}`, 13, inks.ink);
      ground(painter, living.crowd, laid, inks);
      people(painter, living.crowd, laid, moment, this.time, this.stretch(), inks, { chosen: -1, touched: this.marked.touched });
      parts.push(`<g transform="translate(${left} 62)">${painter.inside()}</g>`);
      left += laid.width + 20;
      high = Math.max(high, laid.height);
    });
    const width = Math.max(left - 20, 200);
    const head = `<text x="8" y="24" font-size="17" font-weight="600" fill="${inks.ink}" font-family="system-ui, sans-serif">${escaped(title)}</text>`;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${high + 70}" width="${width}" height="${high + 70}"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="${inks.ground}"/>${head}${parts.join("")}</svg>`;
  }
}

/** Speeds with their words; the second is the usual one: a run takes half a minute. */
function speeds(duration: number): [number, string][] {
  const usual = duration / REAL_SECONDS;
  const told = (factor: number): [number, string] => {
    const speed = usual * factor;
    const words = speed < 100 ? `${Number(speed.toPrecision(2))} ×` : `${clock(speed, duration)} a second`;
    return [speed, words];
  };
  return [0.25, 1, 2, 6].map(told);
}

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { ink: of("--ink"), quiet: of("--quiet"), ground: of("--card"), caught: of("--caught"), own: of("--own"), set: of("--set"), tie: of("--tie") };
}
