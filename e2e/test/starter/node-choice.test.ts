import { describe, expect, it } from "vitest";
import {
  chooseNode,
  isRecent,
  startsForeignPrograms,
} from "../../../scripts/ensure/node-choice.mjs";

const old = { path: "/usr/bin/node", version: "v20.20.2" };
const recent = { path: "/run/current-system/sw/bin/node", version: "v22.18.0" };
const broken = { path: "/home/ana/bin/node", version: undefined };

describe("the Node of the project's commands", () => {
  it("is the one that the project brings, where it starts", () => {
    expect(chooseNode({ bundled: "v24.21.0", machine: [recent] })).toEqual({ kind: "bundled" });
  });

  it("is the machine's first that is recent, where it does not start", () => {
    expect(chooseNode({ bundled: undefined, machine: [broken, old, recent] })).toEqual({
      kind: "machine",
      ...recent,
    });
  });

  it("is none where all are too old or broken, and each is named", () => {
    expect(chooseNode({ bundled: undefined, machine: [old, broken] })).toEqual({
      kind: "none",
      found: "v20.20.2 (/usr/bin/node), /home/ana/bin/node, which does not start",
    });
    expect(chooseNode({ bundled: undefined, machine: [] })).toEqual({
      kind: "none",
      found: "none",
    });
  });

  it.each([
    ["v22.17.9", false],
    ["v22.18.0", true],
    ["v23.0.0", true],
    ["v100.0.0", true],
    ["v9.99.0", false],
    ["Could not start dynamically linked executable", false],
    [undefined, false],
  ])("is recent from 22.18 on: %s is %s", (version, expected) => {
    expect(isRecent(version)).toBe(expected);
  });
});

describe("programs that npm brings", () => {
  it.each([
    ["Debian", "linux", "x64", "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", true],
    [
      "NixOS, whose stub says that they cannot",
      "linux",
      "x64",
      "/nix/store/a-stub-ld-x86_64-unknown-linux-musl-0/bin/stub-ld",
      false,
    ],
    ["NixOS with nix-ld", "linux", "x64", "/nix/store/a-nix-ld-2.0.0/libexec/nix-ld", true],
    ["NixOS without a stub", "linux", "arm64", undefined, false],
    ["Alpine", "linux", "x64", undefined, false],
    ["a Linux of which no linker is known", "linux", "riscv64", undefined, true],
    ["a Mac", "darwin", "arm64", undefined, true],
  ])("are fetched where they can start: %s", (_, platform, arch, linker, expected) => {
    expect(startsForeignPrograms({ platform, arch, linker })).toBe(expected);
  });
});
