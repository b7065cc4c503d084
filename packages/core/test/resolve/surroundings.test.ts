import { describe, expect, it } from "vitest";
import { parseFleet, wantedFiles } from "../../src/index.ts";
import {
  findAll,
  findCodes,
  sampleFleet,
  surroundingsOf,
  withHenry,
  withMini,
} from "../sample-fleet.ts";

describe("the files that are wanted", () => {
  it("are the key files, in order, each once", () => {
    const sshKeys = [
      { file: "keys/z.pub" },
      { env: "SSH_KEY" },
      { file: "a.pub" },
      { file: "a.pub" },
    ];
    const { value: fleet } = parseFleet(withHenry({ sshKeys }));
    expect(fleet && wantedFiles(fleet)).toEqual(["a.pub", "keys/z.pub"]);
  });

  it("are never outside of the root", () => {
    const files = ["../../etc/shadow", "/etc/shadow", "~/.ssh/id_ed25519", "a\\..\\b", "x/../../y"];
    const { value: fleet } = parseFleet(withHenry({ sshKeys: files.map((file) => ({ file })) }));
    expect(fleet && wantedFiles(fleet)).toEqual([]);
  });
});

describe("a file that a module is looked for in", () => {
  it("is reported where git does not track it", () => {
    const files = new Set(["hosts/mini.nix", "hosts/mini/hardware.nix"]);
    const around = { files, tracked: new Set(["hosts/mini.nix"]), contents: new Map() };
    const [finding, ...others] = findAll(sampleFleet(), around);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: "core/untracked-file",
      path: ["hosts", "mini"],
      help: "Run: git add -- hosts/mini/hardware.nix",
    });
  });

  it("need not be tracked where there is no git", () => {
    const around = { ...surroundingsOf(["hosts/mini.nix"]), tracked: undefined };
    expect(findCodes(sampleFleet(), around)).toEqual([]);
  });

  it("is quoted for the shell where it must be", () => {
    const files = new Set(["hosts/mini.nix", "it's $(x).nix"]);
    const around = { files, tracked: new Set(["hosts/mini.nix"]), contents: new Map() };
    const [finding] = findAll(withMini({ modules: ["it's $(x).nix"] }), around);
    expect(finding?.help).toBe("Run: git add -- 'it'\\''s $(x).nix'");
  });

  it("is one of several, of which only one may exist", () => {
    const around = surroundingsOf(["hosts/mini.nix", "hosts/mini/default.nix"]);
    expect(findCodes(sampleFleet(), around)).toEqual(["core/ambiguous-file at hosts.mini"]);
  });

  it("lies where the layout says", () => {
    const layout = { host: ["machines/{host}/{host}.nix"] };
    const around = surroundingsOf(["machines/mini/mini.nix"]);
    expect(findCodes(sampleFleet({ layout }), around)).toEqual([]);
    expect(findCodes(sampleFleet({ layout }), surroundingsOf(["hosts/mini.nix"]))).toEqual([
      "core/missing-file at hosts.mini",
    ]);
  });

  it("is not asked for where the layout has no place for it", () => {
    expect(findCodes(sampleFleet({ layout: { host: [] } }), surroundingsOf([]))).toEqual([]);
  });

  it("is not asked for under a name that was reported", () => {
    const declaration = sampleFleet({ hosts: { "../x": { system: "x86_64-linux" } } });
    expect(findCodes(declaration, surroundingsOf([]))).toEqual(['core/bad-name at hosts["../x"]']);
  });
});
