/** Curves over time as SVG: with imitation, without, the band of many runs, what was guessed. */

import { ticks } from "d3-array";
import { escaped } from "./paint";
import { clock, percent, short, unitFor } from "./words";

export interface Line {
  label: string;
  null: boolean;
  /** Seconds. */
  times: number[];
  values: number[];
}

export interface Area {
  null: boolean;
  times: number[];
  low: number[];
  high: number[];
}

export interface Drawing {
  lines: Line[];
  areas: Area[];
  /** What was guessed for the end; none: nothing. */
  guess: number | null;
  touches: number[];
  share: boolean;
  title: string;
  duration: number;
  /** Up to when lines are drawn. */
  until: number;
  width: number;
  height: number;
  /** The highest value of the scale, where several drawings share one. */
  top?: number;
}

export interface Inks {
  ink: string;
  quiet: string;
  grid: string;
  with: string;
  null: string;
  guess: string;
  ground: string;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The picture, as the inside of an SVG element. */
export function curve(drawing: Drawing, inks: Inks): string {
  const { width, height, duration, share } = drawing;
  const [left, right, top, bottom] = [46, width - 14, 14, height - 40];
  const [low, high] = range(drawing);
  const across = (seconds: number) => left + (seconds / duration) * (right - left);
  const down = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const say = (value: number) => (share ? percent(value) : short(value));
  const parts: string[] = [];
  for (const value of ticks(low, high, Math.max(2, Math.floor((bottom - top) / 44)))) {
    const y = round(down(value));
    parts.push(`<path d="M${left} ${y}H${right}" stroke="${inks.grid}"/>`);
    parts.push(`<text x="${left - 6}" y="${y + 4}" text-anchor="end" font-size="12" fill="${inks.quiet}">${say(value)}</text>`);
  }
  const [unit, length] = unitFor(duration);
  for (const value of ticks(0, duration / length, Math.max(2, Math.floor((right - left) / 80)))) {
    const x = round(across(value * length));
    parts.push(`<path d="M${x} ${bottom}v5" stroke="${inks.quiet}"/>`);
    parts.push(`<text x="${x}" y="${bottom + 19}" text-anchor="middle" font-size="12" fill="${inks.quiet}">${short(value)}</text>`);
  }
  parts.push(`<path d="M${left} ${bottom}H${right}" stroke="${inks.quiet}"/>`);
  parts.push(`<text x="${(left + right) / 2}" y="${height - 5}" text-anchor="middle" font-size="12" fill="${inks.quiet}">time [${unit}]</text>`);
  for (const area of drawing.areas) {
    const there = area.times.map((time, i) => `${round(across(time))} ${round(down(area.high[i]))}`);
    const back = area.times.map((time, i) => `${round(across(time))} ${round(down(area.low[i]))}`).reverse();
    if (there.length > 0) {
      parts.push(`<path d="M${there.join("L")}L${back.join("L")}Z" fill="${area.null ? inks.null : inks.with}" opacity="0.2"/>`);
    }
  }
  for (const touch of drawing.touches) {
    parts.push(`<path d="M${round(across(touch))} ${top}V${bottom}" stroke="${inks.guess}" stroke-dasharray="2 3"/>`);
  }
  for (const line of drawing.lines) parts.push(path(line, drawing.until, across, down, inks));
  if (drawing.guess !== null) {
    const y = round(down(drawing.guess));
    parts.push(`<path d="M${right - 7} ${y - 6}l9 6l-9 6z" fill="${inks.guess}"/>`);
    const place = y < top + 16 ? y + 18 : y - 8;
    parts.push(`<text x="${right - 4}" y="${place}" text-anchor="end" font-size="12" font-weight="600" fill="${inks.guess}">your guess ${say(drawing.guess)}</text>`);
  }
  const x = round(across(Math.min(drawing.until, duration)));
  parts.push(`<path d="M${x} ${top}V${bottom}" stroke="${inks.ink}" stroke-width="1" opacity="0.6"/>`);
  return `<title>${escaped(drawing.title)}</title><desc>${escaped(described(drawing))}</desc>${parts.join("")}`;
}

function range(drawing: Drawing): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  const take = (value: number) => {
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  };
  drawing.lines.forEach((line) => line.values.forEach(take));
  drawing.areas.forEach((area) => [...area.low, ...area.high].forEach(take));
  if (drawing.guess !== null) take(drawing.guess);
  if (drawing.top !== undefined) take(drawing.top);
  if (drawing.share) return [0, Math.min(1, Math.max(0.05, high * 1.1))];
  if (!Number.isFinite(low)) return [0, 1];
  if (low >= 0) low = 0;
  const room = Math.max((high - low) * 0.08, 1e-6);
  return [low < 0 ? low - room : 0, high + room];
}

function path(line: Line, until: number, across: (s: number) => number, down: (v: number) => number, inks: Inks): string {
  const points: string[] = [];
  for (let i = 0; i < line.times.length && line.times[i] <= until; i++) {
    if (Number.isFinite(line.values[i])) points.push(`${round(across(line.times[i]))} ${round(down(line.values[i]))}`);
  }
  if (points.length === 0) return "";
  const [first, ...rest] = points;
  const dashes = line.null ? ` stroke-dasharray="5 4"` : "";
  const colour = line.null ? inks.null : inks.with;
  return `<path d="M${first}L${rest.length > 0 ? rest.join("L") : first}" fill="none" stroke="${colour}" stroke-width="${line.null ? 2 : 2.8}"${dashes} stroke-linejoin="round"/>`;
}

/** The same in words. */
export function described(drawing: Drawing): string {
  const say = (value: number) => (drawing.share ? percent(value) : short(value));
  const of = drawing.lines.map((line) => {
    let last = NaN;
    for (let i = 0; i < line.times.length && line.times[i] <= drawing.until; i++) last = line.values[i];
    return `${line.label}: ${say(last)}`;
  });
  const guess = drawing.guess === null ? "" : ` Your guess for the end: ${say(drawing.guess)}.`;
  return `${drawing.title} at ${clock(drawing.until, drawing.duration)}. ${of.join("; ")}.${guess}`;
}
