import { memoryWorld } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { findImportRoot } from "../../src/run/import-root.ts";

const at = (
  folder: string,
  files: Record<string, string>,
  options: Parameters<typeof findImportRoot>[1] = {},
) => {
  const placed = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`/home/ada/${path}`, text]),
  );
  return findImportRoot(memoryWorld({ folder: `/home/ada/${folder}`, files: placed }), options);
};

describe("the folder that is imported", () => {
  it("is the nearest upwards with a flake or a .sops.yaml", () => {
    const files = { "nix/flake.nix": "{ }", "nix/hosts/mini/default.nix": "{ }" };
    expect(at("nix/hosts/mini", files)).toMatchObject({
      value: { root: "/home/ada/nix", target: "/home/ada/nix/fleet.config.ts", hasFlake: true },
    });
    expect(at("keys/a", { "keys/.sops.yaml": "" })).toMatchObject({
      value: { root: "/home/ada/keys", hasFlake: false },
    });
  });

  it("is not above the repository, which is somebody else's", () => {
    const files = { "flake.nix": "{ }", "nix/.git/HEAD": "", "nix/a/b": "" };
    expect(at("nix/a", files)).toMatchObject({ value: { root: "/home/ada/nix/a" } });
  });

  it("is the one that is named, with something in it or not", () => {
    const files = { "flake.nix": "{ }", "nix/a/b": "" };
    expect(at(".", files, { folder: "nix/a" })).toMatchObject({
      value: { root: "/home/ada/nix/a", hasFlake: false },
    });
  });
});

describe("what is there", () => {
  it.each(["ts", "mts", "js", "mjs", "json", "yaml", "yml"])(
    "stops an import where it is a fleet.config.%s",
    (ending) => {
      const { ok, diagnostics } = at(".", { [`fleet.config.${ending}`]: "" });
      expect(ok).toBe(false);
      expect(diagnostics).toMatchObject([{ code: "import/fleet-there" }]);
      expect(diagnostics[0]?.help).toContain("--output");
    },
  );

  it("is compared with where the proposal goes to another file", () => {
    const found = at("nix", { "nix/fleet.config.ts": "" }, { output: "new.ts" });
    expect(found).toMatchObject({
      value: { target: "/home/ada/nix/new.ts", configs: ["fleet.config.ts"] },
    });
  });

  it("is never overwritten where it is the file that was named", () => {
    const { diagnostics } = at("nix", { "nix/new.ts": "" }, { output: "new.ts" });
    expect(diagnostics).toMatchObject([{ code: "import/fleet-there" }]);
  });
});
