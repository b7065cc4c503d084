import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type EngineOptions, engineOptions } from "./engine-options.ts";
import { type DeclaredOptions, readCase, readClap, readCobra } from "./engine-sources.ts";
import { findSource } from "./real-engines.ts";

type Read = (source: string) => DeclaredOptions;

/** What a stand-in takes that a source does not know, or takes with more or fewer words. */
function listFaults({ options }: EngineOptions, declared: DeclaredOptions): readonly string[] {
  return Object.entries(options).flatMap(([name, count]) => {
    const own = declared.get(name);
    return own === count
      ? []
      : [`${name} takes ${count}, and in the source ${own ?? "is nothing"}`];
  });
}

// Those that run themselves are held to their words in the tests of real engines.
describe("the options that a stand-in takes", () => {
  const nhShared = [
    "nh-core/src/args.rs",
    "nh-core/src/update.rs",
    "nh-installable/src/lib.rs",
    "nh/src/interface.rs",
  ];
  const nh = (own: string) => [own, ...nhShared].map((path) => `nh/crates/${path}`);
  it.for<[string, string, Read, readonly string[]]>([
    [
      "colmena",
      "apply",
      readClap,
      ["colmena/src/cli.rs", "colmena/src/command/apply.rs", "colmena/src/nix/node_filter.rs"],
    ],
    ["deploy", "", readClap, ["deploy-rs/src/cli.rs"]],
    ["wire", "apply", readClap, ["wire/crates/cli/src/cli.rs"]],
    ["nh", "os switch", readClap, nh("nh-nixos/src/args.rs")],
    ["nh", "darwin switch", readClap, nh("nh-darwin/src/args.rs")],
    ["nh", "home switch", readClap, nh("nh-home/src/args.rs")],
    ["system-manager", "switch", readClap, ["system-manager/crates/system-manager/src/main.rs"]],
    [
      "nixos",
      "apply",
      readCobra,
      [
        "nixos-cli/cmd/apply/apply.go",
        "nixos-cli/cmd/root/root.go",
        "nixos-cli/internal/cmd/nixopts/nixopts.go",
      ],
    ],
    ["nixos-anywhere", "", readCase, ["nixos-anywhere/src/nixos-anywhere.sh"]],
  ])("are those that the source of %s has for %j", ([program, words, read, paths], { skip }) => {
    const engine = engineOptions[program]?.find((one) => one.words.join(" ") === words);
    if (engine === undefined) throw new Error(`bug: no stand-in for ${program} ${words}`);
    const sources = paths.map((path) => findSource(program, path));
    const known = sources.flatMap((path) =>
      path === undefined ? [] : [readFileSync(path, "utf8")],
    );
    skip(known.length < paths.length, "a source of it is not there");
    expect(listFaults(engine, read(known.join("\n")))).toEqual([]);
  });
});
