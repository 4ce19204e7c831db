/** What the reader has set, what it was before, and the link that holds it. */

import type { Brought, Control, PageData, Settings, Touch } from "./types";

export interface State {
  seed: number;
  arm: string | null;
  /** By control: the position; as the scenario has it where it is `start`. */
  positions: number[];
  touches: Touch[];
  friends: string | null;
}

export function initial(page: PageData): State {
  return {
    seed: page.seed,
    arm: page.arms[0] ?? null,
    positions: page.controls.map((control) => control.start),
    touches: [],
    friends: null,
  };
}

export function copied(state: State): State {
  return { ...state, positions: [...state.positions], touches: [...state.touches] };
}

/** As the engine is told. */
export function settings(page: PageData, state: State): Settings {
  const moved = (control: Control, at: number): [string, string][] =>
    state.positions[at] === control.start ? [] : [[control.key, control.positions[state.positions[at]]]];
  return {
    seed: state.seed === page.seed ? null : state.seed,
    arm: state.arm,
    set: page.controls.flatMap(moved),
    touches: state.touches,
    friends: state.friends,
  };
}

/** Everything but names of the reader's own people. */
export function link(page: PageData, state: State, guess: number | null, time: number): string {
  const parts = new URLSearchParams();
  parts.set("v", page.version);
  parts.set("scenario", page.name);
  if (state.seed !== page.seed) parts.set("seed", String(state.seed));
  if (state.arm !== null && state.arm !== page.arms[0]) parts.set("arm", state.arm);
  page.controls.forEach((control, at) => {
    if (state.positions[at] !== control.start) parts.append("set", `${control.key}=${control.positions[state.positions[at]]}`);
  });
  if (state.friends === null) {
    for (const touch of state.touches) parts.append("touch", `${touch.at}~${touch.expression}~${touch.person}`);
  }
  if (guess !== null) parts.set("guess", String(guess));
  if (time > 0) parts.set("t", String(Math.round(time)));
  return `#${parts.toString()}`;
}

export interface Opened {
  state: State;
  guess: number | null;
  time: number;
  /** What of it could not be taken over. */
  remarks: string[];
}

/** What a link says, as far as this page understands it. */
export function opened(page: PageData, hash: string): Opened {
  const state = initial(page);
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const remarks: string[] = [];
  if ([...parts.keys()].length === 0 || !parts.has("v")) return { state, guess: null, time: 0, remarks };
  const version = parts.get("v");
  if (version !== page.version) {
    remarks.push(`This link was made with version ${version} of the program and this page is version ${page.version}: numbers may differ from those that its sender saw.`);
  }
  const scenario = parts.get("scenario");
  if (scenario !== null && scenario !== page.name) {
    remarks.push(`This link belongs to the page “${scenario}”; here it is taken as far as it fits “${page.name}”.`);
  }
  const seed = Number(parts.get("seed") ?? page.seed);
  if (Number.isSafeInteger(seed) && seed >= 0) state.seed = seed;
  else remarks.push(`The seed “${parts.get("seed")}” of the link is no whole number; the scenario's is used.`);
  const arm = parts.get("arm");
  if (arm !== null) {
    if (page.arms.includes(arm)) state.arm = arm;
    else remarks.push(`There is no version “${arm}” here.`);
  }
  for (const set of parts.getAll("set")) {
    const at = page.controls.findIndex((control) => set.startsWith(`${control.key}=`));
    const position = at < 0 ? -1 : page.controls[at].positions.indexOf(set.slice(page.controls[at].key.length + 1));
    if (position < 0) remarks.push(`“${set}” of the link cannot be set here, and was left out.`);
    else state.positions[at] = position;
  }
  for (const text of parts.getAll("touch")) {
    const [at, expression, ...person] = text.split("~");
    if (Number.isFinite(Number(at)) && person.length > 0) state.touches.push({ at: Number(at), expression, person: person.join("~") });
    else remarks.push(`The touch “${text}” of the link cannot be read, and was left out.`);
  }
  const guess = parts.get("guess");
  const time = Number(parts.get("t") ?? 0);
  return {
    state,
    guess: guess !== null && Number.isFinite(Number(guess)) ? Number(guess) : null,
    time: Number.isFinite(time) ? Math.max(0, Math.min(time, page.duration)) : 0,
    remarks,
  };
}

export function brought(): Brought {
  return JSON.parse(document.getElementById("brought")?.textContent ?? "{}") as Brought;
}
