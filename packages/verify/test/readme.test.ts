import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { verifyCodes } from "../src/index.ts";
import { smallFleet } from "./cases/small-flake.ts";
import { createFleet } from "./support/flake-folder.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  startIn: () => createFleet(smallFleet, {}),
  judge: (output) => {
    expect(output).toBe("mini as-computed\n");
  },
});

it("the README says of every code when there is such a finding, and how grave it is", () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (error|warning) \| (.*) \|$/gm)];
  expect(rows.map(([, code, severity, when]) => ({ code, severity, when }))).toEqual(
    Object.entries(verifyCodes.entries).map(([code, { severity, when }]) => ({
      code,
      severity,
      when,
    })),
  );
});
