import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet, resolveFleet } from "../../src/index.ts";
import { surroundingsOf } from "../sample-fleet.ts";

const files = [
  "hosts/mini.nix",
  "hosts/mac.nix",
  "modules/all.nix",
  "modules/mac.nix",
  "modules/nixos/default.nix",
];

function resolve(modules: unknown, present: readonly string[] = files) {
  const parsed = parseFleet({
    users: {},
    hosts: {
      mini: { system: "x86_64-linux", features: ["shell"] },
      mac: { system: "aarch64-darwin", features: ["shell"] },
    },
    features: { shell: { modules } },
    defaults: { stateVersion: "24.05" },
  });
  if (parsed.value === undefined) throw new Error("bug: nothing was parsed");
  const { value, diagnostics } = resolveFleet(parsed.value, surroundingsOf(present));
  const modulesOf = (id: string) =>
    value.hosts.get(id)?.modules.map((one) => ("path" in one ? one.path : `attr:${one.attr}`));
  return {
    mini: modulesOf("mini"),
    mac: modulesOf("mac"),
    findings: [...parsed.diagnostics, ...diagnostics]
      .filter(({ code }) => code !== "core/host-without-admin")
      .map(({ code, path, message, help }) => `${code} at ${formatPath(path)}: ${message} ${help}`),
  };
}

describe("a module that is for some platforms", () => {
  it("is in the systems of these, in its place among the others", () => {
    const resolved = resolve([
      { path: "modules/mac.nix", platforms: ["darwin"] },
      "modules/all.nix",
      { path: "modules/nixos", platforms: ["nixos"] },
      { attr: "both", platforms: ["darwin", "nixos"] },
      { attr: "mac", platforms: ["darwin"] },
    ]);
    expect(resolved).toEqual({
      mini: ["modules/all.nix", "modules/nixos/default.nix", "attr:both", "hosts/mini.nix"],
      mac: ["modules/mac.nix", "modules/all.nix", "attr:both", "attr:mac", "hosts/mac.nix"],
      findings: [],
    });
  });

  it("has to exist, also where no host is of the platform, and is missed once", () => {
    const { findings } = resolve([{ path: "modules/gone.nix", platforms: ["darwin"] }]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain("core/missing-file at features.shell.modules[0].path: ");
  });

  it.each<[string, unknown, string]>([
    [
      "without one",
      { path: "modules/mac.nix", platforms: [] },
      'core/bad-module at features.shell.modules[0].platforms: On no platform at all, the module would never count. Write the platforms that it is for, such as platforms: ["darwin"], or take the module out.',
    ],
    [
      "outside of the root",
      { path: "../x.nix", platforms: ["darwin"] },
      "core/bad-path at features.shell.modules[0].path: ",
    ],
    [
      "with a misspelt one",
      { path: "modules/mac.nix", platforms: ["darwni"] },
      'Did you mean "darwin"?',
    ],
    [
      "without a system",
      { path: "modules/mac.nix", platforms: ["linux"] },
      'core/wrong-type at features.shell.modules[0].platforms[0]: This is the string "linux", where one of "nixos", "darwin" belongs.',
    ],
    [
      "that are no list",
      { path: "modules/mac.nix", platforms: "darwin" },
      "core/wrong-type at features.shell.modules[0].platforms: ",
    ],
    [
      "but says none",
      { path: "modules/mac.nix" },
      'core/missing-key at features.shell.modules[0].platforms: "platforms" is missing.',
    ],
  ])("is told of %s", (_, module, expected) => {
    expect(resolve([module]).findings.join()).toContain(expected);
  });

  it("is none of a host's own, which has one platform", () => {
    const mini = { system: "x86_64-linux", modules: [{ attr: "a", platforms: ["nixos"] }] };
    const { diagnostics } = parseFleet({ users: {}, hosts: { mini } });
    expect(diagnostics.map(({ code, path }) => `${code} at ${formatPath(path)}`)).toContain(
      "core/unknown-key at hosts.mini.modules[0].platforms",
    );
  });
});
