import { type DeployStep, engines } from "@fleet/codegen/deploy";
import { describe, expect, it } from "vitest";
import { listUnreadable } from "../../src/deploy/engine-inputs.ts";
import { memoryWorld } from "../../src/index.ts";

const step = (name: keyof typeof engines): DeployStep => ({
  name,
  targets: ["mini"],
  hosts: ["mini"],
  words: [],
  engine: engines[name],
  variables: [],
  after: undefined,
  asks: undefined,
});

/** What is said of steps beside a flake of two files. */
function askOf(flake: string, lock: string, ...names: (keyof typeof engines)[]) {
  const files = { "/fleet/flake.nix": flake, "/fleet/flake.lock": lock };
  const world = memoryWorld({ files });
  return listUnreadable(world, "/fleet", names.map(step)).map(({ message }) => message);
}

describe("engines of which the flake says nothing", () => {
  it("are said, each once, with where it looks", () => {
    expect(askOf("{ outputs = _: { }; }", "{}", "colmena", "colmena", "wire")).toEqual([
      'colmena deploys what it finds in "colmenaHive", and the flake seems to have neither that nor the input "colmena", of which fleet would make it.',
      'wire deploys what it finds in "wire", and the flake seems to have neither that nor the input "wire", of which fleet would make it.',
    ]);
  });

  it("are not those that are inputs, or whose output the flake defines", () => {
    expect(askOf("{ }", '{ "nodes": { "colmena": { } } }', "colmena")).toEqual([]);
    expect(askOf("{ colmenaHive = import ./hive.nix; }", "{ }", "colmena")).toEqual([]);
  });

  it("are not those that read what every fleet has", () => {
    expect(askOf("{ }", "{ }", "nixos-rebuild", "nh", "clan")).toEqual([]);
  });

  it("are nobody's to tell where the flake cannot be read", () => {
    expect(listUnreadable(memoryWorld(), "/fleet", [step("wire")])).toEqual([]);
  });
});
