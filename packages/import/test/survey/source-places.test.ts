import { describe, expect, it } from "vitest";
import { readModules, readSourcePlaces } from "../../src/survey/source-places.ts";

const own = "/nix/store/00000000000000000000000000000000-source";
const other = "/nix/store/11111111111111111111111111111111-source";
const places = readSourcePlaces({ root: own, folder: "" });

describe("a file that Nix names", () => {
  it.each([
    [`${own}/hosts/web.nix`, "hosts/web.nix", true],
    [`${own}/flake.nix#nixosModules.web`, "flake.nix", true],
    [`${own}/modules/web.nix, via option flake.modules.nixos.web`, "modules/web.nix", true],
    [`${own}/fleet.json, hosts.web`, "fleet.json", true],
    [`${own}/web.nix:anon-1:anon-2`, "web.nix", true],
    ["<unknown-file>", "<unknown-file>", true],
    [`${own}-2/web.nix`, "web.nix", false],
    [`${other}/nixos/modules/web.nix`, "nixos/modules/web.nix", false],
    [`${other}/flake.nix#nixosModules.web`, "flake.nix", false],
    [`${other}`, "source", false],
    ["/nix/store/11111111111111111111111111111111-web.nix", "web.nix", false],
    ["«github:owner/repo»/web.nix", "web.nix", false],
    ["lib/modules.nix", "lib/modules.nix", false],
  ])("%s is %s", (text, path, isOwn) => {
    expect(places.nameFile(text)).toEqual({ path, isOwn });
  });

  it("is told from the folder of the flake in its source", () => {
    const inFolder = readSourcePlaces({ root: own, folder: "nix/fleet" });
    expect(inFolder.nameFile(`${own}/nix/fleet/web.nix`)).toEqual({ path: "web.nix", isOwn: true });
    expect(inFolder.nameFile(`${own}/web.nix`)).toEqual({ path: "../../web.nix", isOwn: true });
  });

  it("is another's where the source of the flake is not known", () => {
    const { nameFile } = readSourcePlaces(null);
    expect(nameFile(`${own}/web.nix`)).toEqual({ path: "web.nix", isOwn: false });
  });
});

describe("modules", () => {
  const read = (file: string, isFile: boolean, known = places) =>
    readModules([{ file, isFile }], known);

  it("are files of the flake", () => {
    expect(read(`${own}/web.nix`, true)).toEqual([{ path: "web.nix" }]);
  });

  it("are no files where they are another's or lie above the flake", () => {
    expect(read(`${other}/web.nix`, true)).toEqual([
      { path: null, label: "web.nix", isOwn: false },
    ]);
    const inFolder = readSourcePlaces({ root: own, folder: "nix" });
    expect(read(`${own}/web.nix`, true, inFolder)).toEqual([
      { path: null, label: "../web.nix", isOwn: true },
    ]);
  });

  it.each([
    ["web", "web"],
    ['"machines/web"', "machines/web"],
    [`"a\\"b\\\\\\\${x}\\n"`, `a"b\\\${x}\n`],
  ])("have the name that flake-parts gives them: %s", (written, attr) => {
    expect(read(`${own}/flake.nix#modules.nixos.${written}`, false)).toEqual([
      { path: null, label: "flake.nix", isOwn: true, attr },
    ]);
  });

  it("are not known where nobody can say, and each once", () => {
    expect(readModules(null, places)).toBe(null);
    const file = { file: `${own}/web.nix`, isFile: true };
    expect(readModules([file, file], places)).toEqual([{ path: "web.nix" }]);
  });
});
