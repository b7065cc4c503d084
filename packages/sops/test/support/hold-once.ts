import process from "node:process";
import { nodeWorld } from "@fleet/project/node";
import { holdWorkFolder } from "../../src/change/work-folder.ts";

// Tries to take the work folder of the folder in its argument as soon as it is told to, says what came of
// it, and ends, without giving it up, when its input does.
const [, , root = ""] = process.argv;
process.stdout.write("ready\n");
process.stdin.once("data", () => {
  const held = holdWorkFolder({ world: nodeWorld(), root, tracked: undefined, prefix: "" });
  process.stdout.write(held.ok ? "held\n" : `${held.diagnostics[0]?.code}\n`);
});
process.stdin.once("end", () => process.exit(0));
