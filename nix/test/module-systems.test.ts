import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, test } from "vitest";
import { commonGroups, testGroups } from "./module-system-cases.ts";
import { offlineArguments, repository } from "./offline-flake.ts";

const checkouts = process.env["FLEET_TEST_CHECKOUTS"];
const newerNix = process.env["FLEET_TEST_NEWER_NIX"];

/** Cases on a checkout that a folder may lack, by its name. */
const furtherGroups = {
  "clan-core": "clan",
  colmena: "colmena",
  "deploy-rs": "deploy-rs",
  "easy-hosts": "easy-hosts",
  nixfleet: "nixfleet",
  "system-manager": "system-manager",
  wire: "wire",
};

if (checkouts === undefined) {
  process.stderr.write(
    "\nSKIPPED: the tests of nix/ on the real module systems, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. `npm run checkouts` fetches them.\n\n",
  );
  test.skip("the real module systems (FLEET_TEST_CHECKOUTS is not set)");
} else {
  const flake = join(repository, "nix", "tests", "module-systems");
  const scratch = mkdtempSync(join(tmpdir(), "fleet-nix-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const further = Object.entries(furtherGroups);
  const missing = further.filter(([name]) => !existsSync(join(checkouts, name)));
  const present = further.filter(([name]) => existsSync(join(checkouts, name)));
  for (const [name] of missing) {
    process.stderr.write(
      `\nSKIPPED: the tests of nix/ on the real ${name}, because ${checkouts} does not hold it. \`npm run checkouts\` fetches it.\n\n`,
    );
    test.skip(`the real ${name} (it is not in FLEET_TEST_CHECKOUTS)`);
  }
  const inputs = [
    ...offlineArguments({ flake, checkouts, scratch }),
    ...missing.flatMap(([name]) => ["--override-input", name, `path:${emptyFolder(scratch)}`]),
  ];

  describe.each(["nix", ...(newerNix === undefined ? [] : [newerNix])])("%s", (nix) => {
    const groups = [...commonGroups, ...present.map(([, name]) => name)];
    testGroups({ nix, flake, groups, inputs });
  });
}

/** What stands in for a checkout that is missing, so that the flake of the other cases can be read. */
function emptyFolder(scratch: string): string {
  const folder = join(scratch, "missing");
  mkdirSync(folder, { recursive: true });
  return folder;
}
