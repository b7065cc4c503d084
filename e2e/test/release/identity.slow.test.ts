import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCheckout, git } from "../support/checkout-copy.ts";
import { root, run } from "../support/command.ts";

const { scope } = JSON.parse(readFileSync(join(root, "identity.json"), "utf8"));
const folder = copyCheckout({ hasOwnModules: true });

test("under another owner and scope no trace of the old is left, and all types resolve", () => {
  const options = ["--owner", "keith", "--repository", "keith/homes", "--scope", "@keiths-homes"];
  const said = run(process.execPath, [join(folder, "scripts/identity.mjs"), ...options], folder);
  expect(said).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("All says keith/homes and @keiths-homes."),
  });

  // Tests of the identity, and what writes it, have words of their own for what is not yet said.
  const elsewhere = [":!scripts/identity", ":!e2e/test/release", ":!docs/releasing.md"];
  const traces = ["grep", "-n", "-F", "-e", `${scope}/`, "-e", "OWNER/", "--", ".", ...elsewhere];
  expect(run("git", traces, folder)).toEqual({ status: 1, stdout: "", stderr: "" });
  expect(existsSync(join(folder, "node_modules", scope))).toBe(false);
  expect(git(folder, "status", "--porcelain", "packages/cli/src")).not.toBe("");

  for (const name of ["packages/cli", "packages/project", "e2e"]) {
    const tsc = run(process.execPath, [join(root, "node_modules/.bin/tsc"), "-p", name], folder);
    expect(tsc).toEqual({ status: 0, stdout: "", stderr: "" });
  }
  const version = ["--conditions=@keiths-homes/source", "packages/cli/src/main.ts", "--version"];
  expect(run(process.execPath, version, folder)).toMatchObject({ status: 0 });
}, 300_000);
