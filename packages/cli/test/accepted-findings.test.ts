import { describe, expect, it } from "vitest";
import { catalogues } from "../src/command/codes.ts";
import { memoryConfig, memoryFiles } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

/** A fleet without a recovery key, which accepts what is given. */
function fleetWith(accept: readonly object[]) {
  const config = memoryConfig
    .replace(/operators:\n.*\n/, "")
    .replace("secrets:\n", "secrets:\n  defaultRules: false\n");
  const policy = `policy: { accept: ${JSON.stringify(accept)} }\n`;
  return memoryFleet({ files: { ...memoryFiles, "fleet.config.yaml": config + policy } });
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

/** What `fleet check` says once the fleet was generated. */
async function check(accept: readonly object[], ...args: readonly string[]) {
  const { fleet } = fleetWith(accept);
  await fleet("generate");
  return await fleet("check", ...args);
}

describe("what a declaration accepts", () => {
  it("is one line, and no warning", async () => {
    expect((await check([])).stdout).toContain("2 warnings");
    expect((await check([missing])).stdout).toContain("1 finding is accepted: --verbose\n");
    expect(await check([recovery, missing])).toEqual({
      status: 0,
      stdout: "fleet.config.yaml: nothing wrong with 1 host.\n2 findings are accepted: --verbose\n",
      stderr: "",
    });
  });

  it("is shown with its reason to who asks", async () => {
    const { stdout } = await check([recovery], "--verbose");
    expect(stdout).toMatch(
      /\naccepted: No operator can decrypt any file: .*\n {2}operators {2}secrets\/no-recovery-key\n {2}reason: The keys are on paper\.\n$/,
    );
  });

  it("stands in the JSON beside the diagnostics", async () => {
    const run = await check([recovery, missing], "--json");
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
        { code: "secrets/missing-file", place: "secrets.files[0]" },
      ],
    });
  });

  it("is not said of by generate, and neither is what it did not look for", async () => {
    const run = await fleetWith([recovery, missing]).fleet("generate");
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  it("is warned of at its place when it is not there", async () => {
    const lonely = { ...recovery, at: "secrets.files[0]" };
    const [first, second] = readDiagnostics(await check([lonely, missing], "--json"));
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
    const own = { code, at, reason: "It is meant." };
    expect((await check([own, missing])).stdout).toContain("nothing wrong");
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
