import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { expect, it } from "vitest";
import { findSourceFile, nameFile, splitSourcePath } from "../src/source-file.ts";
import { createRepository } from "./support/flake.ts";

const { disk } = nodeWorld();
const store = `/nix/store/${"0".repeat(32)}-source`;

it.each([
  [`${store}/hosts/mini.nix`, "hosts/mini.nix"],
  [`/chroot${store}/x.nix`, "x.nix"],
  ["«git+file:///srv/fleet?dir=x»/hosts/mini.nix", "hosts/mini.nix"],
  ["/srv/fleet/x.nix", undefined],
])("in its tree, %s is %s", (file, inTree) => {
  expect(splitSourcePath(file)).toBe(inTree);
});

it("a file in the repository above the flake is found, one beyond the repository is not", () => {
  const folder = createRepository({ "sub/flake.nix": "{ }", "lib.nix": "1" });
  const directory = join(folder, "sub");
  expect(findSourceFile(`${store}/sub/flake.nix`, { disk, directory })).toBe("flake.nix");
  expect(findSourceFile(`${store}/lib.nix`, { disk, directory })).toBe(join(folder, "lib.nix"));
  expect(findSourceFile(`${store}/none.nix`, { disk, directory })).toBeUndefined();
});

it("a file with other content is another file", () => {
  const folder = createRepository({ [`${store}/lib.nix`]: "1", "lib.nix": "2", ".git/x": "" });
  const copy = join(folder, store, "lib.nix");
  expect(findSourceFile(copy, { disk, directory: folder })).toBeUndefined();
});

it("files outside the directory keep their whole path", () => {
  expect(nameFile("/srv/fleet/x.nix", "/srv/fleet")).toBe("x.nix");
  expect(nameFile("/srv/other/x.nix", "/srv/fleet")).toBe("/srv/other/x.nix");
});
