import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../support/command.ts";

const { addSection, readSection, renderSection } = await import(
  join(root, "scripts/release/changelog.mjs")
);

const folder = mkdtempSync(join(tmpdir(), "fleet-changelog-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const change = (summary: string, releases: { readonly [name: string]: string }) => ({
  summary,
  releases: Object.entries(releases).map(([name, type]) => ({ name: `@fleet/${name}`, type })),
});

test("a section has each change once, grouped by what it means for users", () => {
  const section = renderSection("0.2.0", [
    change("A mistake is mended.\n\nIt was old.", { cli: "patch", core: "patch" }),
    change("A function is new.", { core: "minor", secrets: "patch" }),
    change("Breaking: a word is gone.", { cli: "minor" }),
    change("Another is gone.", { cli: "minor", core: "major" }),
    change("A tour.\n\n### What is new\n\n- All.", { cli: "minor" }),
  ]);
  expect(section).toBe(`## 0.2.0

A tour.

### What is new

- All.

### Breaking changes

- Breaking: a word is gone.
- Another is gone.

### New

- \`@fleet/core\`, \`@fleet/secrets\`: A function is new.

### Fixed

- A mistake is mended.

  It was old.
`);
});

test("the newest version comes first, and each is read back as it was written", () => {
  for (const version of ["0.1.0", "0.1.1", "0.1.10", "0.2.0-next.0"]) {
    addSection(folder, renderSection(version, [change(`Of ${version}, $& $1.`, { cli: "patch" })]));
  }
  const text = readFileSync(join(folder, "CHANGELOG.md"), "utf8");
  expect(text).toMatch(/^# Changelog\n\n.+\n\n## 0\.2\.0-next\.0\n/);
  expect(text.match(/^## .*/gm)).toEqual(["## 0.2.0-next.0", "## 0.1.10", "## 0.1.1", "## 0.1.0"]);
  expect(readSection(folder, "0.1.1")).toBe("### Fixed\n\n- Of 0.1.1, $& $1.");
  expect(readSection(folder, "0.1.0")).toBe("### Fixed\n\n- Of 0.1.0, $& $1.");
  expect(readSection(folder, "0.1.2")).toBe(undefined);
});
