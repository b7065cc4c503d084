import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { listSubmodules } from "../../src/disk/submodules.ts";
import { nodeWorld } from "../../src/node/index.ts";

const { disk } = nodeWorld();

/** A repository with another one in it, each with a file that is tracked. */
function withSubmodule(): { readonly folder: string; readonly inner: string } {
  const inner = testRepository({ "a.yaml": "" });
  git(inner, "commit", "--quiet", "-m", "first");
  const folder = testRepository({ "x.nix": "" });
  git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "secrets");
  git(folder, "commit", "--quiet", "-m", "first");
  return { folder, inner };
}

it("lists submodules with the files that they track", () => {
  const { folder } = withSubmodule();
  writeFiles(folder, { "secrets/new.yaml": "" });
  expect(listSubmodules(disk, folder)).toEqual([
    { path: "secrets", isThere: true, tracked: new Set(["secrets/a.yaml"]) },
  ]);
});

it("says of which a clone has nothing", () => {
  const { folder } = withSubmodule();
  const clone = join(testdir(), "clone");
  git(folder, "clone", "--quiet", folder, clone);
  expect(listSubmodules(disk, clone)).toEqual([
    { path: "secrets", isThere: false, tracked: undefined },
  ]);
});

it("has none outside of a repository, and none that leads out of it", () => {
  expect(listSubmodules(disk, testdir({ ".gitmodules": "path = a\n" }))).toEqual([]);
  const text = '[submodule "a"]\n\tpath = ../../etc\n\turl = x\n[submodule "b"]\n\tpath = /etc\n';
  expect(
    listSubmodules(disk, testRepository({ ".gitmodules": text })).map(({ path }) => path),
  ).toEqual(["etc"]);
});

it("takes no longer for a file that is made to be slow", () => {
  const slow = `\tpath = ${" ".repeat(500_000)}"x"y\n\tpath = "a b"\n`;
  const folder = testRepository({ ".gitmodules": slow });
  expect(listSubmodules(disk, folder).map(({ path }) => path)).toEqual(['"x"y', "a b"]);
});
