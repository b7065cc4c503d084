import { describe, expect, it } from "vitest";
import { findFlakeFolder } from "../../src/internal.ts";
import { createMemoryDisk } from "../../src/world/memory-disk.ts";

describe("the folder of the flake that a fleet is of", () => {
  it.each<[string, string, string[]]>([
    [
      "is the root where it has one",
      "/repo/systems/big",
      ["/repo/systems/big/flake.nix", "/repo/flake.nix"],
    ],
    ["is the nearest above", "/repo/systems", ["/repo/systems/flake.nix", "/repo/flake.nix"]],
    [
      "may be that of the repository",
      "/repo",
      ["/repo/flake.nix", "/repo/.git/HEAD", "/flake.nix"],
    ],
    ["is not beyond the repository", "/repo/systems/big", ["/repo/.git/HEAD", "/flake.nix"]],
    ["is not beyond a work tree either", "/repo/systems/big", ["/repo/.git", "/flake.nix"]],
    ["is the root where there is none", "/repo/systems/big", []],
  ])("%s: %s", (_, expected, files) => {
    const root = "/repo/systems/big";
    const texts = Object.fromEntries([...files, `${root}/fleet.json`].map((file) => [file, ""]));
    expect(findFlakeFolder(createMemoryDisk(texts, {}), root)).toBe(expected);
  });
});
