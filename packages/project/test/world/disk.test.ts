import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { type Disk, memoryWorld, systemCode } from "../../src/index.ts";
import { nodeWorld } from "../../src/node/index.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

/** The code of the system with which an action fails; undefined where it does not. */
function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return systemCode(error);
  }
}

const disks: readonly [name: string, create: () => { disk: Disk; root: string }][] = [
  ["the machine's disk", () => ({ disk: nodeWorld().disk, root: testdir() })],
  [
    "a disk in memory",
    () => ({ disk: memoryWorld({ folder: "/root/fleet" }).disk, root: "/root/fleet" }),
  ],
];

describe.each(disks)("%s", (_, create) => {
  it("gives back what was put into a file, and how large it is", () => {
    const { disk, root } = create();
    disk.create(join(root, "a"), bytes("ä"));
    expect(text(disk.read(join(root, "a")))).toBe("ä");
    expect(disk.inspect(join(root, "a"))).toMatchObject({ kind: "file", size: 2, mode: 0o644 });
  });

  it("makes no file where something stands", () => {
    const { disk, root } = create();
    disk.create(join(root, "a"), bytes("1"));
    expect(codeOf(() => disk.create(join(root, "a"), bytes("2")))).toBe("EEXIST");
    expect(text(disk.read(join(root, "a")))).toBe("1");
  });

  it("says that nothing is there, and what reading it comes to", () => {
    const { disk, root } = create();
    expect(disk.inspect(join(root, "a"))).toBeUndefined();
    expect(disk.follow(join(root, "a", "b"))).toBeUndefined();
    expect(codeOf(() => disk.read(join(root, "a")))).toBe("ENOENT");
    expect(codeOf(() => disk.list(join(root, "a")))).toBe("ENOENT");
    expect(codeOf(() => disk.create(join(root, "a", "b"), bytes("")))).toBe("ENOENT");
  });

  it("removes a folder only where it holds nothing", () => {
    const { disk, root } = create();
    disk.makeFolder(join(root, "a"));
    disk.create(join(root, "a", "b"), bytes(""));
    expect(disk.removeEmpty(join(root, "a"))).toBe(false);
    expect(disk.removeEmpty(join(root, "a", "b"))).toBe(false);
    disk.remove(join(root, "a", "b"));
    expect(disk.removeEmpty(join(root, "a"))).toBe(true);
    expect(disk.removeEmpty(join(root, "a"))).toBe(false);
    expect(disk.inspect(join(root, "a"))).toBeUndefined();
  });

  it("lists what a folder holds, and nothing below", () => {
    const { disk, root } = create();
    disk.makeFolder(join(root, "users", "ada"));
    disk.create(join(root, "users", "ada.nix"), bytes("{ }"));
    disk.create(join(root, "users", "ada", "mini.nix"), bytes("{ }"));
    const listed = [...disk.list(join(root, "users"))].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(listed).toEqual([
      { name: "ada", kind: "folder" },
      { name: "ada.nix", kind: "file" },
    ]);
  });

  it("renames over what is there, and folders with all in them", () => {
    const { disk, root } = create();
    disk.create(join(root, "a"), bytes("1"));
    disk.create(join(root, "b"), bytes("2"));
    disk.rename(join(root, "a"), join(root, "b"));
    expect(text(disk.read(join(root, "b")))).toBe("1");
    expect(disk.inspect(join(root, "a"))).toBeUndefined();
    disk.makeFolder(join(root, "x"));
    disk.create(join(root, "x", "y"), bytes("3"));
    disk.rename(join(root, "x"), join(root, "z"));
    expect(text(disk.read(join(root, "z", "y")))).toBe("3");
  });

  it("tells two versions of a file apart", () => {
    const { disk, root } = create();
    disk.create(join(root, "a"), bytes("1"));
    const before = disk.versionOf(join(root, "a"));
    expect(disk.versionOf(join(root, "a"))).toBe(before);
    disk.create(join(root, "b"), bytes("22"));
    disk.rename(join(root, "b"), join(root, "a"));
    expect(disk.versionOf(join(root, "a"))).not.toBe(before);
  });

  it("gives a file a second name once", () => {
    const { disk, root } = create();
    disk.create(join(root, "a"), bytes("1"));
    expect(disk.link(join(root, "a"), join(root, "b"))).toBe(true);
    expect(disk.link(join(root, "a"), join(root, "b"))).toBe(false);
    expect(text(disk.read(join(root, "b")))).toBe("1");
  });

  it("removes a folder with all in it, and nothing where nothing is", () => {
    const { disk, root } = create();
    disk.makeFolder(join(root, "a", "b"));
    disk.create(join(root, "a", "b", "c"), bytes(""));
    disk.remove(join(root, "a"));
    disk.remove(join(root, "a"));
    expect(disk.list(root)).toEqual([]);
  });

  it("reads a part of an open file", () => {
    const { disk, root } = create();
    disk.create(join(root, "a"), bytes("0123456789"));
    const file = disk.open(join(root, "a"));
    if (file === "link") throw new Error("it is no link");
    const into = new Uint8Array(4);
    expect([file.size(), file.read(into, 8), text(into.subarray(0, 2))]).toEqual([10, 2, "89"]);
    expect(file.read(into, 10)).toBe(0);
    file.close();
  });

  it("knows what can be run by its permissions", () => {
    const { disk, root } = create();
    disk.create(join(root, "sops"), bytes("#!/bin/sh\n"));
    expect(disk.isProgram(join(root, "sops"))).toBe(false);
    disk.setAccess(join(root, "sops"), { mode: 0o755 });
    expect(disk.isProgram(join(root, "sops"))).toBe(true);
  });
});

describe("a disk in memory", () => {
  const { disk } = memoryWorld({
    files: { "/etc/real": "far", "hosts/mini.nix": "{ }" },
    links: {
      "a.nix": "hosts/mini.nix",
      out: "/etc/real",
      folder: "hosts",
      loop: "loop",
      none: "x",
    },
  });

  it("follows links to files and through folders", () => {
    expect(text(disk.read("/fleet/a.nix"))).toBe("{ }");
    expect(disk.resolve("/fleet/folder/mini.nix")).toBe("/fleet/hosts/mini.nix");
    expect(disk.resolve("/fleet/out")).toBe("/etc/real");
    expect(disk.inspect("/fleet/a.nix")?.kind).toBe("link");
    expect(disk.open("/fleet/a.nix")).toBe("link");
  });

  it("tells a link that leads nowhere from one in a circle", () => {
    expect(disk.follow("/fleet/none")).toBeUndefined();
    expect(codeOf(() => disk.resolve("/fleet/none"))).toBe("ENOENT");
    expect(codeOf(() => disk.resolve("/fleet/loop"))).toBe("ELOOP");
  });
});
