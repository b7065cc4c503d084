import type { ComputedFleet } from "@fleet/codegen";
import { isNixText, printAttrPath } from "@fleet/nix-eval";
import type { FoundFleet, FoundHost } from "../found/found-fleet.ts";

/** The lines that take a fleet into the `flake.nix` that is there, one host after the other; none without hosts. */
export function renderFlakeLines(
  { hosts }: FoundFleet,
  fleet: Pick<ComputedFleet, "resolved"> | undefined,
): readonly string[] {
  const own = hosts.filter(({ source }) => outputs.has(source));
  const [first] = own;
  if (first === undefined) return [];
  const computed = own.filter(({ name }) => fleet?.resolved.hosts.has(name) === true);
  const example = computed[0] ?? first;
  const specials = listSpecialArguments(own);
  return [
    "# inputs:",
    'fleet.url = "github:OWNER/fleet";',
    "# outputs = { … }@inputs: let",
    "fleet = inputs.fleet.lib.mkFleet {",
    "  inherit inputs;",
    "  root = ./.;",
    ...renderSpecialArguments(specials),
    "};",
    `# one host after the other, such as ${quoteName(example)}; first beside`,
    "# the modules that it has, which changes nothing:",
    `modules = [ fleet.${modulesOf(example)} ];`,
    "# and once its accounts are out of its own files, in the place of it:",
    `${outputOf(example)} = fleet.${outputOf(example)};`,
  ];
}

/** What every flake.nix has is inherited; where the others come from, is for whoever made them. */
function renderSpecialArguments(names: readonly string[]): readonly string[] {
  const own = names.filter((name) => name === "inputs" || name === "self");
  const others = names.filter((name) => name !== "inputs" && name !== "self");
  const inherited = own.length === 0 ? "" : ` inherit ${own.join(" ")};`;
  if (others.length === 0) return own.length === 0 ? [] : [`  specialArgs = {${inherited} };`];
  return [
    `  specialArgs = {${inherited}`,
    "    # and, as your modules get them today:",
    ...others.map((name) => `    # ${name} = …;`),
    "  };",
  ];
}

const outputs: ReadonlySet<string> = new Set(["nixosConfigurations", "darwinConfigurations"]);

/** What a name of Nix can be without quotes; others cannot be inherited by these lines. */
const plainName = /^[A-Za-z_][\w'-]*$/;

/** The arguments that modules of any host have from the flake. */
function listSpecialArguments(hosts: readonly FoundHost[]): readonly string[] {
  const names = new Set(hosts.flatMap(({ specialArguments }) => specialArguments));
  return [...names].filter((name) => plainName.test(name)).sort();
}

function quoteName({ name }: FoundHost): string {
  return JSON.stringify(name).slice(0, 30);
}

function modulesOf({ source, name }: FoundHost): string {
  return printPath([source === "darwinConfigurations" ? "darwinModules" : "nixosModules", name]);
}

function outputOf({ source, name }: FoundHost): string {
  return printPath([source, name]);
}

function printPath(names: readonly string[]): string {
  return names.every(isNixText) ? printAttrPath(names) : names.join(".");
}
