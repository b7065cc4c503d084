import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testReadmeExample } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { nixEvalCodes } from "../src/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

testReadmeExample({
  folder: join(import.meta.dirname, ".."),
  judge: (output) => {
    expect(output).toContain("{ n: 2 }");
    expect(output).toContain("nix-eval/missing-attribute");
    expect(output).toContain("Did you mean shell?");
  },
});

it("the README says of every code when there is such a finding", () => {
  const documented = [...readme.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, code, when]) => [
    code,
    when,
  ]);
  const defined = Object.entries(nixEvalCodes.entries).map(([code, { when }]) => [code, when]);
  expect(documented).toEqual(defined);
});
