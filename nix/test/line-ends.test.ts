import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listenToNix } from "./nix-value.ts";
import { repository } from "./offline-flake.ts";

const scratch = mkdtempSync(join(tmpdir(), "fleet-line-ends-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The paths that Nix calls stale in an example in which all line ends are these, and what it says beside. */
function listStale(name: string, lineEnd: string) {
  const root = join(scratch, name);
  cpSync(join(repository, "examples/family"), root, { recursive: true });
  for (const file of ["fleet.json", "fleet.config.ts"]) {
    const text = readFileSync(join(root, file), "utf8");
    writeFileSync(join(root, file), text.replaceAll("\n", lineEnd));
  }
  return listenToNix(`map (one: one.path) (fleet.mkFleet { root = ${root}; }).stale`);
}

test("a fleet in a checkout with other line ends is neither stale nor changed", () => {
  for (const [name, lineEnd] of [
    ["lf", "\n"],
    ["crlf", "\r\n"],
  ] as const) {
    const { value, said } = listStale(name, lineEnd);
    expect(value.trim()).toBe("[]");
    expect(said).not.toContain("fleet");
  }
});

test("a config with a line more is stale, whatever its line ends", () => {
  expect(listStale("more", "\r\n\r\n").value).toContain("fleet.config.ts");
});
