import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { offlineArguments } from "../../nix/test/offline-flake.ts";
import { copyAsRepository, fleet, root, run, scratchFolder } from "./support/command.ts";

const examples = readdirSync(join(root, "examples"));
const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

describe.each(examples)("the example %s", (example) => {
  const generated = ["fleet.json", ".sops.yaml"];

  test("generates, to the byte, what is committed beside it", () => {
    const folder = copyAsRepository("examples", example);
    expect(fleet(folder, "generate", "--force")).toMatchObject({ status: 0 });
    for (const path of generated) {
      const committed = readFileSync(join(root, "examples", example, path), "utf8");
      expect(readFileSync(join(folder, path), "utf8")).toBe(committed);
    }
  });

  test("has nothing wrong with it, not even a warning", () => {
    const checked = fleet(copyAsRepository("examples", example), "check", "--json");
    expect(checked.status).toBe(0);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, diagnostics: [] });
  });

  test("is, to Nix without any input, what was computed", () => {
    const folder = copyAsRepository("examples", example);
    expect(fleet(folder, "verify", "--without-inputs")).toMatchObject({ status: 0 });
  });

  test.skipIf(checkouts === undefined)(
    "is, to the real module systems, what was computed, and nothing fails",
    () => {
      const folder = copyAsRepository("examples", example);
      const scratch = scratchFolder();
      const nixArguments = offlineArguments({ flake: folder, checkouts: checkouts ?? "", scratch });
      expect(fleet(folder, "verify", "--", ...nixArguments)).toMatchObject({ status: 0 });
      const failures = run(
        "nix",
        [
          "eval",
          "--json",
          ".#nixosConfigurations",
          "--apply",
          "builtins.mapAttrs (_: host: host.failed ++ host.config.warnings)",
          ...nixArguments,
        ],
        folder,
      );
      expect(failures.stderr).not.toContain("error:");
      expect(Object.values(JSON.parse(failures.stdout)).flat()).toEqual([]);
    },
  );
});

test("the template generates, and is to Nix what was computed", () => {
  const folder = copyAsRepository("templates", "default");
  expect(fleet(folder, "generate")).toMatchObject({ status: 0 });
  run("git", ["add", "--all"], folder);
  expect(fleet(folder, "generate", "--check")).toMatchObject({ status: 0 });
  expect(fleet(folder, "verify", "--without-inputs")).toMatchObject({ status: 0 });
});
