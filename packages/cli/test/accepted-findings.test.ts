import { describe, expect, it } from "vitest";
import { catalogues } from "../src/command/codes.ts";
import { memoryConfig, memoryFiles, sealedFor } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

/** A fleet without a recovery key, which accepts what is given; without more files, its secret file is missing. */
function fleetWith(accept: readonly object[], more: Readonly<Record<string, string>> = {}) {
  const config = memoryConfig
    .replace(/operators:\n.*\n/, "")
    .replace("secrets:\n", "secrets:\n  defaultRules: false\n");
  const policy = `policy: { accept: ${JSON.stringify(accept)} }\n`;
  return memoryFleet({ files: { ...memoryFiles, ...more, "fleet.config.yaml": config + policy } });
}

/** What check says of that fleet when it was generated and its secret file is there. */
async function check(accept: readonly object[], ...args: readonly string[]) {
  const { fleet } = fleetWith(accept, { "secrets/wifi.yaml": sealedFor("keith", "mini") });
  await fleet("generate");
  return await fleet("check", ...args);
}

const recovery = {
  code: "secrets/no-recovery-key",
  at: "operators",
  reason: "The keys are on paper.",
};
const missing = {
  code: "secrets/missing-file",
  at: "secrets.files[0]",
  reason: "It comes with the new router.",
};

describe("what a declaration accepts", () => {
  it("is one line, and no warning", async () => {
    expect((await check([])).stdout).toContain("1 warning");
    expect(await check([recovery])).toEqual({
      status: 0,
      stdout: "fleet.config.yaml: nothing wrong with 1 host.\n1 finding is accepted: --verbose\n",
      stderr: "",
    });
  });

  it("is shown with its reason to who asks", async () => {
    const { stdout } = await check([recovery], "--verbose");
    expect(stdout).toMatch(
      /\naccepted: No operator can decrypt any file: .*\n {2}operators {2}secrets\/no-recovery-key\n {2}reason: The keys are on paper\.\n$/,
    );
  });

  it("is said by a pattern for all in places of one kind, which each of them names", async () => {
    const all = { ...missing, at: "secrets.files.*" };
    const { fleet } = fleetWith([recovery, all]);
    await fleet("generate");
    const { stdout } = await fleet("check", "--verbose");
    expect(stdout).toContain(
      "  reason: It comes with the new router.\n  accepted at: secrets.files.*\n",
    );
    const { accepted } = JSON.parse((await fleet("check", "--json")).stdout);
    expect(accepted).toMatchObject([
      { place: "operators", acceptedAt: "operators" },
      { place: "secrets.files[0]", acceptedAt: "secrets.files.*" },
    ]);
    const unneeded = { ...missing, code: recovery.code, at: "hosts.*" };
    const found = readDiagnostics(await check([recovery, unneeded], "--json"));
    expect(found.map(({ code, place }) => `${code} ${place}`)).toEqual([
      "core/unused-acceptance policy.accept[1]",
    ]);
  });

  it("stands in the JSON beside the diagnostics", async () => {
    const run = await check([recovery], "--json");
    expect(readDiagnostics(run)).toEqual([]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: true,
      summary: { errors: 0, warnings: 0 },
      accepted: [
        {
          code: "secrets/no-recovery-key",
          place: "operators",
          message: expect.stringMatching(/^No operator can decrypt any file/),
          reason: "The keys are on paper.",
        },
      ],
    });
  });

  it("is not said of by generate, and neither is what it did not look for", async () => {
    const run = await fleetWith([recovery, missing]).fleet("generate");
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  it("is warned of at its place when it is not there", async () => {
    const lonely = { ...recovery, at: "secrets.files[0]" };
    const [first, second] = readDiagnostics(await check([lonely], "--json"));
    expect(first?.code).toBe("secrets/no-recovery-key");
    expect(second).toMatchObject({
      code: "core/unused-acceptance",
      severity: "warning",
      place: "policy.accept[0]",
      line: 10,
      help: 'Take it out, or accept the one at "operators" if that is meant.',
    });
  });

  it("can be what the help of a finding says", async () => {
    const [found] = readDiagnostics(await check([], "--json"));
    const [, code, at] =
      /\[\{ code: "(.*)", at: "(.*)", reason: "…" \}\]$/.exec(found?.help ?? "") ?? [];
    const run = await check([{ code, at, reason: "It is meant." }]);
    expect(run.stdout).toContain("nothing wrong");
  });

  it("can be any choice of any catalogue", async () => {
    const codes = catalogues.flatMap(({ area, entries }) =>
      Object.entries(entries).flatMap(([problem, entry]) =>
        "choice" in entry ? [`${area}/${problem}`] : [],
      ),
    );
    expect(codes.length).toBeGreaterThan(10);
    const { fleet } = fleetWith(codes.map((code) => ({ ...recovery, code })));
    const found = readDiagnostics(await fleet("check", "--json")).map(({ code }) => code);
    expect(found).not.toContain("core/bad-acceptance");
  });
});

describe("fleet check, where a secret file is accepted to be missing", () => {
  it("judges what is accepted of secret files as status does", async () => {
    const { fleet } = fleetWith([recovery, missing]);
    await fleet("generate");
    expect((await fleet("check")).stdout).toContain("2 findings are accepted: --verbose");
    const run = await check([recovery, missing], "--json");
    expect(readDiagnostics(run).map(({ code, place }) => `${code} ${place}`)).toEqual([
      "core/unused-acceptance policy.accept[1]",
    ]);
  });
});

describe("fleet secrets status", () => {
  const status = async (accept: readonly object[], ...args: string[]) => {
    const { fleet } = fleetWith(accept);
    await fleet("generate");
    return await fleet("secrets", "status", ...args);
  };

  it("leaves out what is accepted, in files and in the declaration", async () => {
    expect(await status([recovery, missing])).toEqual({
      status: 0,
      stdout: "Nothing wrong with the secrets.\n2 findings are accepted: --verbose\n",
      stderr: "",
    });
    const { stdout } = await status([recovery, missing], "--verbose");
    expect(stdout).toContain("reason: It comes with the new router.\n");
    const { accepted } = JSON.parse((await status([recovery, missing], "--json")).stdout);
    expect(accepted).toMatchObject([{ place: "operators" }, { place: "secrets.files[0]" }]);
  });

  it("warns of acceptances for files that do not need them", async () => {
    const comment = { code: "secrets/plain-comment", at: "secrets/wifi.yaml", reason: "So." };
    const found = readDiagnostics(await status([recovery, missing, comment], "--json"));
    expect(found.map(({ code, place }) => `${code} ${place}`)).toEqual([
      "core/unused-acceptance policy.accept[2]",
    ]);
  });
});
