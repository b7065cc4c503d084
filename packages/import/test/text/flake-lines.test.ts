import { expect, it } from "vitest";
import type { FoundHost } from "../../src/found/found-fleet.ts";
import { unsaidHost } from "../../src/found/unsaid.ts";
import { renderFlakeLines } from "../../src/text/flake-lines.ts";

const host = (name: string, more: Partial<FoundHost> = {}): FoundHost => ({
  ...unsaidHost(name, "nixosConfigurations"),
  platform: "nixos",
  ...more,
});

const lines = (...hosts: FoundHost[]) =>
  renderFlakeLines({ hosts, homes: [] }, undefined).join("\n");

it("a host is first taken beside what it has, then in its place", () => {
  expect(lines(host("mini"))).toContain("modules = [ fleet.nixosModules.mini ];");
  expect(lines(host("mini"))).toContain(
    "nixosConfigurations.mini = fleet.nixosConfigurations.mini;",
  );
  const mac = host("mac", { source: "darwinConfigurations" });
  expect(lines(mac)).toContain("modules = [ fleet.darwinModules.mac ];");
});

it("modules get the arguments that they have today", () => {
  const all = lines(
    host("a", { specialArguments: ["self", "inputs"] }),
    host("b", { specialArguments: ["inputs", "x}; evil = {"] }),
  );
  expect(all).toContain("specialArgs = { inherit inputs self; };");
});

it("an argument that flake.nix may not have is named, for whoever knows where it comes from", () => {
  const all = lines(host("a", { specialArguments: ["inputs", "people"] }));
  expect(all).toContain("specialArgs = { inherit inputs;");
  expect(all).toContain("    # people = …;");
});

it("a hostile name is a string of Nix", () => {
  expect(lines(host('a"; evil = "\u0024{x}'))).toContain(
    'fleet.nixosModules."a\\"; evil = \\"\\\u0024{x}"',
  );
});

it("nothing is said where no host is a flake's", () => {
  expect(lines(host("mini", { source: "sops" }))).toBe("");
});
