#!/usr/bin/env node
// Node takes time for every module, and compiles anew whatever is imported before its cache is on;
// an old Node understands none of the rest. So this file imports nothing.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  void import("./compile-cache.ts")
    .then(({ openCompileCache }) => openCompileCache(process.env))
    .then(() => import("./process.ts"))
    .then(({ runProcess }) => runProcess());
} else {
  process.stderr.write(`fleet needs Node.js 22.18 or newer; this is ${process.version}.\n`);
  process.exitCode = 2;
}

export {};
