#!/usr/bin/env node
// Node takes time for every module, and compiles anew whatever is imported before its cache is on;
// an old Node understands none of the rest. So this file imports nothing but what opens the cache.
import { openCompileCache } from "./compile-cache.ts";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  const [, , command, option, ...rest] = process.argv;
  if (command === "completion" && option === "--ids") {
    // Somebody waits for it at every press of a key, so nothing else of the command is loaded.
    void import("./completion/ids.ts").then(({ printIds }) => printIds(rest));
  } else {
    openCompileCache(process.env);
    void import("./command/process.ts").then(({ runProcess }) => runProcess());
  }
} else {
  process.stderr.write(`fleet needs Node.js 22.18 or newer; this is ${process.version}.\n`);
  process.exitCode = 2;
}
