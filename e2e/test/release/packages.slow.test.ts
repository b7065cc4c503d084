import { appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCheckout } from "../support/checkout-copy.ts";
import { root, run } from "../support/command.ts";

// What is built is not in the copy, and need not be built again for faults that are planted in it.
const checkout = copyCheckout({ hasOwnModules: true });
const built = readdirSync(join(root, "packages")).filter((name) => name !== "test-kit");
const { scope } = JSON.parse(readFileSync(join(root, "identity.json"), "utf8"));

test("a package that grew, holds what nobody needs or lacks what readers need is named", () => {
  for (const name of built) {
    cpSync(join(root, "packages", name, "dist"), join(checkout, "packages", name, "dist"), {
      recursive: true,
    });
  }
  const inPackages = (path: string) => join(checkout, "packages", path);
  appendFileSync(inPackages("core/dist/index.js"), `\n// ${"x".repeat(72_000)}\n`);
  writeFileSync(inPackages("codegen/dist/index.js.map"), "{}");
  writeFileSync(inPackages("secrets/dist/status.test.js"), "");
  appendFileSync(inPackages("sops/LICENSE"), "And more.\n");
  appendFileSync(inPackages("project/README.md"), "[docs](../../docs/codes.md)\n");
  const manifest = inPackages("verify/package.json");
  const { keywords: _, ...rest } = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, JSON.stringify({ ...rest, publishConfig: { access: "public" } }));

  const script = join(checkout, "scripts/packages.mjs");
  const { status, stderr } = run(process.execPath, [script, "--check", "--no-build"], checkout);
  expect(stderr.split("\n").filter((line) => line.startsWith("  "))).toEqual([
    expect.stringMatching(`^  ${scope}/core: unpacked: \\d+ before, \\d+ now, \\d+ % more$`),
    expect.stringMatching(`^  ${scope}/core: code loaded: \\d+ before, \\d+ now, \\d+ % more$`),
    `  ${scope}/secrets: dist/status.test.js does not belong in the tarball`,
    `  ${scope}/codegen: dist/index.js.map does not belong in the tarball`,
    `  ${scope}/project: README.md links to ../../docs/codes.md, which nobody has on npm`,
    `  ${scope}/sops: LICENSE is not the one of the repository`,
    `  ${scope}/verify: keywords is missing`,
    `  ${scope}/verify: publishConfig is not public and with provenance`,
  ]);
  expect(stderr).toContain("npm run packages\n");
  expect(status).toBe(2);
});
