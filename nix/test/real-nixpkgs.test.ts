import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { commonGroups, testGroups } from "./module-system-cases.ts";
import { offlineArguments, repository } from "./offline-flake.ts";

const nix = "nix";
const checkouts = process.env["FLEET_TEST_CHECKOUTS"];
const nixpkgs = checkouts === undefined ? undefined : join(checkouts, "nixpkgs");

if (checkouts === undefined || nixpkgs === undefined || !existsSync(nixpkgs)) {
  process.stderr.write(
    "\nSKIPPED: the cases of nix/ on the real NixOS, because FLEET_TEST_CHECKOUTS does not name a folder that holds a `nixpkgs`. `npm run checkouts -- --nixpkgs` fetches it.\n\n",
  );
  test.skip("the real NixOS (there is no nixpkgs in FLEET_TEST_CHECKOUTS)");
} else {
  const flake = join(repository, "nix", "tests", "module-systems");
  const scratch = mkdtempSync(join(tmpdir(), "fleet-nixos-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const missing = join(scratch, "missing");
  mkdirSync(missing);
  // Engines that evaluate NixOS themselves come to what the flake has, also on the real one.
  const hives = ["colmena", "wire"].filter((name) => existsSync(join(checkouts, name)));
  const others = ["clan-core", "colmena", "deploy-rs", "easy-hosts", "nixfleet", "system-manager"];
  const unused = [...others, "wire"].filter((name) => !hives.includes(name));
  const inputs = [
    ...offlineArguments({ flake, checkouts, scratch, nixpkgs: addToStore(nixpkgs) }),
    ...unused.flatMap((name) => ["--override-input", name, `path:${missing}`]),
  ];
  // A whole system takes some seconds, and some hundred MiB.
  const limits = { batchSize: 12, timeLimit: 300_000 };
  testGroups({ nix, flake, groups: [...commonGroups, ...hives], inputs, ...limits });
}

/** A folder in the store, so that it is copied there once and not by every evaluation. */
function addToStore(folder: string): string {
  const features = ["--extra-experimental-features", "nix-command"];
  const args = [...features, "store", "add-path", "--name", "source", folder];
  const { status, stdout, stderr } = spawnSync(nix, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
