/** Every sentence of the page that is made here, in one place. */

import type { Crowd, Reason, Shown, Spoken, World } from "./types";

/** A number as a reader wants it: about three digits. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
  return String(Number(value.toFixed(digits))).replace("-", "−");
}

export function percent(share: number): string {
  const value = share * 100;
  return `${Number(value.toFixed(value > 0 && value < 10 ? 1 : 0))}\u00a0%`;
}

const UNITS: [string, number][] = [
  ["s", 1],
  ["min", 60],
  ["h", 3600],
  ["day", 86400],
  ["week", 604800],
  ["month", 2629800],
  ["year", 31557600],
];

/** The unit in which a length of time is counted best. */
export function unitFor(seconds: number): [string, number] {
  if (seconds < 240) return UNITS[0];
  if (seconds <= 3 * 3600) return UNITS[1];
  if (seconds <= 3 * 86400) return UNITS[2];
  if (seconds <= 3 * 31557600) return UNITS[3];
  return UNITS[6];
}

/** A moment of the run on a clock: 12:40 for minutes and hours, else a number with its unit. */
export function clock(seconds: number, duration: number): string {
  const [unit, length] = unitFor(duration);
  const pad = (n: number) => String(n).padStart(2, "0");
  if (unit === "min") return `${Math.floor(seconds / 60)}:${pad(Math.floor(seconds % 60))}\u00a0min`;
  if (unit === "h") return `${Math.floor(seconds / 3600)}:${pad(Math.floor((seconds % 3600) / 60))}\u00a0h`;
  return `${(seconds / length).toFixed(1)}\u00a0${plural(unit, seconds / length)}`;
}

function plural(unit: string, value: number): string {
  return unit.length > 3 || unit === "day" ? (value === 1 ? unit : `${unit}s`) : unit;
}

/** A length of time in the unit that a reader would choose. */
export function span(seconds: number): string {
  const size = Math.abs(seconds);
  const [unit, length] =
    size < 120 ? UNITS[0] : size < 7200 ? UNITS[1] : size < 172800 ? UNITS[2] : size < 63115200 ? UNITS[3] : UNITS[6];
  const value = size / length;
  return `${short(Number(value.toPrecision(3)))}\u00a0${plural(unit, value)}`;
}

/** Who somebody is. */
export function person(crowd: Crowd, who: number): string {
  if (crowd.names.length > 0) return crowd.names[who];
  if (crowd.seats) {
    const seat = seatOf(crowd, who);
    if (seat) return `row ${seat.row}, seat ${seat.seat}`;
  }
  return `person ${who}`;
}

/** Row and seat, counted from 1. */
export function seatOf(crowd: Crowd, who: number): { row: number; seat: number } | null {
  const xs = [...new Set(crowd.x)].sort((a, b) => a - b);
  const ys = [...new Set(crowd.y)].sort((a, b) => a - b);
  if (xs.length * ys.length > crowd.people * 2) return null;
  return { row: ys.indexOf(crowd.y[who]) + 1, seat: xs.indexOf(crowd.x[who]) + 1 };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const CAUSES = ["of their own accord", "caught", "on purpose", "because it was set to happen"];

/** What somebody has done so far, as sentences, the last first. */
export function deeds(page: Shown, crowd: Crowd, world: World, who: number, until: number): { text: string; event: number }[] {
  const { events } = world;
  const list: { text: string; event: number }[] = [];
  for (let i = 0; i < events.time.length && events.time[i] <= until; i++) {
    if (events.who[i] !== who) continue;
    const voice = page.expressions[events.what[i]];
    const source = events.source[i];
    const how =
      events.cause[i] === 1 && source >= 0
        ? `caught from ${person(crowd, source)}`
        : events.cause[i] === 1
          ? "caught, but from whom cannot be told"
          : CAUSES[events.cause[i]];
    list.push({ text: `${capital(voice.one)} at ${clock(events.time[i], page.duration)}, ${how}`, event: i });
  }
  return list.reverse();
}

/** Why somebody did it, as sentences. */
export function reasons(page: Shown, crowd: Crowd, reason: Reason): string[] {
  const name = capital(person(crowd, reason.who));
  const voice = page.expressions[reason.what];
  const at = clock(reason.time, page.duration);
  const lines: string[] = [];
  if (reason.cause === "event") return [`${name} ${voice.did} at ${at} because somebody made it happen: the scenario, or you.`];
  if (reason.cause === "imitated") {
    const from = reason.source === null ? "but from whom cannot be told" : `and the source drawn is ${person(crowd, reason.source)}`;
    lines.push(`${name} caught the ${voice.one} of ${at}, ${from}.`);
  } else {
    lines.push(`${name} ${voice.did} at ${at} ${reason.cause === "deliberate" ? "on purpose" : "of their own accord"}.`);
  }
  if (reason.in_view !== null) {
    const people = new Set(reason.seen.map((seen) => seen.who)).size;
    const left = people === 0 ? "none of them had shown anything that was still remembered" : `${people} of them had left a trace`;
    lines.push(`In view: ${short(reason.in_view)} people; ${left}.`);
  }
  if (reason.caught !== null && reason.caught > 0) {
    lines.push(`At that moment the chance was ${percent(reason.caught)} that it was caught and ${percent(1 - reason.caught)} that it came without anybody.`);
  }
  for (const without of reason.without) lines.push(`${whom(crowd, without.whom)} ${instead(page, without)}.`);
  if (reason.without.length > 0) {
    lines.push("Each “without” is the same run with the same dice in which that face was hidden from this person. It is an answer about this model and these dice.");
  }
  return lines;
}

function whom(crowd: Crowd, people: number[]): string {
  const who =
    people.length === 1
      ? person(crowd, people[0])
      : people.length === 2
        ? `${person(crowd, people[0])} and ${person(crowd, people[1])}`
        : `all ${people.length} of them`;
  return `Without ${who}:`;
}

function instead(page: Shown, without: Reason["without"][number]): string {
  if (without.time === null || without.later === null) return "not at all before the end";
  const at = clock(without.time, page.duration);
  const how = without.cause === "spontaneous" ? ", of their own accord" : without.cause === "imitated" ? ", caught from others" : "";
  if (Math.abs(without.later) < 1e-9) return "at the very same moment";
  if (without.later < 0) return `${span(without.later)} earlier, at ${at}${how}`;
  return `${without.later < 2 ? "all the same, " : "not then but "}${span(without.later)} later, at ${at}${how}`;
}

/** What has happened so far in a world. */
export function soFar(voice: Spoken, people: number, { reached, count, caught }: { reached: number; count: number; caught: number }): string {
  return `${reached} of ${people} ${voice.did}; ${count} ${count === 1 ? voice.one : voice.many}, ${caught} caught`;
}
