// The reading of command lines is pure, and Node's own.
export { parseArgs } from "node:util";
export { type NodeWorldOptions, nodeWorld } from "./node-world.ts";
export { createScriptRunner, type ScriptRunnerOptions } from "./script-runner.ts";
export { isTerminal, type StandardStream, writeStandard } from "./standard-streams.ts";
