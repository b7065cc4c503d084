import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { createWhole } from "../../src/internal.ts";
import { nodeWorld } from "../../src/node/index.ts";

const world = nodeWorld();

it("a file that was not there is made, with nothing beside it", () => {
  const folder = testdir({});
  expect(createWhole(world, join(folder, "new"), "text")).toBe(true);
  expect(readFileSync(join(folder, "new"), "utf8")).toBe("text");
  expect(readdirSync(folder)).toEqual(["new"]);
});

it("what stands there stays, be it a link to nowhere", () => {
  const folder = testdir({ there: "old" });
  symlinkSync("nowhere", join(folder, "link"));
  expect(createWhole(world, join(folder, "there"), "text")).toBe(false);
  expect(createWhole(world, join(folder, "link"), "text")).toBe(false);
  expect(readFileSync(join(folder, "there"), "utf8")).toBe("old");
  expect(readdirSync(folder).sort()).toEqual(["link", "there"]);
});

it("what came in between stays as well", () => {
  const folder = testdir({});
  const target = join(folder, "new");
  const slow: typeof world = {
    ...world,
    disk: {
      ...world.disk,
      link: (from, to) => {
        world.disk.create(to, new TextEncoder().encode("theirs"));
        return world.disk.link(from, to);
      },
    },
  };
  expect(createWhole(slow, target, "ours")).toBe(false);
  expect(readFileSync(target, "utf8")).toBe("theirs");
  expect(readdirSync(folder)).toEqual(["new"]);
});

it("a file system without second names gets a file as well", () => {
  const folder = testdir({});
  const plain: typeof world = {
    ...world,
    disk: {
      ...world.disk,
      link: () => {
        throw Object.assign(new Error("EPERM: not permitted"), { code: "EPERM" });
      },
    },
  };
  expect(createWhole(plain, join(folder, "new"), "text")).toBe(true);
  expect(readdirSync(folder)).toEqual(["new"]);
});
