import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { unstamped } from "@fleet/codegen";
import { testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { compareFiles } from "../../src/disk/file-changes.ts";
import { stampFile } from "../../src/disk/file-stamp.ts";
import { writeChanges } from "../../src/disk/write-files.ts";
import { nodeWorld } from "../../src/node/index.ts";

const world = nodeWorld();

const render = (value: number) => `{\n  "generated": "${unstamped}",\n  "value": ${value}\n}\n`;
const generated = (value: number) => [{ path: "fleet.json", contents: render(value) }];
const compare = (folder: string, value: number, isForced = false) =>
  compareFiles(world, folder, { files: generated(value), isForced });
const kinds = (folder: string, value: number) =>
  compare(folder, value).value.map(({ path, kind }) => [path, kind]);

describe("compareFiles", () => {
  it("tells created, unchanged, updated and orphaned files apart", () => {
    const folder = testdir();
    expect(kinds(folder, 1)).toEqual([["fleet.json", "created"]]);
    expect(writeChanges(world, compare(folder, 1).value)).toEqual([]);
    expect(kinds(folder, 1)).toEqual([["fleet.json", "unchanged"]]);
    writeFiles(folder, { "fleet.index.json": stampFile(world, render(3)) });
    expect(kinds(folder, 2)).toEqual([
      ["fleet.index.json", "orphaned"],
      ["fleet.json", "updated"],
    ]);
    expect(writeChanges(world, compare(folder, 2).value)).toEqual([]);
    expect(readdirSync(folder)).toEqual(["fleet.json"]);
  });

  it("does not count other line ends, which are git's matter, for a change", () => {
    const folder = testdir();
    const text = Buffer.from(stampFile(world, render(1))).toString();
    writeFiles(folder, { "fleet.json": Buffer.from(text.replaceAll("\n", "\r\n")) });
    expect(kinds(folder, 1)).toEqual([["fleet.json", "unchanged"]]);
    expect(compare(folder, 1).diagnostics).toEqual([]);
    expect(kinds(folder, 2)).toEqual([["fleet.json", "updated"]]);
  });

  it("refuses an orphan that somebody edited", () => {
    const folder = testdir({ "fleet.index.json": "{}" });
    expect(compare(folder, 1).diagnostics).toMatchObject([
      { code: "cli/edited-file", file: "fleet.index.json" },
    ]);
    expect(compare(folder, 1, true).diagnostics).toEqual([]);
  });

  it.each([false, true])(
    "leaves a .sops.yaml alone that fleet never wrote: forced %s",
    (isForced) => {
      const folder = testdir({ ".sops.yaml": "creation_rules: []\n" });
      const { value, diagnostics } = compare(folder, 1, isForced);
      expect(value.map(({ path }) => path)).toEqual(["fleet.json"]);
      expect(diagnostics).toEqual([]);
    },
  );
});

describe("writeChanges", () => {
  it("puts a new file in the place of the old one, so that who reads the old one goes on reading it", () => {
    const folder = testdir();
    writeChanges(world, compare(folder, 1).value);
    const path = join(folder, "fleet.json");
    const before = statSync(path).ino;
    const reader = openSync(path, "r");
    writeChanges(world, compare(folder, 2).value);
    expect(readFileSync(reader, "utf8")).toContain('"value": 1');
    closeSync(reader);
    expect(readFileSync(path, "utf8")).toContain('"value": 2');
    expect(statSync(path).ino).not.toBe(before);
  });

  it("leaves nothing behind where it fails, and says where", () => {
    const folder = testdir();
    const [change] = compare(folder, 1).value;
    if (change === undefined) throw new Error("nothing to write");
    const lost = { ...change, path: "gone/fleet.json", target: join(folder, "gone", "fleet.json") };
    expect(writeChanges(world, [change, lost])).toMatchObject([
      { code: "cli/cannot-write", file: "gone/fleet.json" },
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing behind where the place is taken at the last moment", () => {
    const folder = testdir();
    const { value } = compare(folder, 1);
    mkdirSync(join(folder, "fleet.json"));
    expect(writeChanges(world, value)).toMatchObject([{ code: "cli/cannot-write" }]);
    expect(readdirSync(folder)).toEqual(["fleet.json"]);
  });
});
