/** The engine in a worker: asked with a promise, and ended when it is to stop. */

import type { Answer, Brought, Living, Reason, Settings } from "./types";

interface Waiting {
  resolve: (value: string) => void;
  reject: (error: Error) => void;
  progress?: ((done: number, planned: number) => void) | undefined;
}

/** Why the engine cannot run in this browser, in words. */
export class Unable extends Error {}

/** The engine was ended on purpose. */
export class Stopped extends Error {}

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

let bytes: Promise<ArrayBuffer> | null = null;

/** The module, unpacked once. */
function unpacked(): Promise<ArrayBuffer> {
  bytes ??= (async () => {
    if (typeof WebAssembly !== "object") throw new Unable("this browser has no WebAssembly");
    if (typeof Worker !== "function") throw new Unable("this browser has no workers");
    if (typeof DecompressionStream !== "function") throw new Unable("this browser cannot unpack the engine");
    const packed = atob(textOf("engine").trim());
    const raw = new Uint8Array(packed.length);
    for (let i = 0; i < packed.length; i++) raw[i] = packed.charCodeAt(i);
    const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  })();
  return bytes;
}

export class Engine {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private started: Promise<string> | null = null;

  constructor(private readonly brought: Brought) {}

  /** Starts the worker, if it is not there. */
  start(): Promise<string> {
    this.started ??= this.begin();
    return this.started;
  }

  private async begin(): Promise<string> {
    const module = await unpacked();
    let worker: Worker;
    try {
      const code = new Blob([textOf("glue"), "\n", textOf("worker")], { type: "text/javascript" });
      worker = new Worker(URL.createObjectURL(code));
    } catch {
      throw new Unable("this browser does not let the page start a worker");
    }
    this.worker = worker;
    worker.addEventListener("message", (event: MessageEvent) => this.heard(event.data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.fail(new Unable(event.message || "the worker could not be started"));
    });
    const { name, text, files } = this.brought;
    return this.ask("start", { bytes: module, name, text, files: JSON.stringify(files) });
  }

  private heard(data: { id: number; value?: string; error?: string; done?: number; planned?: number }): void {
    const waiting = this.waiting.get(data.id);
    if (!waiting) return;
    if (data.done !== undefined) {
      waiting.progress?.(data.done, data.planned ?? 0);
      return;
    }
    this.waiting.delete(data.id);
    if (data.error !== undefined) waiting.reject(new Error(data.error));
    else waiting.resolve(data.value ?? "");
  }

  private fail(error: Error): void {
    for (const waiting of this.waiting.values()) waiting.reject(error);
    this.waiting.clear();
  }

  private ask(kind: string, more: object, progress?: Waiting["progress"]): Promise<string> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, progress });
      this.worker?.postMessage({ id, kind, ...more });
    });
  }

  private async asked(kind: string, more: object, progress?: Waiting["progress"]): Promise<string> {
    await this.start();
    return this.ask(kind, more, progress);
  }

  /** Ends the worker; the next question starts another one. */
  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    this.started = null;
    this.fail(new Stopped("stopped"));
  }

  async play(settings: Settings): Promise<Living> {
    return JSON.parse(await this.asked("play", { settings: JSON.stringify(settings) })) as Living;
  }

  async answer(settings: Settings, replicates: number, progress: Waiting["progress"]): Promise<Answer> {
    const more = { settings: JSON.stringify(settings), replicates };
    return JSON.parse(await this.asked("answer", more, progress)) as Answer;
  }

  async why(settings: Settings, world: number, event: number): Promise<Reason> {
    return JSON.parse(await this.asked("why", { settings: JSON.stringify(settings), world, event })) as Reason;
  }

  toml(settings: Settings, replicates: number): Promise<string> {
    return this.asked("toml", { settings: JSON.stringify(settings), replicates });
  }

  events(settings: Settings, replicates: number): Promise<string> {
    return this.asked("events", { settings: JSON.stringify(settings), replicates });
  }
}
