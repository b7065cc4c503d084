import { describe, expect, it } from "vitest";
import { followLinks } from "../../src/disk/links.ts";
import { surveyRoot } from "../../src/disk/root-files.ts";
import { createMemoryDisk } from "../../src/world/memory-disk.ts";

function follow(files: readonly string[], links: Readonly<Record<string, string>>) {
  const texts = Object.fromEntries(files.map((file) => [file, ""]));
  const disk = createMemoryDisk({ "/out/x.nix": "", ...texts }, links);
  const { linked, brokenLinks } = followLinks(disk, "/repo/fleet", surveyRoot(disk, "/repo/fleet"));
  return {
    linked: Object.fromEntries([...linked].map(([path, { file }]) => [path, file])),
    broken: Object.fromEntries(brokenLinks),
  };
}

const outside = "leads out of the repository, where no flake can see it";

describe("the links of a fleet", () => {
  it("are told with all others on the way, also those to files", () => {
    const links = { "/repo/b": "c", "/repo/d/inner": "../b", "/repo/a.nix": "d/inner/x.nix" };
    const disk = createMemoryDisk({ "/repo/c/x.nix": "", "/repo/d/y.nix": "" }, links);
    const { linked } = followLinks(disk, "/repo", surveyRoot(disk, "/repo"));
    expect(linked.get("d/inner/x.nix")).toEqual({
      file: "c/x.nix",
      links: ["d/inner", "b"],
      target: "c",
    });
    expect(linked.get("a.nix")).toEqual({
      file: "c/x.nix",
      links: ["a.nix", "d/inner", "b"],
      target: "c/x.nix",
    });
  });

  it("give what is behind them the path through them", () => {
    const found = follow(["/repo/fleet/machines/mini/default.nix"], {
      "/repo/fleet/hosts/mini": "../machines/mini",
      "/repo/fleet/hosts/all": "..",
    });
    expect(found.linked).toMatchObject({
      "hosts/mini/default.nix": "machines/mini/default.nix",
    });
    expect(found.broken).toEqual({});
  });

  it("give it also through two of them", () => {
    const found = follow(["/repo/fleet/c/x.nix"], {
      "/repo/fleet/b": "c",
      "/repo/fleet/d/inner": "../b",
      "/repo/fleet/a": "d",
    });
    expect(found.linked).toMatchObject({
      "b/x.nix": "c/x.nix",
      "d/inner/x.nix": "c/x.nix",
      "a/inner/x.nix": "c/x.nix",
    });
  });

  it.each([
    [
      "is the root",
      "/repo/fleet/.git/HEAD",
      { "/repo/fleet/hosts/x.nix": "../../shared.nix" },
      outside,
    ],
    [
      "is above the root",
      "/repo/.git/HEAD",
      { "/repo/fleet/hosts/x.nix": "../../shared.nix" },
      undefined,
    ],
    [
      "is above, and the link leads out of it",
      "/repo/.git/HEAD",
      { "/repo/fleet/hosts/x.nix": "/out/x.nix" },
      outside,
    ],
    [
      "is above, and the path absolute",
      "/repo/.git/HEAD",
      { "/repo/fleet/hosts/x.nix": "/repo/shared.nix" },
      "has an absolute path, which no flake can follow",
    ],
  ])("may lead as far as the repository goes, which %s", (_, head, links, expected) => {
    const { broken } = follow([head, "/repo/shared.nix"], links);
    expect(broken["hosts/x.nix"]).toBe(expected);
  });

  it("that lead nowhere are told from modules that are not there", () => {
    expect(follow([], { "/repo/fleet/hosts/x.nix": "gone.nix" })).toEqual({
      linked: {},
      broken: { "hosts/x.nix": "leads to nothing" },
    });
  });
});
