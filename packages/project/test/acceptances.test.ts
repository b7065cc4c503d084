import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { judgeFindings, memoryWorld, openProject, projectOf } from "../src/index.ts";

const key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
const alone = {
  code: "secrets/single-recipient",
  at: "secrets.files[0]",
  reason: "For Keith alone.",
};
const recovery = { code: "secrets/no-recovery-key", at: "operators", reason: "Keith has a copy." };
const declare = (...accept: object[]) => ({
  users: { keith: { fullName: "Keith", isAdmin: true, uid: 1000, ageKeys: [key] } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
  secrets: { files: [{ path: "secrets/a.yaml", readers: ["user:keith"] }], defaultRules: false },
  policy: { accept },
});
const open = async (declaration: object) =>
  await openProject(
    memoryWorld({
      files: {
        "fleet.config.json": JSON.stringify(declaration, null, 2),
        "hosts/mini.nix": "{ }",
        "users/keith.nix": "{ }",
      },
    }),
  );
type Opened = Awaited<ReturnType<typeof open>>;
const list = (findings: Opened["findings"]) =>
  findings.map(({ code, path }) => `${code} ${formatPath(path)}`);
const judge = async (project: Opened, ...stages: ("declared" | "secrets")[]) =>
  list((await judgeFindings(project, project.findings, { stages: new Set(stages) })).findings);

describe("a project", () => {
  it("has no finding that its declaration accepts, and keeps it with the reason", async () => {
    expect(list((await open(declare())).findings)).toEqual([
      "secrets/no-recovery-key operators",
      "secrets/single-recipient secrets.files[0]",
    ]);
    const { findings, accepted, files } = await open(declare(alone));
    expect(list(findings)).toEqual(["secrets/no-recovery-key operators"]);
    expect(accepted).toMatchObject([
      { reason: "For Keith alone.", finding: { code: alone.code, file: "fleet.config.json" } },
    ]);
    expect(files()).not.toEqual([]);
  });

  it("accepts in the same way where it is a value in memory", async () => {
    const { findings, accepted } = await projectOf(declare(alone, recovery));
    expect(list(findings).filter((text) => text.startsWith("secrets/"))).toEqual([]);
    expect(accepted.map(({ finding }) => finding.code)).toEqual([recovery.code, alone.code]);
  });

  it.each([
    ["an error", "core/unknown-user"],
    ["what is unknown", "secrets/revocation-debt"],
    ["what was not looked at", "cli/files-unread"],
    ["what is no code", "secrets/single-recipent"],
  ])("is not written when it accepts %s", async (_, code) => {
    const { findings, files } = await open(declare(alone, recovery, { ...alone, code }));
    expect(list(findings)).toEqual(["core/bad-acceptance policy.accept[2].code"]);
    expect(findings[0]?.position?.line).toBeGreaterThan(1);
    expect(files()).toEqual([]);
  });
});

describe("judgeFindings", () => {
  const nothing = { ...alone, at: "secrets.files[1]" };
  const inFile = { code: "secrets/plain-comment", at: "secrets/a.yaml", reason: "For all." };

  it("warns of what is accepted and not there, once it was looked at", async () => {
    const project = await open(declare(alone, recovery, nothing, inFile));
    expect(await judge(project)).toEqual([]);
    expect(await judge(project, "declared")).toEqual(["core/unused-acceptance policy.accept[2]"]);
    expect(await judge(project, "declared", "secrets")).toEqual([
      "core/unused-acceptance policy.accept[2]",
      "core/unused-acceptance policy.accept[3]",
    ]);
  });

  it("knows what was accepted before, and accepts what a command adds", async () => {
    const project = await open(declare(alone, recovery, inFile));
    const added = {
      code: "secrets/plain-comment",
      severity: "warning",
      choice: true,
      path: [],
      file: "secrets/a.yaml",
      position: { line: 3, column: 1 },
      message: "…",
    } as const;
    const { findings, accepted } = await judgeFindings(project, [added], {
      stages: new Set(["secrets"]),
    });
    expect(findings).toEqual([]);
    expect(accepted.map(({ reason }) => reason).sort()).toEqual([
      "For Keith alone.",
      "For all.",
      "Keith has a copy.",
    ]);
  });

  it.each([
    ["core/unknown-user", "error"],
    ["secrets/unparsable", "error"],
    ["cli/sops-failed", "error"],
    ["secrets/absent-submodule", "warning"],
  ] as const)("says nothing of files that %s may have hidden", async (code, severity) => {
    const project = await open(declare(alone, recovery, inFile));
    const hiding = { code, severity, path: [], message: "…" };
    const { findings } = await judgeFindings(project, [hiding], { stages: new Set(["secrets"]) });
    expect(findings).toEqual([hiding]);
  });
});
