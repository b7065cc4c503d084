import { nodeWorld } from "@fleet/project/node";
import { git, testRepository, writeFiles } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { viewGit } from "../../src/open/git-view.ts";

const { disk } = nodeWorld();

it("asks a submodule what it tracks, and knows nothing of what is in no repository", () => {
  const inner = testRepository({ "a.yaml": "" });
  git(inner, "commit", "--quiet", "-m", "first");
  const folder = testRepository({ "x.yaml": "" });
  git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "secrets");
  writeFiles(folder, { "secrets/new.yaml": "", "new.yaml": "" });
  const { isTracked, absentSubmodules } = viewGit(disk, folder, new Set(["x.yaml", "secrets"]));
  const paths = ["x.yaml", "new.yaml", "secrets/a.yaml", "secrets/new.yaml"];
  expect(paths.map(isTracked)).toEqual([true, false, true, false]);
  expect(absentSubmodules).toEqual([]);
  expect(viewGit(disk, folder, undefined).isTracked("x.yaml")).toBeUndefined();
});

it("misses no submodule that is in .gitmodules alone", () => {
  const text = '[submodule "a"]\n\tpath = a\n[submodule "b"]\n\tpath = b\n';
  const folder = testRepository({ ".gitmodules": text });
  expect(viewGit(disk, folder, new Set(["a"])).absentSubmodules).toEqual(["a"]);
});
