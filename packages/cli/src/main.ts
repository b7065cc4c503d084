#!/usr/bin/env node
import * as nodeModule from "node:module";
import { openCompileCache } from "./compile-cache.ts";

// Whatever is imported before the cache is on is compiled anew at every start: so next to nothing is.
if ("registerHooks" in nodeModule) {
  openCompileCache(process.env);
  void import("./process.ts").then(({ runProcess }) => runProcess());
} else {
  process.stderr.write(`fleet needs Node.js 22.18 or newer; this is ${process.version}.\n`);
  process.exitCode = 2;
}
