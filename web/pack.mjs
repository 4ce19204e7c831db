// Packs the module as small as gzip can be: what unpacks it is in every browser.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipAsync } from "@gfx/zopfli";

const module = new URL("built/engine_bg.wasm", import.meta.url);
writeFileSync(new URL("built/engine_bg.wasm.gz", import.meta.url), await gzipAsync(readFileSync(module), { numiterations: 8 }));
rmSync(module);
