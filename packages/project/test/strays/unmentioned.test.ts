import { parseFleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { listRootFiles } from "../../src/disk/root-files.ts";
import { lookForStrays, type StrayLook } from "../../src/strays/unmentioned.ts";
import { createMemoryDisk } from "../../src/world/memory-disk.ts";

const { value: fleet } = parseFleet({
  users: { ada: { fullName: "Ada" } },
  hosts: { desk: { system: "x86_64-linux", users: ["ada"] } },
});

function unmentioned(files: Readonly<Record<string, string>>, links = {}): string[] {
  return look(files, links).strays.flatMap((stray) => stray.files);
}

function look(files: Readonly<Record<string, string>>, links = {}): StrayLook {
  if (fleet === undefined) throw new Error("bug: no fleet");
  const texts = Object.entries(files).map(([name, text]) => [`/fleet/${name}`, text]);
  const disk = createMemoryDisk(
    { "/out/secret.nix": "./ben.nix", ...Object.fromEntries(texts) },
    links,
  );
  return lookForStrays(disk, { root: "/fleet", fleet, files: listRootFiles(disk, "/fleet") });
}

const ben = { "users/ben.nix": "" };

describe("a file of nobody", () => {
  it.each<[string, string]>([
    ["a path", "[ ./users/ben.nix ]"],
    ["a string", `import "\${self}/users/ben.nix"`],
    ["the folder that is read", "import-tree ./users"],
    ["a folder above that is read", "(inputs.import-tree ./.)"],
    ["a folder of the flake that is read", `readDir "\${self}/users"`],
    ["a folder of the flake that something reads", `f = d: readDir d; x = f (self + "/users");`],
    ["a folder that something reads", "let all = dir: readDir dir; in all ./users"],
    ["what reads all of a flake", "outputs = inputs: inputs.blueprint { inherit inputs; };"],
    ["a path from parts", `map (u: ./users/\${u}.nix) all`],
    ["a string from parts", `map (u: ./users + "/\${u}.nix") all`],
  ])("is mentioned by %s", (_, text) => {
    expect(unmentioned({ ...ben, "flake.nix": text })).toEqual([]);
  });

  it.each<[string, string]>([
    ["a longer name", "[ ./reuben.nix ./ben.nixos ]"],
    ["what else is put into strings", `"\${pkgs.x}/bin" + "\${y}"`],
    ["nothing", ""],
    ["a comment", "# ben.nix\n/* import-tree ./users */"],
    ["what a text says of reading", `"import-tree ./users, blueprint, readDir"`],
    ["another folder that is read", "import-tree ./foo"],
    ["a folder beside that is read", "map f (readDir ./users2)"],
    [
      "an input that reads folders",
      `inputs.import-tree.url = "x"; inputs.blueprint = { url = "y"; };`,
    ],
    ["something read, and the root of the fleet", "f = dir: readDir dir; fleet.root = ./.;"],
    ["other paths from parts", `map (u: ./homes/\${u}.nix) all`],
  ])("is not mentioned by %s", (_, text) => {
    expect(unmentioned({ ...ben, "flake.nix": text })).toEqual(["users/ben.nix"]);
  });

  it("is mentioned by its folder where that stands for it", () => {
    const file = "users/ben/default.nix";
    expect(unmentioned({ [file]: "", "flake.nix": "[ ./users/ben ]" })).toEqual([]);
    expect(unmentioned({ [file]: "", "flake.nix": "[ users/ben/default.nix ]" })).toEqual([]);
    expect(unmentioned({ [file]: "", "flake.nix": "[ ./users/benny ./x/ben.txt ]" })).toEqual([
      file,
    ]);
  });

  it("is not mentioned by itself, by others of its kind, or by what lies outside", () => {
    const files = { "users/ben.nix": "ben.nix zoe.nix", "users/zoe.nix": "ben.nix" };
    expect(unmentioned(files)).toEqual(["users/ben.nix", "users/zoe.nix"]);
    expect(unmentioned(ben, { "/fleet/x.nix": "/out/secret.nix" })).toEqual(["users/ben.nix"]);
    const through = { "users/ben.nix": "zoe.nix", "users/zoe.nix": "", "flake.nix": "ben.nix" };
    expect(unmentioned(through)).toEqual([]);
  });

  it("may be mentioned by a text that is too long to be read", () => {
    const files = { ...ben, "flake.nix": " ".repeat(1024 * 1024 + 1) };
    expect(unmentioned(files)).toEqual([]);
    expect(look(files)).toMatchObject({ isCut: true });
  });

  it("is not looked for in a folder that is imported whole, and this is known", () => {
    const files = { ...ben, "hosts/nas.nix": "", "flake.nix": "import-tree ./users" };
    expect(look(files)).toMatchObject({
      strays: [{ files: ["hosts/nas.nix"] }],
      imported: ["users"],
      isCut: false,
    });
  });

  it("is mentioned by one that is imported with its folder", () => {
    const files = { "users/ben.nix": "../hosts/nas.nix", "hosts/nas.nix": "" };
    expect(unmentioned({ ...files, "flake.nix": "import-tree ./users" })).toEqual([]);
  });

  it("is found as fast in texts that are made to be slow", () => {
    const slow = ["${", '+ "/', "./", "ben", "import "].map((text) =>
      text.repeat(Math.floor((1024 * 1024) / text.length)),
    );
    for (const text of slow) expect(unmentioned({ ...ben, "flake.nix": text })).toHaveLength(1);
  });
});
