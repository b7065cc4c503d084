import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { testCases } from "./nix-cases.ts";
import { offlineArguments, repository } from "./offline-flake.ts";

const checkouts = process.env["FLEET_TEST_CHECKOUTS"];
const newerNix = process.env["FLEET_TEST_NEWER_NIX"];

if (checkouts === undefined) {
  process.stderr.write(
    "\nSKIPPED: the tests of nix/ on the real module systems, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. `npm run checkouts` fetches them.\n\n",
  );
  test.skip("the real module systems (FLEET_TEST_CHECKOUTS is not set)");
} else {
  const flake = join(repository, "nix", "tests", "module-systems");
  const scratch = mkdtempSync(join(tmpdir(), "fleet-nix-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const inputs = offlineArguments({ flake, checkouts, scratch });

  describe.each(["nix", ...(newerNix === undefined ? [] : [newerNix])])("%s", (nix) => {
    for (const group of ["accounts", "darwin", "errors", "homes", "outputs", "secrets"]) {
      const cases = `path:${flake}#cases.${group}`;
      describe(`tests/module-systems/${group}.nix`, () => {
        testCases({
          command: (apply) => [nix, "eval", "--json", cases, "--apply", apply, ...inputs],
        });
      });
    }
  });
}
