import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runIn } from "./run-fleet.ts";
import {
  encrypt,
  keyOf,
  readText,
  secretsConfig,
  secretsRepository,
  toolPath,
} from "./secrets-fleet.ts";

const path = "secrets/shared.yaml";
const plugin = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
const pgp = "pgp:FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";
const untold = `
Whether you can change these and still open them then only shows once sops uses keys for which it starts a program or goes over a network. Where you cannot, they stay as they are:
  ${path}
`;

/** Programs that write down that they were started, and fail. */
function loggingPrograms(): { readonly folder: string; readonly log: string } {
  const log = join(testdir(), "started");
  const names = ["age-plugin-yubikey", "gpg"];
  const script = (name: string) => `#!/bin/sh\necho ${name} >> '${log}'\nexit 1\n`;
  const folder = testdir(Object.fromEntries(names.map((name) => [name, script(name)])));
  for (const name of names) chmodSync(join(folder, name), 0o755);
  return { folder, log };
}

/** Somebody at a terminal, with a key that age-keygen does not see, so that sops has to be tried. */
function reviewer(folder: string, file: string, answer: boolean) {
  const programs = loggingPrograms();
  const asked: string[] = [];
  const environment = {
    PATH: [programs.folder, process.env["PATH"], toolPath].join(delimiter),
    HOME: testdir(),
    SOPS_AGE_KEY_CMD: `cat '${file}'`,
  };
  const confirm = (question: string) => {
    // Nothing was started until here.
    expect(existsSync(programs.log)).toBe(false);
    asked.push(question);
    return answer;
  };
  const run = async (...args: string[]) =>
    await runIn({ ...nodeWorld({ folder, environment }), confirm }, ["secrets", ...args]);
  const started = () => (existsSync(programs.log) ? readFileSync(programs.log, "utf8") : "");
  return { run, asked, started };
}

/** A file, as JSON, of which one wrap is that of a plugin. */
function encryptForPlugin(): string {
  const { sops, ...values } = JSON.parse(encrypt("a.json", ["keith", "recovery"]));
  const [first, { enc }] = sops.age;
  const [begin, end] = ["BEGIN", "END"].map((word) => `-----${word} AGE ENCRYPTED FILE-----\n`);
  const lines = enc.replace(begin, "").replace(end, "");
  const wrap = Buffer.from(lines, "base64").toString("latin1");
  const share = Buffer.alloc(33, 2).toString("base64");
  const strange = wrap.replace(/-> X25519 \S+/, `-> piv-p256 AAAAAA ${share}`);
  const text = Buffer.from(strange, "latin1").toString("base64");
  const folded = text.replaceAll(/.{64}(?=.)/g, (line) => `${line}\n`);
  const age = [first, { recipient: plugin, enc: `${begin}${folded}\n${end}` }];
  return JSON.stringify({ ...values, sops: { ...sops, age } }, null, 2);
}

describe("a program for a recipient", () => {
  it("is not started before anybody has agreed that the file is encrypted to it", async () => {
    const config = secretsConfig({ operators: `${plugin}, "${pgp}"` });
    const folder = await secretsRepository({}, config);
    writeFiles(folder, { [path]: encrypt("a.yaml", ["keith"]) });
    const before = readText(folder, path);
    const { run, asked, started } = reviewer(folder, keyOf("keith").file, false);
    for (const args of [["--dry-run"], ["--json"], []]) await run("sync", ...args);
    expect(started()).toBe("");
    expect(asked).toHaveLength(1);
    const { run: agree, started: startedThen } = reviewer(folder, keyOf("keith").file, true);
    expect((await agree("sync")).status).toBe(2);
    expect(startedThen()).toContain("gpg");
    expect(readText(folder, path)).toBe(before);
  });

  it("is not started before anybody has agreed to a new data key either", async () => {
    const path = "secrets/shared.json";
    const folder = await secretsRepository(
      {},
      secretsConfig({
        rules: `    - { path: "${path}", readers: ["user:keith"] }`,
        operators: plugin,
      }),
    );
    writeFiles(folder, { [path]: encryptForPlugin() });
    const before = readText(folder, path);
    const { run, asked, started } = reviewer(folder, keyOf("keith").file, false);
    for (const args of [["--dry-run"], ["--json"], []]) await run("rotate", ...args, path);
    expect(started()).toBe("");
    expect(asked).toEqual([expect.stringContaining(untold.replace(".yaml", ".json"))]);
    const { run: agree, started: startedThen } = reviewer(folder, keyOf("keith").file, true);
    expect((await agree("rotate", path)).status).toBe(2);
    expect(startedThen()).toContain("age-plugin-yubikey");
    expect(readText(folder, path)).toBe(before);
  });

  it("may be what opens the file, which is said before, and shows after a yes", async () => {
    const config = secretsConfig({ operators: `${keyOf("recovery").recipient}, "${pgp}"` });
    const folder = await secretsRepository({}, config);
    writeFiles(folder, { [path]: encrypt("a.yaml", ["stranger"]) });
    const before = readText(folder, path);
    const { run, asked, started } = reviewer(folder, keyOf("traci").file, true);
    const end = await run("sync");
    expect(asked).toEqual([expect.stringContaining(untold)]);
    expect(end.status).toBe(2);
    expect(started()).toBe("");
    expect(readText(folder, path)).toBe(before);
  });
});
