import { describe, expect, it } from "vitest";
import { catalogues } from "../src/command/codes.ts";
import { memoryConfig, memoryFiles, sealedFor } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

const config = "fleet.config.yaml";
const secret = "secrets/wifi.yaml";
const sound = { ...memoryFiles, [secret]: sealedFor("keith", "mini", "recovery") };
const accept = (until: string) =>
  `policy: { accept: [{ code: secrets/single-recipient, at: "secrets.files[0]", reason: Meant., until: "${until}" }] }\n`;
const alone = memoryConfig
  .replace(/operators:\n.*\n/, "")
  .replace('[hosts, "user:keith"]', '["user:keith"]');

/** What is wrong beside a sound declaration: a finding of each stage but `declared`, in what files make it. */
const beside: readonly [code: string, files: Readonly<Record<string, string>>][] = [
  ["core/missing-file", { "hosts/mini.nix": "" }],
  ["core/ambiguous-file", { "hosts/mini/default.nix": "{ }" }],
  ["secrets/plaintext-file", { [secret]: "wifi: hunter2\n" }],
  ["secrets/unparsable", { [secret]: "wifi: [\nsops:\n  mac: x\n" }],
  ["secrets/stale-recipient", { [secret]: sealedFor("keith", "mini", "recovery", "traci") }],
  ["secrets/missing-recipient", { [secret]: sealedFor("keith") }],
  ["secrets/no-rule", { "elsewhere/a.yaml": sealedFor("keith") }],
  ["secrets/nested-config", { "secrets/.sops.yaml": "creation_rules: []\n" }],
  ["secrets/merge-conflict", { [secret]: `<<<<<<< ours\n${sealedFor("keith")}=======\n` }],
  ["core/acceptance-ended", { [config]: `${alone}${accept("2020-01-31")}` }],
];

/** A fleet with these files; one that is empty is not there. */
function fleetWith(files: Readonly<Record<string, string>>) {
  const all = Object.entries({ ...sound, ...files }).filter(([, text]) => text !== "");
  return memoryFleet({ files: Object.fromEntries(all) });
}

describe("what is wrong beside the declaration", () => {
  it.each(beside)("is found by check, and stops no generate: %s", async (code, files) => {
    const { fleet, read } = fleetWith(files);
    const found = readDiagnostics(await fleet("check", "--json"));
    expect(found.map((one) => one.code)).toContain(code);
    const run = await fleet("generate", "--json");
    expect(JSON.parse(run.stdout)).toMatchObject({ written: true });
    expect(read("fleet.json")).toContain('"hostname": "mini"');
    expect(read("fleet.lock.json")).toContain('"1001"');
  });

  it("is said by generate all the same, with what was done", async () => {
    const run = await fleetWith({ "hosts/mini.nix": "" }).fleet("generate");
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("Created fleet.json\n");
    expect(run.stderr).toContain("core/missing-file");
    expect(run.stderr).toContain("was written all the same");
  });

  it("leaves a module that is missing in fleet.json, so that Nix builds nothing without it", async () => {
    const { fleet, read } = fleetWith({ "hosts/mini.nix": "" });
    await fleet("generate");
    expect(read("fleet.json")).toContain('"path": "hosts/mini.nix"');
  });
});

describe("what the declaration is computed from", () => {
  const withKey = memoryConfig.replace("uid: 1000", "sshKeys: [{ file: k.pub }]");

  it.each([
    ["core/unknown-user", { [config]: memoryConfig.replace("traci]", "tracy]") }],
    ["core/missing-key-file", { [config]: withKey }],
    ["cli/unreadable-key-file", { [config]: withKey, "k.pub/a": "x" }],
    ["cli/bad-lock", { "fleet.lock.json": "{" }],
  ])("stops generate where it is wrong: %s", async (code, files) => {
    const { fleet, read } = fleetWith(files);
    const run = await fleet("generate", "--json");
    expect(run.status).not.toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ written: false });
    expect(readDiagnostics(run).map((one) => one.code)).toContain(code);
    expect(read("fleet.json")).toBeUndefined();
    expect(read("fleet.lock.json") ?? "{").toBe("{");
  });

  it("is all that stops generate: no code of secrets, access or a date ends it with 2", () => {
    const stages = new Set(["disk", "secrets", "access", "date"]);
    const areas = catalogues.filter(({ area }) => area !== "cli");
    const graver = areas.flatMap(({ area, entries }) =>
      Object.entries(entries).flatMap(([problem, { stage, ...entry }]) =>
        stages.has(stage) && "exit" in entry && entry.exit === 2 ? [`${area}/${problem}`] : [],
      ),
    );
    expect(graver).toEqual([]);
  });
});
