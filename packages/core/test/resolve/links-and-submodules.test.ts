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

describe("a host's module", () => {
  it("may be there through a link to a folder", () => {
    const linked = new Set(["hosts/mini/default.nix"]);
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
