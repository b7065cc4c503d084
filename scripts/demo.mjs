// `npm run demo`: the main job on a real example, from the declaration to what Nix makes of it.
import { join } from "node:path";
import { ensureDependencies, node, root, run, say, tryTool } from "./ensure.mjs";

ensureDependencies();
// Only the last step needs it.
const lacksNix = tryTool("nix");
const { exampleOf } = await import("./templates/template-files.mjs");

const example = join("examples", "family");
const fleet = (...args) => {
  say(`\n$ fleet ${args.join(" ")}`);
  run(node, [
    "--conditions=@fleet/source",
    join(root, "packages", "cli", "src", "main.ts"),
    ...args,
    "--root",
    example,
  ]);
};

say(`${example}/fleet.config.ts declares three people and two machines, once.`);
fleet("generate");
fleet("check", "--verbose");

fleet("check", "--explain", "groups");

say("\nSecrets are encrypted to whom the accounts say. To see that, nobody needs a key:");
fleet("access");
fleet("secrets", "status");

say(
  "\nNix reads the result. Without a network it evaluates what fleet itself sets, with no inputs:",
);
if (lacksNix === undefined) fleet("verify", "--without-inputs");
else say(`LEFT OUT: fleet verify --without-inputs. ${lacksNix}`);

say(`
Next:
  ${example}/fleet.config.ts   change something, and run the same commands again
  ${example}/fleet.json        what Nix reads
  ${example}/flake.nix         how a flake uses it; with a network: fleet verify --root ${example}
  examples/                        more: one machine, Macs, servers, two logins of one person, a shared server

A fleet of your own, in five commands: "Your first fleet" in README.md, and docs/first-fleet.md.
It begins with a template: ${Object.keys(exampleOf).join(", ")}.`);
