/** What the engine says; the same names as in its Rust source. */

export interface Spoken {
  name: string;
  doing: string;
  did: string;
  one: string;
  many: string;
}

export interface Outcome {
  name: string;
  phrase: string;
  share: boolean;
  unit: string;
}

export interface Control {
  key: string;
  label: string;
  help: string;
  range: boolean;
  positions: string[];
  names: string[];
  start: number;
}

export interface PageData {
  name: string;
  title: string;
  question: string;
  text: string[];
  notice: string[];
  version: string;
  duration: number;
  unit: [string, number];
  seed: number;
  replicates: number;
  people: number;
  expressions: Spoken[];
  arms: string[];
  controls: Control[];
  pictures: Picture[];
  outcome: Outcome;
}

/** What the living picture needs to know of a page. */
export type Shown = Pick<PageData, "duration" | "expressions" | "pictures">;

export type Picture = "seats" | "network" | "groups";

export interface Touch {
  at: number;
  person: string;
  expression: string;
}

export interface Settings {
  seed: number | null;
  arm: string | null;
  set: [string, string][];
  touches: Touch[];
  friends: string | null;
}

export interface Crowd {
  people: number;
  names: string[];
  x: number[];
  y: number[];
  seats: boolean;
  block: number[];
  ties: number[];
  tied: number;
}

export interface Events {
  time: number[];
  who: number[];
  what: number[];
  cause: number[];
  source: number[];
  lasting: (number | null)[];
}

export interface Column {
  name: string;
  phrase: string;
  share: boolean;
  values: number[];
}

export interface World {
  arm: string;
  label: string;
  null: boolean;
  events: Events;
  times: number[];
  series: Column[];
  ended: number;
}

export interface Living {
  crowd: Crowd;
  worlds: World[];
  seed: number;
  duration: number;
  warnings: string[];
}

export interface OfArm {
  arm: string;
  label: string;
  null: boolean;
  mean: number | null;
  interval: [number, number] | null;
  said: string;
  values: number[];
}

export interface Band {
  arm: string;
  column: string;
  times: number[];
  low: number[];
  middle: number[];
  high: number[];
}

export interface Answer {
  replicates: number;
  outcome: Outcome;
  sentence: string;
  arms: OfArm[];
  bands: Band[];
  tables: [string, string][];
}

export interface Reason {
  who: number;
  what: number;
  time: number;
  fired: number;
  cause: string;
  source: number | null;
  in_view: number | null;
  caught: number | null;
  seen: { who: number; what: number; from: number; part: number; closeness: number }[];
  without: { whom: number[]; time: number | null; later: number | null; cause: string | null }[];
}

/** What the file itself brings along. */
export interface Brought {
  name: string;
  text: string;
  files: Record<string, string>;
  page: PageData;
  recorded: Living | null;
}
