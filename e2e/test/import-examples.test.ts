import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { copyAsRepository, fleet, root } from "./support/command.ts";
import { checkouts, offlineArgumentsFor } from "./support/offline-nix.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+";

// What an example takes from the environment.
beforeEach(() => {
  vi.stubEnv("SSH_KEY_COAL", key);
  vi.stubEnv("SSH_KEY_VIOLINO", key);
});

describe.skipIf(checkouts === undefined).each(readdirSync(join(root, "examples")))(
  "the example %s, imported from its own flake",
  (example) => {
    test("is the same fleet, by what is declared and by what Nix makes of it", () => {
      const folder = copyAsRepository("examples", example);
      const args = ["--output", "imported.ts", "--dry-run", "--json", "--impure"];
      const nixArguments = offlineArgumentsFor(folder);
      const { status, stdout } = fleet(folder, "import", ...args, "--", ...nixArguments);
      const { comparison, failed, sources, declared } = JSON.parse(stdout);
      expect(failed).toEqual([]);
      expect(comparison.computed.differences).toEqual([]);
      expect(comparison.evaluated.differences).toEqual([]);
      expect(comparison.evaluated.equal.hosts).toBe(sources.flake.hosts);
      expect(comparison.evaluated.equal.accounts).toBeGreaterThanOrEqual(declared.accounts);
      expect(status).toBe(0);
    });
  },
);
