// What the project's commands need on a machine that has only Node with npm, git and a packager. Runs on
// the Node of the machine, which may be older than the one that the project brings.
import { sayWhatIsThrown } from "./ensure/output.mjs";

sayWhatIsThrown();

export { ensureDependencies } from "./ensure/dependencies.mjs";
export { listGitFiles } from "./ensure/git-files.mjs";
export { readOptions } from "./ensure/options.mjs";
export { fail, say } from "./ensure/output.mjs";
export { isInstalled, node, root, run } from "./ensure/programs.mjs";
export { ensureNix, ensureTool, hasTool, tryTool } from "./ensure/tools.mjs";
