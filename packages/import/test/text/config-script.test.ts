import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { memoryWorld, openProject } from "@fleet/project";
import { createScriptRunner } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Proposal } from "../../src/proposal/proposal.ts";
import { renderConfigScript } from "../../src/text/config-script.ts";
import {
  anyDeclaration,
  anyRemarks,
  hostileText,
  plainDeclaration,
} from "../support/any-proposal.ts";
import { sampleKey, sampleProposal } from "../support/sample-proposal.ts";

const propose = (declaration: object, remarks: Proposal["remarks"] = []): Proposal =>
  ({ declaration, remarks, questions: [], left: [] }) as unknown as Proposal;

/** What the loader of fleet reads in a text: the value as it was exported. */
async function load(text: string): Promise<unknown> {
  const world = memoryWorld({ files: { "fleet.config.ts": text } });
  const run = await createScriptRunner({ disk: world.disk }).run({
    root: "/fleet",
    name: "fleet.config.ts",
    timeLimit: 10_000,
  });
  if (run.result.kind !== "exports") throw new Error(`${text}\n${JSON.stringify(run)}`);
  return Reflect.get(run.result.exports, "default");
}

/** The text as the formatter of this repository would have it. */
function format(text: string): string {
  const root = join(import.meta.dirname, "..", "..", "..", "..");
  return execFileSync(
    join(root, "node_modules", ".bin", "biome"),
    ["format", "--stdin-file-path=fleet.config.ts"],
    { cwd: root, input: text, encoding: "utf8" },
  );
}

describe("what a text holds", () => {
  it("is the declaration again, whatever its texts and keys are", async () => {
    await fc.assert(
      fc.asyncProperty(anyDeclaration, anyRemarks, async (declaration, remarks) => {
        const text = renderConfigScript(propose(declaration, remarks));
        expect(await load(text)).toEqual(declaration);
      }),
      { numRuns: 150 },
    );
  });

  it("is data: code in a name or in a comment does not run", async () => {
    const hostile = '"}); globalThis.taken = true; ({"';
    const declaration = { users: { [hostile]: { fullName: hostile } }, hosts: {} };
    const text = renderConfigScript(
      propose(declaration, [
        { path: ["users"], text: "*/ globalThis.taken = true; /*", isGuess: true },
        { path: ["hosts"], text: "one\u2028globalThis.taken = true;\rtwo", isGuess: false },
      ]),
    );
    expect(await load(text)).toEqual(declaration);
    expect(Reflect.has(globalThis, "taken")).toBe(false);
  });

  it("has a key that is called as the prototype", async () => {
    const declaration = JSON.parse('{"users": {"__proto__": {"uid": 1000}}, "hosts": {}}');
    expect(
      Object.keys(
        Object(Reflect.get(Object(await load(renderConfigScript(propose(declaration)))), "users")),
      ),
    ).toEqual(["__proto__"]);
  });
});

describe("how it is written", () => {
  it("as a careful person would", () => {
    expect(renderConfigScript(sampleProposal)).toMatchSnapshot();
  });

  it("as the formatter leaves it", () => {
    const text = renderConfigScript(sampleProposal);
    expect(format(text)).toBe(text);
  });

  it("as the formatter leaves it, for most declarations", () => {
    for (const declaration of fc.sample(plainDeclaration, { numRuns: 15, seed: 7 })) {
      const text = renderConfigScript(propose(declaration));
      expect(format(text)).toBe(text);
    }
  });

  it("the same for the same proposal, to the byte", () => {
    expect(renderConfigScript(sampleProposal)).toBe(renderConfigScript(sampleProposal));
  });

  it("with a constant for a key that stands in several places, named from whose it is", () => {
    const text = renderConfigScript(
      propose({
        users: { "ada-l": { sshKeys: [sampleKey] } },
        hosts: {},
        root: [{ hosts: ["mini"], sshKeys: [sampleKey] }],
      }),
    );
    expect(text).toContain(`const adaLKey =\n  "${sampleKey}";`);
    expect(text.split(sampleKey).length).toBe(2);
    expect(text).toContain("sshKeys: [adaLKey]");
  });

  it("without what is undefined", async () => {
    const text = renderConfigScript(propose({ users: { ada: { uid: undefined } }, hosts: {} }));
    expect(text).toContain("ada: {},");
  });

  it("with a remark at the nearest place that there is", () => {
    const text = renderConfigScript(
      propose({ users: { ada: { uid: 1000 } }, hosts: {} }, [
        { path: ["users", "ada", "shell"], text: "no shell is known", isGuess: false },
      ]),
    );
    expect(text).toContain("    // no shell is known\n    ada: { uid: 1000 },\n");
  });

  it("with no comment that a tool would obey", () => {
    for (const order of [
      "@ts-nocheck",
      "biome-ignore lint: x",
      "prettier-ignore",
      "/ <reference />",
    ]) {
      const text = renderConfigScript(
        propose({ users: {}, hosts: {} }, [{ path: ["users"], text: order, isGuess: false }]),
      );
      expect(text).toContain(`  // note: ${order}`);
    }
  });

  it("with every hostile text on lines of comments alone", () => {
    fc.assert(
      fc.property(hostileText, (said) => {
        const text = renderConfigScript(
          propose({ users: {}, hosts: {} }, [{ path: ["users"], text: said, isGuess: false }]),
        );
        const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
        const own = lines.filter((line) => !line.startsWith("  // "));
        expect(own.join("\n")).toBe(
          'import { defineFleet } from "@fleet/core";\n\nexport default defineFleet({\n  users: {},\n\n  hosts: {},\n});\n',
        );
      }),
    );
  });
});

it("the sample opens without an error", async () => {
  const world = memoryWorld({
    files: {
      "fleet.config.ts": renderConfigScript(sampleProposal),
      "hosts/mini/configuration.nix": "{ }",
      "modules/nginx.nix": "{ }",
    },
    scripts: (disk) => createScriptRunner({ disk }),
  });
  const { findings } = await openProject(world);
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
});

it("the sample has the types of a declaration", () => {
  const folder = testdir({ "fleet.config.ts": renderConfigScript(sampleProposal) });
  const root = join(import.meta.dirname, "..", "..", "..", "..");
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const options = "--noEmit --strict --skipLibCheck --module nodenext --target es2024 --types node";
  const more =
    "--exactOptionalPropertyTypes --allowImportingTsExtensions --customConditions @fleet/source";
  execFileSync(
    join(root, "node_modules", ".bin", "tsc"),
    [...`${options} ${more}`.split(" "), "fleet.config.ts"],
    { cwd: folder, encoding: "utf8" },
  );
});
