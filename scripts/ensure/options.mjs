// What was typed behind the name of a command.
import { parseArgs } from "node:util";
import { fail } from "./output.mjs";

/**
 * The options of the command line; stops with a sentence at one that there is not, and at one that npm
 * took for itself, since the command would then do what nobody asked of it.
 *
 * @param options those that there are, as `parseArgs` of Node takes them.
 * @param usage how they are typed, as a person would.
 */
export function readOptions(options, usage) {
  for (const [name, { type }] of Object.entries(options)) {
    const taken = process.env[`npm_config_${name.replaceAll("-", "_")}`];
    if (type !== "boolean" || taken !== "true") continue;
    fail(`npm took --${name} for itself: it passes on what follows \`--\`.\n${usage}`);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}
