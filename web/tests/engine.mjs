// The module in Node, for tests and measurements: `load()` gives the Engine of web/built.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { runInThisContext } from "node:vm";

const built = new URL("../built/", import.meta.url);

export function load() {
  const glue = readFileSync(new URL("engine.js", built), "utf8");
  const bindings = runInThisContext(`(() => { ${glue}\n; return wasm_bindgen; })()`);
  bindings.initSync({ module: gunzipSync(readFileSync(new URL("engine_bg.wasm.gz", built))) });
  return bindings.Engine;
}
