import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { offlineArguments } from "./offline-flake.ts";

const folder = mkdtempSync(join(tmpdir(), "fleet-offline-"));
const checkouts = join(folder, "checkouts");
beforeAll(() => {
  for (const name of ["nixpkgs.lib/lib", "flake-parts", "home-manager", "sops-nix"]) {
    mkdirSync(join(checkouts, name), { recursive: true });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The inputs of a flake that are replaced. */
function listReplaced(text: string): string[] {
  writeFileSync(join(folder, "flake.nix"), text);
  const args = offlineArguments({ flake: folder, checkouts, scratch: join(folder, "scratch") });
  return args.flatMap((arg, index) => (args[index - 1] === "--override-input" ? [arg] : []));
}

test.each([
  ["by its address", '{ inputs.home-manager.url = "x"; }', ["home-manager"]],
  ["by what it follows", '{ inputs.home-manager.inputs.nixpkgs.follows = "x"; }', ["home-manager"]],
  [
    "as a set",
    '{ inputs = {\n  flake-parts = { url = "a#b"; }; # sops-nix.url\n}; }',
    ["flake-parts"],
  ],
  [
    "after an address with a hash",
    '{ inputs = { a.url = "a#b"; sops-nix.url = "x"; }; }',
    ["sops-nix"],
  ],
  ["in a comment of one line", '{\n  # inputs.home-manager.url = "x";\n}', []],
  ["in a comment of several lines", '{ /* inputs\n  .sops-nix.url = "x"; */ }', []],
  ["of which there is no checkout", '{ inputs.clan-core.url = "x"; }', []],
])("an input is replaced where the flake has it: %s", (_, text, names) => {
  expect(listReplaced(text)).toEqual(names);
});
