import { describe, expect, it } from "vitest";
import { parseFleet, resolveFleet } from "../../src/index.ts";
import { sampleFleet, surroundingsOf } from "../sample-fleet.ts";

function found(files: readonly string[], around: object) {
  const { value } = parseFleet(sampleFleet());
  if (value === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const { value: fleet, diagnostics } = resolveFleet(value, {
    ...surroundingsOf(files),
    ...around,
  });
  return {
    modules: fleet.hosts.get("mini")?.modules,
    findings: diagnostics.map(({ code, message, help }) => ({ code, message, help })),
  };
}

const machine = {
  file: "machines/mini/default.nix",
  links: ["hosts/mini"],
  target: "machines/mini",
};

describe("a host's module", () => {
  it.each<[string, readonly string[], string]>([
    ["nothing", [], "git add -- hosts/mini machines/mini"],
    ["the link", ["hosts/mini"], "git add -- machines/mini"],
    ["the file", [machine.file], "git add -- hosts/mini"],
  ])("behind a link is added with the link where git has %s", (_, tracked, cure) => {
    const linked = new Map([["hosts/mini/default.nix", machine]]);
    expect(found([], { linked, tracked: new Set(tracked) }).findings).toMatchObject([
      {
        code: "core/untracked-file",
        message:
          'git does not track "hosts/mini/default.nix", which is "machines/mini/default.nix" by the link "hosts/mini", so a flake cannot see it.',
        help: `Run: ${cure}`,
      },
    ]);
  });

  it("may be there through a link to a folder", () => {
    const linked = new Map([["hosts/mini/default.nix", machine]]);
    const { modules, findings } = found([], { linked, tracked: undefined });
    expect(modules).toEqual([{ path: "hosts/mini/default.nix" }]);
    expect(findings).toEqual([]);
  });

  it("is no link that Nix cannot follow, be it the file or a folder above", () => {
    const [file, folder] = ["hosts/mini.nix", "hosts/mini"].map(
      (link) => found([link], { brokenLinks: new Map([[link, "leads out"]]) }).findings,
    );
    const finding = (link: string) => ({
      code: "core/broken-link",
      message: `"${link}" is a link that leads out.`,
      help: expect.stringContaining("inside of the repository"),
    });
    expect(file).toEqual([finding("hosts/mini.nix")]);
    expect(folder).toEqual([finding("hosts/mini")]);
  });

  it("is added to the submodule that it lies in, the innermost", () => {
    const submodules = [
      { path: "hosts", isThere: true },
      { path: "hosts/mini", isThere: true },
    ];
    const around = { submodules, tracked: new Set() };
    expect(found(["hosts/mini/default.nix"], around).findings).toMatchObject([
      { code: "core/untracked-file", help: "Run: git -C hosts/mini add -- default.nix" },
    ]);
    expect(found(["hosts/mini.nix"], around).findings).toMatchObject([
      { help: "Run: git -C hosts add -- mini.nix" },
    ]);
  });

  it("is not to be made where its submodule is not there", () => {
    const submodules = [{ path: "hosts", isThere: false }];
    expect(found([], { submodules }).findings).toMatchObject([
      { code: "core/missing-file", help: "Run: git submodule update --init -- hosts" },
    ]);
  });
});
