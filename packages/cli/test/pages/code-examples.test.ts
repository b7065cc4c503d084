import { describe, expect, it } from "vitest";
import { openCodeIndex } from "../../src/command/codes.ts";
import type { CodeExample } from "../../src/pages/code-example.ts";
import { codeExamples } from "../../src/pages/code-examples.ts";
import { readDiagnostics } from "../read-report.ts";
import { memoryFleet } from "../run-in-memory.ts";

/** The codes that `fleet check` finds, each once, with a module for everybody and everything that needs one. */
async function check(text: string, { isWhole }: CodeExample): Promise<string[]> {
  const config = isWhole
    ? text
    : `import { defineFleet } from "@fleet/core";\nexport default defineFleet({\n${text}\n});\n`;
  const files = { "fleet.config.ts": config };
  const bare = await memoryFleet({ files }).fleet("check", "--json");
  const wanted = readDiagnostics(bare).flatMap(({ code, message }) =>
    code === "core/missing-file" ? (/"([^"]+\.nix)"/.exec(message)?.[1] ?? []) : [],
  );
  const modules = Object.fromEntries(wanted.map((path) => [path, "{ }\n"]));
  const run = await memoryFleet({ files: { ...files, ...modules } }).fleet("check", "--json");
  return [...new Set(readDiagnostics(run).map(({ code }) => code))];
}

/** What a fleet has before its first secret is encrypted, whatever the example is about. */
const ofNewSecrets = new Set(["secrets/missing-file", "secrets/missing-sops-yaml"]);

describe("the examples of codes", () => {
  it("are of codes that there are, each once", () => {
    const index = openCodeIndex();
    expect([...codeExamples.keys()].filter((code) => !index.has(code))).toEqual([]);
  });

  it("cover the codes that people meet most", () => {
    expect(codeExamples.size).toBeGreaterThanOrEqual(40);
  });

  it.each([...codeExamples.values()])("give $code, and nothing once mended", async (example) => {
    const isAbout = (code: string) => !ofNewSecrets.has(code) || code === example.code;
    expect((await check(example.mistake, example)).filter(isAbout)).toEqual([example.code]);
    expect((await check(example.mended, example)).filter(isAbout)).toEqual([]);
  });
});
