import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Checked } from "@fleet/diagnostics";
import { memoryWorld, openProject } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { git, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { findUnknownHosts, type VerificationOptions, verifyProject } from "../src/index.ts";
import { accountFleet } from "./cases/account-fleet.ts";
import { createFleet } from "./support/flake-folder.ts";
import { answerWith } from "./support/recorded-verification.ts";
import { readRecording, recalled } from "./support/recording.ts";

const recording = readRecording("accounts");

/** Verifies a folder with an evaluator that answers as it was recorded. */
async function verify(root: string, name: string, options: VerificationOptions = {}) {
  const project = await openProject(nodeWorld(), { root });
  const evaluator = answerWith(() => recalled(recording, name));
  let asked = 0;
  const open = async () => {
    asked += 1;
    return { ok: true, value: evaluator, diagnostics: [] } as const;
  };
  const verification = await verifyProject(project, open, { isFlake: false, ...options });
  return { project, asked, ...verification };
}

/** Replaces a text in a file where it has to stand. */
function tamper(path: string, text: string, other: string): void {
  const before = readFileSync(path, "utf8");
  expect(before).toContain(text);
  writeFileSync(path, before.replace(text, other));
}

describe("a fleet.json that is out of date", () => {
  it("is said before the differences that follow from it", async () => {
    const folder = await createFleet(accountFleet, {});
    tamper(join(folder, "fleet.json"), '"uid": 1001', '"uid": 1005');
    const { findings, verdicts } = await verify(folder, "a uid");
    expect(findings).toMatchObject([
      { code: "verify/stale", severity: "error", file: "fleet.json" },
      {
        code: "verify/uid",
        file: "fleet.config.json",
        path: ["users", "traci", "uid"],
        help: "Nix reads fleet.json, and that is out of date: run fleet generate, and verify again.",
      },
    ]);
    expect(findings[1]?.position).toBeDefined();
    expect(verdicts).toMatchObject([{ state: "different" }, {}, {}]);
  });

  it("is said even where it comes to the same", async () => {
    const folder = await createFleet(accountFleet, {});
    tamper(join(folder, "fleet.config.json"), '"users"', ' "users"');
    const { findings, verdicts } = await verify(folder, "as computed");
    expect(findings).toMatchObject([{ code: "verify/stale", help: "Run: fleet generate" }]);
    expect(verdicts.map(({ state }) => state)).toEqual(Array(3).fill("as-computed"));
  });
});

describe("Nix is not asked", () => {
  it("where there is no fleet.json", async () => {
    const folder = testRepository({
      "fleet.config.json": JSON.stringify(accountFleet.declaration),
      ...Object.fromEntries(accountFleet.files.map((file) => [file, "{ }\n"])),
    });
    const { asked, findings, verdicts } = await verify(folder, "as computed");
    expect({ asked, verdicts }).toEqual({ asked: 0, verdicts: [] });
    expect(findings).toMatchObject([
      {
        code: "verify/stale",
        file: "fleet.json",
        message: '"fleet.json" is not there, and Nix reads it.',
      },
    ]);
  });

  it("where a flake cannot see fleet.json", async () => {
    const folder = await createFleet(accountFleet, {});
    git(folder, "rm", "--cached", "--quiet", "fleet.json");
    const { asked, findings, verdicts } = await verify(folder, "as computed", { isFlake: true });
    expect({ asked, verdicts }).toEqual({ asked: 0, verdicts: [] });
    expect(findings).toMatchObject([
      { code: "cli/untracked-file", file: "fleet.json", help: "Run: git add -- fleet.json" },
    ]);
  });

  it("where the project has errors, which are its own", async () => {
    const folder = testRepository({
      "fleet.config.json": '{ "users": {}, "hosts": { "mini": {} } }',
    });
    const { asked, findings, project, verdicts } = await verify(folder, "as computed");
    expect({ asked, findings, verdicts }).toEqual({ asked: 0, findings: [], verdicts: [] });
    expect(project.findings).not.toEqual([]);
  });
});

it("where there is no Nix, that is all that is found", async () => {
  const folder = await createFleet(accountFleet, {});
  const project = await openProject(nodeWorld(), { root: folder });
  const missing: Checked<never> = {
    ok: false,
    diagnostics: [{ code: "nix-eval/missing-nix", severity: "error", path: [], message: "none" }],
  };
  const { findings, verdicts } = await verifyProject(project, async () => missing);
  expect(verdicts).toEqual([]);
  expect(findings).toMatchObject([{ code: "nix-eval/missing-nix" }]);
});

describe("findUnknownHosts", () => {
  const open = (host: string) =>
    openProject(
      memoryWorld({
        files: {
          "fleet.config.json": JSON.stringify({
            users: {},
            hosts: { [host]: { system: "x86_64-linux", stateVersion: "24.05", users: [] } },
          }),
          "hosts/mini.nix": "{ }",
        },
      }),
    );

  it("reports each host that was asked for and that the fleet does not have", async () => {
    const project = await open("mini");
    expect(project.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(findUnknownHosts(project, ["mini"])).toEqual([]);
    expect(findUnknownHosts(project, ["mini", "mimi"])).toMatchObject([
      {
        code: "cli/unknown-host",
        message: 'The fleet has no host "mimi".',
        help: 'Did you mean "mini"?',
      },
    ]);
  });

  it("says nothing where the fleet has errors, which come first", async () => {
    expect(findUnknownHosts(await open("other"), ["mimi"])).toEqual([]);
  });
});
