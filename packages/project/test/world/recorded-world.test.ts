import { memoryWorld } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { recordWorld } from "../../src/world/recorded-world.ts";
import { listChanged, placesOf } from "../../src/world/seen-path.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function startWorld() {
  const world = memoryWorld({ files: { "users/ada.nix": "{ }", "fleet.json": "{}" } });
  const { folder: root } = world;
  const recorded = recordWorld(world);
  return { root, outside: world.disk, inside: recorded.world.disk, seen: recorded.seen };
}

describe("a recorded world", () => {
  it("has seen nothing that nobody asked for", () => {
    const { root, outside, seen } = startWorld();
    outside.create(`${root}/new.nix`, bytes("{ }"));
    expect(seen()).toEqual([]);
  });

  it("tells that what was read, looked for or listed is another", () => {
    const { root, outside, inside, seen } = startWorld();
    inside.read(`${root}/fleet.json`);
    inside.follow(`${root}/users/ben.nix`);
    inside.list(`${root}/users`);
    expect(listChanged(outside, seen())).toEqual([]);
    outside.remove(`${root}/fleet.json`);
    outside.create(`${root}/fleet.json`, bytes("[]"));
    outside.create(`${root}/users/ben.nix`, bytes("{ }"));
    expect(listChanged(outside, seen())).toEqual([
      `${root}/fleet.json`,
      `${root}/users/ben.nix`,
      `${root}/users`,
    ]);
  });

  it("does not take what it writes itself for a change, and what others write afterwards it does", () => {
    const { root, outside, inside, seen } = startWorld();
    inside.read(`${root}/fleet.json`);
    inside.list(root);
    inside.create(`${root}/.fleet.json.tmp`, bytes("[1]"));
    inside.rename(`${root}/.fleet.json.tmp`, `${root}/fleet.json`);
    expect(listChanged(outside, seen())).toEqual([]);
    outside.remove(`${root}/fleet.json`);
    expect(listChanged(outside, seen())).toEqual([`${root}/fleet.json`, root]);
  });

  it("remembers what it saw first, so that a change in between is told", () => {
    const { root, outside, inside, seen } = startWorld();
    inside.read(`${root}/fleet.json`);
    outside.remove(`${root}/fleet.json`);
    outside.create(`${root}/fleet.json`, bytes("[]"));
    inside.read(`${root}/fleet.json`);
    expect(listChanged(outside, seen())).toEqual([`${root}/fleet.json`]);
  });

  it("is watched in the folders of what it saw, up to the one that holds the fleet", () => {
    const { root, outside, inside, seen } = startWorld();
    inside.follow(`${root}/a/b/c.nix`);
    const { folders, paths } = placesOf(outside, seen(), root);
    expect([...folders]).toEqual(expect.arrayContaining([`${root}/a/b`, `${root}/a`, root]));
    expect(paths.has(root)).toBe(true);
  });
});
