import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { fleet, run, scratchFolder } from "./support/command.ts";
import { checkouts } from "./support/offline-nix.ts";
import { readCommands } from "./support/readme.ts";
import { runLines } from "./support/shell.ts";

const [withNix = ""] = readCommands("Your first fleet");
const newer = process.env["FLEET_TEST_NEWER_NIX"];
const nixes = [
  ["the Nix of this machine", "nix"],
  ...(newer === undefined ? [] : [["a newer Nix", newer]]),
];

describe.skipIf(checkouts === undefined).each(nixes)("%s", (_, nix = "") => {
  test("comes by the commands of the README to a fleet that Nix can build", () => {
    const folder = scratchFolder();
    const done = runLines(withNix, folder, standBeforeNix(nix));
    expect(done, done.stderr).toMatchObject({ status: 0 });
    expect(done.stderr + done.stdout).toContain("A fleet of one machine");
    const made = join(folder, "my-fleet");
    expect(readdirSync(made)).toEqual(expect.arrayContaining(["fleet.json", "fleet.lock.json"]));
    expect(run("git", ["ls-files", "--others"], made).stdout).toBe("");
    expect(fleet(made, "check")).toMatchObject({ status: 0 });
  });

  test("refuses in `nix flake check` a fleet that was not generated anew", () => {
    const folder = scratchFolder();
    const env = standBeforeNix(nix);
    expect(runLines(withNix, folder, env)).toMatchObject({ status: 0 });
    const made = join(folder, "my-fleet");
    const change = "sed -i 's/The Admin/Keith/' fleet.config.ts && nix flake check";
    const checked = runLines(change, made, env);
    expect(checked.stderr).toContain("fleet generate");
    expect(checked.status).not.toBe(0);
  });
});

/** Puts what answers for `nix` in the tests first in PATH. */
function standBeforeNix(nix: string): NodeJS.ProcessEnv {
  const bin = scratchFolder();
  const script = join(import.meta.dirname, "support", "nix-in-readme.ts");
  const words = [process.execPath, "--no-warnings", script].map((one) => `'${one}'`).join(" ");
  writeFileSync(join(bin, "nix"), `#!/bin/sh\nexec ${words} "$@"\n`);
  chmodSync(join(bin, "nix"), 0o755);
  const real = nix === "nix" ? run("sh", ["-c", "command -v nix"], bin).stdout.trim() : nix;
  return {
    PATH: [bin, process.env["PATH"]].join(delimiter),
    README_NIX: real,
    README_SCRATCH: scratchFolder(),
  };
}
