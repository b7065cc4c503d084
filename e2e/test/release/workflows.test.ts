import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run } from "../support/command.ts";

const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
const actionlint = join(cache, "fleet", "tools", "bin", "actionlint");

// A shell of Nix may have sops and no Go to build this with.
if (!existsSync(actionlint)) {
  process.stderr.write(
    "\nSKIPPED: the test of the workflows, because actionlint was not built.\n\n",
  );
}
test.skipIf(!existsSync(actionlint))("actionlint finds nothing in the workflows", () => {
  const workflows = globSync(".github/workflows/*.{yml,yaml}", { cwd: root });
  expect(workflows.length).toBeGreaterThan(1);
  // Which shell checker a machine has must not decide.
  const options = ["-no-color", "-shellcheck=", "-pyflakes="];
  expect(run(actionlint, [...options, ...workflows], root)).toEqual({
    status: 0,
    stdout: "",
    stderr: "",
  });
});
