import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { copyAsRepository, fleet, root, run } from "./support/command.ts";
import { askNix, checkouts, offlineArgumentsFor } from "./support/offline-nix.ts";

const examples = readdirSync(join(root, "examples"));
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+";

// What an example takes from the environment.
beforeEach(() => {
  vi.stubEnv("SSH_KEY_COAL", key);
  vi.stubEnv("SSH_KEY_VIOLINO", key);
});

describe.each(examples)("the example %s", (example) => {
  test("generates, to the byte, what is committed beside it", () => {
    const folder = copyAsRepository("examples", example);
    expect(fleet(folder, "generate", "--force")).toMatchObject({ status: 0 });
    expect(run("git", ["diff"], folder).stdout).toBe("");
    expect(run("git", ["ls-files", "--others"], folder).stdout).toBe("");
  });

  test("has nothing wrong with it, not even a warning", () => {
    const checked = fleet(copyAsRepository("examples", example), "check", "--json");
    expect(checked.status).toBe(0);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, diagnostics: [] });
  });

  test("has secrets, if any, that are in step with the declaration", () => {
    const status = fleet(copyAsRepository("examples", example), "secrets", "status", "--json");
    expect(status.status).toBe(0);
    const hasSecrets = existsSync(join(root, "examples", example, ".sops.yaml"));
    const codes = JSON.parse(status.stdout).diagnostics.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(hasSecrets ? [] : ["cli/no-secrets"]);
  });

  test("is, to Nix without any input, what was computed", () => {
    const folder = copyAsRepository("examples", example);
    const verified = fleet(folder, "verify", "--without-inputs", "--impure", "--json");
    expect(verified.status).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, diagnostics: [] });
  });

  test.skipIf(checkouts === undefined)(
    "is, to the real module systems, what was computed, and nothing fails",
    () => {
      const folder = copyAsRepository("examples", example);
      const nixArguments = offlineArgumentsFor(folder);
      const verified = fleet(folder, "verify", "--impure", "--json", "--", ...nixArguments);
      expect(verified).toMatchObject({ status: 0 });
      expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, diagnostics: [] });
      for (const output of outputsOf(folder)) {
        const apply = `builtins.mapAttrs (_: { config, ... }:
          map (one: one.message) (builtins.filter (one: !one.assertion) config.assertions)
          ++ config.warnings)`;
        const failures = askNix({ flake: folder, output, apply, nixArguments: ["--impure"] });
        expect(Object.values(Object(failures)).flat()).toEqual([]);
      }
    },
  );

  test.skipIf(checkouts === undefined)("is a flake that passes its own check", () => {
    const folder = copyAsRepository("examples", example);
    const args = ["flake", "check", "--no-build", "--impure", ...offlineArgumentsFor(folder)];
    expect(run("nix", args, folder)).toMatchObject({ status: 0 });
  });
});

/** The outputs in which there is something, as `fleet.json` says. */
function outputsOf(folder: string): string[] {
  const { hosts, homes }: { hosts: { [id: string]: { platform: string } }; homes: object } =
    JSON.parse(readFileSync(join(folder, "fleet.json"), "utf8"));
  const platforms = new Set(Object.values(hosts).map(({ platform }) => platform));
  const systems = [...platforms].map((platform) => `${platform}Configurations`);
  return Object.keys(homes).length === 0 ? systems : [...systems, "homeConfigurations"];
}
