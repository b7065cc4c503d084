import { join } from "node:path";
import { expect, it } from "vitest";
import { findSourceFile, nameFile, splitSourcePath } from "../src/source-file.ts";
import { createRepository } from "./support/flake.ts";

const store = `/nix/store/${"0".repeat(32)}-source`;

it.each([
  [`${store}/hosts/mini.nix`, "hosts/mini.nix"],
  [`/chroot${store}/x.nix`, "x.nix"],
  ["«git+file:///srv/fleet?dir=x»/hosts/mini.nix", "hosts/mini.nix"],
  ["/srv/fleet/x.nix", undefined],
])("in its tree, %s is %s", (file, inTree) => {
  expect(splitSourcePath(file)).toBe(inTree);
});

it("a file in the repository above the flake is found, one beyond the repository is not", async () => {
  const folder = createRepository({ "sub/flake.nix": "{ }", "lib.nix": "1" });
  const directory = join(folder, "sub");
  expect(await findSourceFile(`${store}/sub/flake.nix`, directory)).toBe("flake.nix");
  expect(await findSourceFile(`${store}/lib.nix`, directory)).toBe(join(folder, "lib.nix"));
  expect(await findSourceFile(`${store}/none.nix`, directory)).toBeUndefined();
});

it("a file with other content is another file", async () => {
  const folder = createRepository({ [`${store}/lib.nix`]: "1", "lib.nix": "2", ".git/x": "" });
  const copy = join(folder, store, "lib.nix");
  expect(await findSourceFile(copy, folder)).toBeUndefined();
});

it("files outside the directory keep their whole path", () => {
  expect(nameFile("/srv/fleet/x.nix", "/srv/fleet")).toBe("x.nix");
  expect(nameFile("/srv/other/x.nix", "/srv/fleet")).toBe("/srv/other/x.nix");
});
