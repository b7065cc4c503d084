// Loaded with `--import` before a program: says at its end how many modules and bytes of code it loaded.
import { statSync, writeSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const files = new Map();

registerHooks({
  load: (url, context, next) => {
    if (url.startsWith("file:")) files.set(url, statSync(fileURLToPath(url)).size);
    return next(url, context);
  },
});

process.on("exit", () => {
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  writeSync(2, `\nloads ${JSON.stringify({ modules: files.size, bytes })}\n`);
});
