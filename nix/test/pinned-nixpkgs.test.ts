import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyFleet } from "./offline-flake.ts";

const folder = mkdtempSync(join(tmpdir(), "fleet-pin-"));
const flake = join(folder, "fleet");
beforeAll(() => {
  copyFleet(flake);
  // The checks are as many as there are examples, which the copy has none of.
  mkdirSync(join(flake, "examples"));
  // Whoever reads it fails.
  writeFileSync(join(flake, "nix", "dev", "flake.lock"), "no lock file\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What an expression on the outputs of the flake comes to. */
function evaluate(expression: string) {
  const outputs = `with (import ${join(flake, "flake.nix")}).outputs { };`;
  const args = ["--eval", "--strict", "--json", "--expr", `${outputs} ${expression}`];
  const { status, stdout, stderr } = spawnSync("nix-instantiate", args, { encoding: "utf8" });
  return { status, stdout: stdout.trim(), stderr };
}

test.each([
  // As flake-parts asks for it: its options, and the names of what it defines.
  [
    "the module",
    `let module = import flakeModules.default {
    inputs.nixpkgs.legacyPackages.x86_64-linux.nodejs_24.version = "24.1.0";
    flake-parts-lib.mkPerSystemOption = option: option;
    config.fleet = { root = ./nix/tests/roots/family; inputs.nixpkgs = { }; };
    lib = {
      mkDefault = value: value;
      mkIf = _: value: value;
      mkOption = option: option;
      mkOptionDefault = _: { priority = 1500; };
      literalExpression = text: text;
      types = builtins.listToAttrs (map (name: { inherit name; value = _: null; })
        [ "lazyAttrsOf" "listOf" "nullOr" "submodule" ])
        // { attrs = null; bool = null; package = null; path = null; raw = null; };
    };
  }; in builtins.isAttrs module.options.fleet && builtins.attrNames module.config != [ ]`,
  ],
  [
    "the systems of a fleet",
    `builtins.attrNames (lib.mkFleet {
    root = ./nix/tests/roots/family; inputs = { };
  }).nixosModules != [ ]`,
  ],
  ["the library", '(lib.probe { root = ./nix/tests/roots/family; }).hosts.mini.hostname == "mini"'],
  ["a template", "builtins.pathExists templates.default.path"],
  ["the overlay", "builtins.isFunction overlays.default"],
  ["the names of what is built", "builtins.attrNames packages != [ ]"],
])("whoever takes %s does not have the pinned nixpkgs fetched", (_, expression) => {
  const { status, stdout, stderr } = evaluate(expression.replace("./nix", join(flake, "nix")));
  expect(stderr).not.toContain("error:");
  expect({ status, stdout }).toEqual({ status: 0, stdout: "true" });
});

test.each([
  "packages.x86_64-linux.default",
  "apps.aarch64-darwin.default.program",
  "devShells.x86_64-darwin.default",
  "formatter.aarch64-linux",
  "checks.x86_64-linux.package",
])("%s is built with it", (output) => {
  const { status, stderr } = evaluate(`${output}.name or ${output}`);
  expect(status).not.toBe(0);
  expect(stderr).toContain("parse");
});
