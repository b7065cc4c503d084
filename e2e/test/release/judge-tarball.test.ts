import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root, run, scratchFolder } from "../support/command.ts";

const { judgeManifest, judgeTypes } = await import(join(root, "scripts/release/judge-tarball.mjs"));

const entry = { types: "./dist/index.d.ts", default: "./dist/index.js" };
const good = {
  manifest: { name: "@keith/homes", version: "0.1.0", type: "module", exports: { ".": entry } },
  files: { "dist/index.js": "export const one = 1;\n", "dist/index.d.ts": declaration("one") },
};

test("a package that can be used as it is packed is passed without a word", async () => {
  expect(await judge(good)).toEqual([[], []]);
});

test("an entry that leads nowhere is named by both", async () => {
  const { "dist/index.js": code } = good.files;
  const [manifest, types] = await judge({ ...good, files: { "dist/index.js": code } });
  expect(manifest).toEqual([expect.stringMatching(/^publint: .*\.\/dist\/index\.d\.ts/)]);
  expect(types).toEqual(["attw: it has no types"]);
});

test("types of an entry alone that are missing are named with how they were looked for", async () => {
  const other = { types: "./dist/other.d.ts", default: "./dist/other.js" };
  const manifest = { ...good.manifest, exports: { ".": entry, "./other": other } };
  const files = { ...good.files, "dist/other.js": "export const two = 2;\n" };
  const [, types] = await judge({ manifest, files });
  expect(types).toEqual([
    "attw: Could not find types (./other by node16-esm)",
    "attw: Could not find types (./other by bundler)",
  ]);
});

test("a command alone has no types to resolve", async () => {
  const manifest = { ...good.manifest, exports: {}, bin: { homes: "./dist/index.js" } };
  const files = { "dist/index.js": "#!/usr/bin/env node\n" };
  expect(await judge({ manifest, files })).toEqual([[], []]);
});

interface Package {
  readonly manifest: object;
  readonly files: { readonly [path: string]: string };
}

/** Packs a package, and returns what publint and attw say of it. */
async function judge({ manifest, files }: Package): Promise<readonly unknown[]> {
  const folder = scratchFolder();
  const all = { ...files, "package.json": JSON.stringify(manifest) };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, "package", path)), { recursive: true });
    writeFileSync(join(folder, "package", path), text);
  }
  const tarball = join(folder, "homes.tgz");
  expect(run("tar", ["--create", "--gzip", `--file=${tarball}`, "package"], folder)).toMatchObject({
    status: 0,
  });
  return [await judgeManifest({ tarball }), await judgeTypes({ manifest, tarball })];
}

function declaration(name: string): string {
  return `export declare const ${name}: number;\n`;
}
