import { describe, expect, it } from "vitest";
import { findModuleSource, isRestored } from "../../src/resolve/modules/module-sources.ts";

interface Around {
  readonly files?: readonly string[];
  readonly tracked?: readonly string[];
  readonly committed?: readonly string[];
}

function find(paths: readonly string[], { files = [], tracked, committed }: Around) {
  return findModuleSource(paths, {
    files: new Set(files),
    tracked: tracked && new Set(tracked),
    committed: committed && new Set(committed),
    contents: new Map(),
  });
}

const ada = "users/ada.nix";

describe("findModuleSource", () => {
  it("knows none of what never was there", () => {
    expect(find([ada], { files: ["users/ben.nix"], tracked: [], committed: [] })).toBeUndefined();
    expect(find([ada], {})).toBeUndefined();
  });

  it("takes the index before the last commit", () => {
    expect(find(["x.nix", ada], { tracked: [ada], committed: ["x.nix", ada] })?.help).toBe(
      "Run: git restore -- users/ada.nix",
    );
    expect(find([ada], { tracked: [], committed: [ada] })?.help).toBe(
      "Run: git restore --source=HEAD --staged --worktree -- users/ada.nix",
    );
  });

  it("moves what is new under the same tail, file by file where something is in the way", () => {
    const moved = { tracked: ["old/users/ada.nix"], committed: [ada] };
    expect(find([ada], { ...moved, files: ["old/users/ada.nix"] })?.help).toContain(
      "`mkdir -p users && git mv -- old/users/ada.nix users/`",
    );
    expect(
      find(["users/ada/default.nix"], {
        committed: ["users/ada/default.nix"],
        files: ["old/users/ada/default.nix", "users/ada/desk.nix"],
      })?.help,
    ).toContain("`mkdir -p users/ada && mv -- old/users/ada/default.nix users/ada/default.nix`");
  });

  it("takes no file for another that was committed beside it, nor one of several", () => {
    const committed = [ada, "examples/users/ada.nix", "people/ben.nix"];
    const files = ["examples/users/ada.nix", "people/ada.nix"];
    expect(find([ada], { files, tracked: [ada], committed })?.help).toContain("git restore --");
    const two = ["a/users/ada.nix", "b/users/ada.nix"];
    expect(find([ada], { files: two, committed: [ada] })?.help).toContain("git restore --");
  });

  it("is sure of a cure only where the file was there before", () => {
    const found = find([ada], { files: ["examples/users/ada.nix"], committed: [] });
    expect(found?.cure).toBeUndefined();
    expect(found?.help).toMatch(/^If it is that one: .* Else create "users\/ada.nix"/);
  });
});

describe("isRestored", () => {
  it("knows commands that bring a file back, also in a submodule", () => {
    const cured = (command: string) =>
      isRestored({
        code: "core/missing-file",
        severity: "error",
        message: "",
        path: [],
        cure: [{ command, operands: [] }],
      });
    const commands = ["git restore --", "git -C users restore --", "git mv -- a b", "mv -- a b"];
    expect(commands.map(cured)).toEqual([true, true, true, true]);
    expect(cured("echo '{ }' | tee")).toBe(false);
  });
});
