/** The living picture: people light up, and bows show who caught it from whom. Made from a list of expressions with their times. */

import type { Painter } from "./paint";
import type { Crowd, Picture, World } from "./types";

export interface Colours {
  ink: string;
  quiet: string;
  ground: string;
  caught: string;
  own: string;
  set: string;
  tie: string;
}

/** Where everybody stands on a picture of this size. */
export interface Places {
  x: Float64Array;
  y: Float64Array;
  radius: number;
  width: number;
  height: number;
  shown: Picture;
}

/** How people can be shown here. */
export function fitting(crowd: Crowd, wanted: Picture[]): Picture[] {
  const can = (picture: Picture) =>
    picture === "seats" ? crowd.seats : picture === "network" ? crowd.x.length > 0 && !crowd.seats : true;
  const fits = wanted.filter(can);
  return fits.length > 0 ? fits : ["groups"];
}

/** Lays people out. */
export function places(crowd: Crowd, picture: Picture, width: number): Places {
  return picture === "groups" || crowd.x.length === 0 ? inGroups(crowd, width) : whereTheyAre(crowd, picture, width);
}

function whereTheyAre(crowd: Crowd, picture: Picture, width: number): Places {
  const [left, right] = ends(crowd.x);
  const [top, bottom] = ends(crowd.y);
  const across = Math.max(right - left, 1e-9);
  const down = Math.max(bottom - top, 1e-9);
  const pitch = picture === "seats" ? width / (new Set(crowd.x).size + 0.4) : 0;
  const radius = picture === "seats" ? Math.max(1.5, pitch * 0.3) : Math.max(1.6, Math.min(11, (width * 0.22) / Math.sqrt(crowd.people)));
  const margin = Math.max(radius * 2.4, 12);
  const scale = (width - 2 * margin) / across;
  const tall = Math.min(down * scale, width * 0.95);
  const front = picture === "seats" ? 26 : 0;
  const height = tall + 2 * margin + front;
  const x = Float64Array.from(crowd.x, (value) => margin + (value - left) * scale);
  const y = Float64Array.from(crowd.y, (value) => front + margin + ((value - top) / down) * tall);
  return { x, y, radius, width, height, shown: picture };
}

function ends(values: number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

const TURN = 2.399963229728653;

/** Group by group, each a sunflower; one large one where there are no groups. */
function inGroups(crowd: Crowd, width: number): Places {
  const groups = new Map<number, number[]>();
  for (let who = 0; who < crowd.people; who++) {
    const block = crowd.block.length === crowd.people ? crowd.block[who] : 0;
    const group = groups.get(block);
    if (group) group.push(who);
    else groups.set(block, [who]);
  }
  const lists = groups.size > crowd.people / 2 && groups.size > 1 ? [[...Array(crowd.people).keys()]] : [...groups.values()];
  const biggest = Math.max(...lists.map((list) => list.length));
  const columns = lists.length === 1 ? 1 : Math.ceil(Math.sqrt(lists.length * 1.7));
  const rows = Math.ceil(lists.length / columns);
  const cell = width / columns;
  const flat = lists.length === 1 ? 0.62 : 1;
  const high = cell * flat;
  const spread = (Math.min(cell / 2, high / 2 / (lists.length === 1 ? 0.62 : 1)) * 0.88) / Math.sqrt(biggest);
  const radius = Math.max(1, Math.min(12, spread * 0.62));
  const x = new Float64Array(crowd.people);
  const y = new Float64Array(crowd.people);
  lists.forEach((list, at) => {
    const middle = [((at % columns) + 0.5) * cell, (Math.floor(at / columns) + 0.5) * high];
    const inward = list.length === 1 ? 0 : 1;
    list.forEach((who, i) => {
      const far = spread * Math.sqrt(i + 0.5) * inward;
      x[who] = middle[0] + far * Math.cos(i * TURN);
      y[who] = middle[1] + far * Math.sin(i * TURN) * flat;
    });
  });
  return { x, y, radius, width, height: rows * high, shown: "groups" };
}

/** Who expresses what at a moment, found from the list of expressions; goes forward quickly and back when it must. */
export class Moment {
  /** 0 never, 1 did of their own accord, 2 caught it, 3 was set to; the last time. */
  readonly past: Uint8Array;
  /** When what is shown now ends; 0: nothing is shown. */
  readonly until: Float64Array;
  /** How many have done it so far, how often, and how often it was caught. */
  reached = 0;
  count = 0;
  caught = 0;
  private next = 0;
  private time = -1;

  constructor(
    private readonly world: World,
    private readonly people: number,
    /** Only this expression; −1: any. */
    private readonly expression: number,
  ) {
    this.past = new Uint8Array(people);
    this.until = new Float64Array(people);
  }

  /** Goes to a moment. */
  go(time: number): void {
    if (time < this.time) {
      this.past.fill(0);
      this.until.fill(0);
      [this.reached, this.count, this.caught, this.next] = [0, 0, 0, 0];
    }
    const { events } = this.world;
    while (this.next < events.time.length && events.time[this.next] <= time) {
      const i = this.next++;
      if (this.expression >= 0 && events.what[i] !== this.expression) continue;
      const who = events.who[i];
      if (who >= this.people) continue;
      if (this.past[who] === 0) this.reached += 1;
      this.count += 1;
      if (events.cause[i] === 1) this.caught += 1;
      this.past[who] = events.cause[i] === 1 ? 2 : events.cause[i] === 0 ? 1 : 3;
      const lasting = events.lasting[i];
      this.until[who] = Math.max(this.until[who], lasting === null ? Infinity : events.time[i] + lasting);
    }
    this.time = time;
  }

  /** The expressions that began in this stretch and were caught from somebody. */
  *bows(from: number, to: number): Generator<{ source: number; who: number; age: number }> {
    const { events } = this.world;
    for (let i = this.next - 1; i >= 0 && events.time[i] > from; i--) {
      if (events.time[i] > to || events.source[i] < 0) continue;
      if (this.expression >= 0 && events.what[i] !== this.expression) continue;
      yield { source: events.source[i], who: events.who[i], age: (to - events.time[i]) / Math.max(to - from, 1e-9) };
    }
  }
}

/** Draws what stays: ties and the front of the room. */
export function ground(painter: Painter, crowd: Crowd, at: Places, colours: Colours): void {
  if (at.shown === "seats") {
    const half = at.width * 0.18;
    painter.lines([at.width / 2 - half, 10, at.width / 2 + half, 10], { stroke: colours.quiet, width: 3 });
    painter.text(at.width / 2, 25, "front", 12, colours.quiet);
    return;
  }
  if (at.shown !== "network") return;
  const lines: number[] = [];
  for (let i = 0; i < crowd.ties.length; i += 2) {
    const [a, b] = [crowd.ties[i], crowd.ties[i + 1]];
    lines.push(at.x[a], at.y[a], at.x[b], at.y[b]);
  }
  const opacity = Math.max(0.25, Math.min(0.8, 500 / Math.max(1, crowd.tied)));
  painter.lines(lines, { stroke: colours.tie, width: 0.8, opacity });
}

export interface Marked {
  chosen: number;
  touched: Set<number>;
}

/** Draws a moment. */
export function people(painter: Painter, crowd: Crowd, at: Places, moment: Moment, time: number, stretch: number, colours: Colours, marked: Marked): void {
  const of = (): number[] => [];
  const [never, own, caught, set, nowOwn, nowCaught, nowSet] = [of(), of(), of(), of(), of(), of(), of()];
  for (let who = 0; who < crowd.people; who++) {
    const [x, y] = [at.x[who], at.y[who]];
    const past = moment.past[who];
    const now = moment.until[who] > time;
    if (past === 0) never.push(x, y);
    else if (past === 1) (now ? nowOwn : own).push(x, y);
    else if (past === 2) (now ? nowCaught : caught).push(x, y);
    else (now ? nowSet : set).push(x, y);
  }
  const { radius } = at;
  const line = Math.max(1, Math.min(2, radius * 0.22));
  painter.dots(never, radius * 0.8, { stroke: colours.quiet, width: line });
  painter.dots(own, radius * 0.8, { fill: colours.own, opacity: 0.55 });
  painter.dots(caught, radius * 0.8, { fill: colours.caught, opacity: 0.6 });
  painter.dots(set, radius * 0.8, { fill: colours.set, opacity: 0.6 });
  if (stretch > 0) {
    for (const bow of moment.bows(time - stretch, time)) {
      if (bow.source >= crowd.people) continue;
      const look = { stroke: colours.caught, width: 1.8, opacity: Math.max(0.15, 1 - bow.age) };
      painter.bow(at.x[bow.source], at.y[bow.source], at.x[bow.who], at.y[bow.who], look);
    }
  }
  const rim = { stroke: colours.ink, width: line * 1.4 };
  painter.dots(nowOwn, radius * 1.3, { fill: colours.own, ...rim });
  painter.dots(nowCaught, radius * 1.3, { fill: colours.caught, ...rim });
  painter.dots(nowCaught, radius * 0.42, { fill: colours.ground });
  painter.dots(nowSet, radius * 1.3, { fill: colours.set, ...rim });
  const touched: number[] = [];
  for (const who of marked.touched) touched.push(at.x[who], at.y[who]);
  painter.dots(touched, radius * 1.75, { stroke: colours.set, width: line * 1.4 });
  if (marked.chosen >= 0 && marked.chosen < crowd.people) {
    const here = [at.x[marked.chosen], at.y[marked.chosen]];
    painter.dots(here, radius * 2.1 + 2, { stroke: colours.ground, width: 4 });
    painter.dots(here, radius * 2.1 + 2, { stroke: colours.ink, width: 2 });
  }
}

/** Who is at a place; −1: nobody near. */
export function nearest(at: Places, x: number, y: number): number {
  let [best, far] = [-1, Math.max(at.radius * 3, 22) ** 2];
  for (let who = 0; who < at.x.length; who++) {
    const distance = (at.x[who] - x) ** 2 + (at.y[who] - y) ** 2;
    if (distance < far) [best, far] = [who, distance];
  }
  return best;
}

/** Who is next in a direction. */
export function beside(at: Places, who: number, dx: number, dy: number): number {
  let [best, cost] = [who, Infinity];
  for (let other = 0; other < at.x.length; other++) {
    const [x, y] = [at.x[other] - at.x[who], at.y[other] - at.y[who]];
    const along = x * dx + y * dy;
    if (other === who || along <= 0.5) continue;
    const price = along + 2.5 * Math.abs(x * dy - y * dx);
    if (price < cost) [best, cost] = [other, price];
  }
  return best;
}
