export { type NodeWorldOptions, nodeWorld } from "./node-world.ts";
export { createScriptRunner, type ScriptRunnerOptions } from "./script-runner.ts";
export { isTerminal, type StandardStream, writeStandard } from "./standard-streams.ts";
