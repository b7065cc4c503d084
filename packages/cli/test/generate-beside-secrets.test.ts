import { indexCodes } from "@fleet/diagnostics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogues } from "../src/command/codes.ts";
import { memoryConfig, memoryFiles } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

const wired = memoryConfig.replace("ageKey:", "secrets: { smbx: {} }, ageKey:");

const block = "sops:\n    age: []\n    mac: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]\n";

/** What can stand in the place of a secret file and is wrong in some way. */
const contents = fc.constantFrom(
  "",
  "wifi: in the clear\n",
  `wifi: in the clear\n${block}`,
  `${block}${block}`,
  `${block}---\nwifi: in the clear\n`,
  "<<<<<<< ours\nwifi: a\n=======\nwifi: b\n>>>>>>> theirs\n",
  "sops: [\n",
  "\u0000\ud7ff sops ENC[AES256_GCM,",
  '{"sops": {"version": "3.10.2"}}',
  "-----BEGIN OPENSSH PRIVATE KEY-----\n",
);

/** Where: of a rule, of the wiring, of none, and where sops would look for its own rules. */
const paths = fc.constantFrom(
  "secrets/wifi.yaml",
  "secrets/hosts/mini.yaml",
  "secrets/users/keith.yaml",
  "elsewhere/wifi.yaml",
  "elsewhere/wifi.env",
  "secrets/.sops.yaml",
  ".sops.yml",
  "hosts/mini/ssh_host_ed25519_key.pub",
);

const files = fc.dictionary(paths, contents, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

describe("fleet generate, beside secret files", () => {
  it("is stopped by nothing that is wrong with them", async () => {
    const codes = indexCodes(catalogues);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(files, async (secrets) => {
        const { fleet, read } = memoryFleet({
          files: { ...memoryFiles, ...secrets, "fleet.config.yaml": wired },
        });
        const generated = await fleet("generate", "--json");
        expect(generated.status, generated.stdout).toBe(0);
        expect(read("fleet.json")).toContain('"smbx"');
        for (const { code, severity } of readDiagnostics(
          await fleet("secrets", "status", "--json"),
        )) {
          if (severity === "error") seen.add(code);
        }
      }),
      { numRuns: 60, seed: 9 },
    );
    // Otherwise this would hold for a fleet in which nothing is wrong.
    expect([...seen].map((code) => codes.get(code)?.stage)).not.toContain("declared");
    expect(seen.size).toBeGreaterThan(5);
  });

  it("brings a .sops.yaml of its own that is out of date in line", async () => {
    const memory = memoryFleet({ files: memoryFiles });
    await memory.fleet("generate");
    const config = memoryConfig.replace('[hosts, "user:keith"]', "[hosts]");
    memory.write({ "fleet.config.yaml": config });
    const stale = await memory.fleet("secrets", "status", "--json");
    expect(readDiagnostics(stale).map(({ code }) => code)).toContain("secrets/sops-yaml-drift");
    expect(await memory.fleet("generate")).toMatchObject({ status: 0 });
    const status = await memory.fleet("secrets", "status", "--json");
    expect(readDiagnostics(status).map(({ code }) => code)).not.toContain(
      "secrets/sops-yaml-drift",
    );
  });

  it.each([
    ["a list", []],
    ["a text", "?"],
    ["entries that are none", { files: { "a.yaml": 1 } }],
  ])("keeps its ledger beside a record of readers that is %s", async (_, secrets) => {
    const memory = memoryFleet({ files: memoryFiles });
    await memory.fleet("generate");
    const lock: unknown = JSON.parse(memory.read("fleet.lock.json") ?? "");
    memory.write({ "fleet.lock.json": JSON.stringify({ ...Object(lock), secrets }) });
    expect(await memory.fleet("generate")).toMatchObject({ status: 0 });
    const status = await memory.fleet("secrets", "status", "--json");
    expect(readDiagnostics(status).map(({ code }) => code)).toContain("secrets/bad-record");
  });
});
