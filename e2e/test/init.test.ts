import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fleet, run, scratchFolder } from "./support/command.ts";
import { checkouts, offlineArgumentsFor } from "./support/offline-nix.ts";

const people = ["--admin", "keith=Keith Kay <keith@example.org>", "--user", "traci=Traci"];

/** A fleet that has just begun, in a repository of its own. */
function beginFleet(host: string, system: string, more: readonly string[]): string {
  const folder = scratchFolder();
  run("git", ["init", "--quiet"], folder);
  const args = [
    "init",
    ".",
    "--yes",
    "--no-look",
    "--host",
    host,
    "--system",
    system,
    ...people,
    ...more,
  ];
  const begun = fleet(folder, ...args);
  expect(begun, begun.stderr).toMatchObject({ status: 0, stderr: "" });
  return folder;
}

describe.each([
  ["mini", "x86_64-linux", []],
  ["studio", "aarch64-darwin", ["--uid", "501"]],
])("a fleet that begins with %s, %s", (host, system, more) => {
  test("is, to the modules of fleet alone, what was computed", () => {
    const verified = fleet(beginFleet(host, system, more), "verify", "--json", "--without-inputs");
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, diagnostics: [] });
  });

  test.skipIf(checkouts === undefined)("is a flake that the real module systems evaluate", () => {
    const folder = beginFleet(host, system, more);
    const args = offlineArgumentsFor(folder);
    const verified = fleet(folder, "verify", "--json", "--", ...args);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, diagnostics: [] });
    const checked = run("nix", ["flake", "check", "--no-build", ...args], folder);
    expect(checked, checked.stderr).toMatchObject({ status: 0 });
  });
});

test("what draws the questions is in a file that nothing else loads", () => {
  const dist = join(import.meta.dirname, "..", "..", "packages", "cli", "dist");
  const found = run("grep", ["-rl", "--include=*.js", "to navigate", dist], dist);
  expect(found.stdout.trim().split("\n")).toEqual([
    expect.stringMatching(/\/clack-prompts-\w+\.js$/),
  ]);
});
