import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fleet, root, run } from "./support/command.ts";
import { checkouts, offlineArgumentsFor } from "./support/offline-nix.ts";
import { generateTemplate, templates } from "./support/templates.ts";

describe.skipIf(checkouts === undefined).each(templates)("the template %s", (template) => {
  test("is, to the real module systems, what was computed", () => {
    const folder = generateTemplate(template);
    const verified = fleet(folder, "verify", "--json", "--", ...offlineArgumentsFor(folder));
    expect(verified.status).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, diagnostics: [] });
  });

  test("is a flake that passes its own check", () => {
    const folder = generateTemplate(template);
    const args = ["flake", "check", "--no-build", ...offlineArgumentsFor(folder)];
    expect(run("nix", args, folder)).toMatchObject({ status: 0 });
  });
});

test.skipIf(checkouts === undefined)("the flake in the README is one for a fleet", () => {
  const folder = generateTemplate("default");
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, flake = ""] = /```nix\n(\{\n {2}inputs = [\s\S]*?)```/.exec(readme) ?? [];
  writeFileSync(join(folder, "flake.nix"), flake);
  const args = ["flake", "check", "--no-build", ...offlineArgumentsFor(folder)];
  const checked = run("nix", args, folder);
  expect(checked, checked.stderr).toMatchObject({ status: 0 });
});
