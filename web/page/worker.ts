/** Runs in a worker, behind the glue of the engine: one engine, one question at a time. */

interface Engine {
  play(settings: string): string;
  answer(settings: string, replicates: number, progress: (done: number, planned: number) => void): string;
  why(settings: string, world: number, event: number): string;
  toml(settings: string, replicates: number): string;
  events(settings: string, replicates: number): string;
}

declare const wasm_bindgen: {
  initSync(input: { module: BufferSource }): unknown;
  Engine: new (name: string, text: string, files: string) => Engine;
};

type Asked =
  | { id: number; kind: "start"; bytes: ArrayBuffer; name: string; text: string; files: string }
  | { id: number; kind: "play"; settings: string }
  | { id: number; kind: "answer" | "toml" | "events"; settings: string; replicates: number }
  | { id: number; kind: "why"; settings: string; world: number; event: number };

let engine: Engine | null = null;

function answer(asked: Asked): string {
  if (asked.kind === "start") {
    wasm_bindgen.initSync({ module: asked.bytes });
    engine = new wasm_bindgen.Engine(asked.name, asked.text, asked.files);
    return "";
  }
  if (!engine) throw new Error("the engine has not been started");
  switch (asked.kind) {
    case "play":
      return engine.play(asked.settings);
    case "events":
      return engine.events(asked.settings, asked.replicates);
    case "toml":
      return engine.toml(asked.settings, asked.replicates);
    case "why":
      return engine.why(asked.settings, asked.world, asked.event);
    case "answer":
      return engine.answer(asked.settings, asked.replicates, (done, planned) => {
        postMessage({ id: asked.id, done, planned });
      });
  }
}

addEventListener("message", (event: MessageEvent<Asked>) => {
  const { id } = event.data;
  try {
    postMessage({ id, value: answer(event.data) });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
