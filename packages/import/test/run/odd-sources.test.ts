import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { importSources } from "../../src/run/import-options.ts";
import { findImportRoot } from "../../src/run/import-root.ts";
import { readSources } from "../../src/run/read-sources.ts";

const world = nodeWorld();
const names = ["flake.nix", ".sops.yaml", "secrets.nix"];

async function read(folder: string) {
  const root = findImportRoot({ ...world, folder }, {});
  if (!root.ok) throw new Error(JSON.stringify(root.diagnostics));
  const openEvaluator = async () => ({ ok: false as const, diagnostics: [] });
  const options = { sources: importSources, openEvaluator };
  const { diagnostics } = await readSources(world, root.value, options);
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

describe.each([
  ["a pipe", "a pipe, socket or device", (path: string) => execFileSync("mkfifo", [path])],
  ["a folder", "a folder", (path: string) => mkdirSync(path)],
  ["a looping link", "in a circle", (path: string) => symlinkSync(path, path)],
  ["a link to a device", "device", (path: string) => symlinkSync("/dev/zero", path)],
] as const)("%s", (_, what, make) => {
  it.each(names)("in the place of %s is named, and not taken for nothing", async (name) => {
    const folder = testdir({ "README.md": "" });
    make(join(folder, name));
    expect(await read(folder)).toEqual([
      expect.stringMatching(new RegExp(`^import/unread-source: "${name}" is .*${what}`)),
      expect.stringContaining("import/nothing-found"),
    ]);
  });
});

it("a folder secrets.nix with a default.nix in it is one that Nix reads", async () => {
  const folder = testdir({ "README.md": "" });
  mkdirSync(join(folder, "secrets.nix"));
  writeFileSync(join(folder, "secrets.nix/default.nix"), "{ }");
  expect((await read(folder)).join()).not.toContain("unread-source");
});
