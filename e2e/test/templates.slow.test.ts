import { describe, expect, test } from "vitest";
import { fleet, run } from "./support/command.ts";
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
