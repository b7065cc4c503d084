import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { World } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { type Run, testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runIn } from "./run-fleet.ts";
import {
  encrypt,
  keyOf,
  readText,
  runAs,
  secretsConfig,
  secretsRepository,
  toolPath,
} from "./secrets-fleet.ts";

/** What a reviewer runs on somebody else's repository. */
const commands: readonly (readonly string[])[] = [
  ["check"],
  ["generate", "--check"],
  ["access"],
  ["explain", "mini"],
  ["explain", "keith@mini"],
  ["explain", "file", "secrets/shared/wifi.yaml"],
  ["secrets", "status"],
  ["secrets", "adopt"],
  ["secrets", "sync"],
  ["generate"],
  ["secrets", "sync", "--yes"],
];

/** Those that need no key and change no file. */
const quiet = [
  ["check"],
  ["generate", "--check"],
  ["access"],
  ["explain", "mini"],
  ["explain", "keith@mini"],
  ["explain", "file", "secrets/shared/wifi.yaml"],
  ["secrets", "status"],
  ["secrets", "adopt"],
];

/** Runs all of them, in text and JSON, and gives what they print. */
async function review(folder: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const command of [...commands, ["doctor"]]) {
    for (const more of [[], ["--json"]]) {
      runs.push(await runAs("keith", folder, [...command, ...more]));
    }
  }
  return runs;
}

const outputOf = (runs: readonly Run[]) =>
  runs.map(({ stdout, stderr }) => stdout + stderr).join("\n");
const names = ["keith", "mini", "recovery"];

describe("a file that leads out of the repository", () => {
  it.each([
    "fleet.config.yaml",
    ".sops.yaml",
    "fleet.lock.json",
    "fleet.json",
    "fleet.index.json",
    "secrets/shared/wifi.yaml",
    "secrets/shared/wifi.bin",
    "users/keith.nix",
    "hosts/mini/ssh_host_ed25519_key.pub",
    ".fleet-work",
  ])("is neither shown nor written: %s", async (path) => {
    const marker = "outsideSECRET";
    const folder = await secretsRepository({ "secrets/shared/a.yaml": ["keith", "traci"] });
    const outside = testdir({
      "mine.txt": `${marker}\n`,
      "mine.yaml": encrypt("a.yaml", ["keith"]),
    });
    const before = readText(outside, "mine.yaml");
    for (const target of ["mine.txt", "mine.yaml"]) {
      rmSync(join(folder, path), { force: true });
      writeFiles(folder, { [join(dirname(path), ".keep")]: "" });
      symlinkSync(join(outside, target), join(folder, path));
      expect(outputOf(await review(folder))).not.toContain(marker);
      expect(readText(outside, "mine.txt")).toBe(`${marker}\n`);
      expect(readText(outside, "mine.yaml")).toBe(before);
      expect(readdirSync(outside).sort()).toEqual(["mine.txt", "mine.yaml"]);
    }
  });

  it("is not found through a folder that is a link either", async () => {
    const folder = await secretsRepository({});
    const outside = testdir({ "wifi.yaml": encrypt("a.yaml", ["keith", "traci"]) });
    const before = readText(outside, "wifi.yaml");
    symlinkSync(outside, join(folder, "secrets"));
    await review(folder);
    expect(readText(outside, "wifi.yaml")).toBe(before);
    expect(readdirSync(outside)).toEqual(["wifi.yaml"]);
  });
});

describe("a config that is data", () => {
  it("has nothing run but git, sops and age-keygen, and nothing of the repository", async () => {
    const folder = await secretsRepository({ "secrets/shared/a.yaml": ["keith", "traci"] });
    const ran = join(folder, "ran");
    const script = `#!/bin/sh\ntouch ${ran}\n`;
    const evil = `require("node:fs").writeFileSync(${JSON.stringify(ran)}, "");\n`;
    const programs = ["git", "sops", "age-keygen", "gpg", "age-plugin-x", "nix", "ps"];
    writeFiles(folder, Object.fromEntries(programs.map((name) => [name, script])));
    for (const name of programs) chmodSync(join(folder, name), 0o755);
    writeFiles(folder, {
      "node_modules/@fleet/core/index.js": evil,
      "node_modules/@fleet/core/package.json": '{ "name": "@fleet/core", "main": "index.js" }',
      "node_modules/yaml/index.js": evil,
      "package.json": '{ "type": "commonjs", "imports": { "#x": "./x.js" } }',
      "x.js": evil,
      // Of such a repository git itself is asked.
      ".git/config": `[include]\n  path = nothing\n[core]\n  fsmonitor = ${join(folder, "gpg")}\n`,
      ".npmrc": "node-options=--require=./x.js\n",
    });
    const started = new Set<string>();
    const environment = {
      PATH: `.:${toolPath}`,
      HOME: folder,
      SOPS_AGE_KEY_FILE: keyOf("keith").file,
    };
    const real = nodeWorld({ folder, environment });
    const world: World = {
      ...real,
      confirm: undefined,
      run: (call) => {
        started.add(basename(call.program));
        return real.run(call);
      },
      scripts: {
        ...real.scripts,
        run: () => {
          throw new Error("a script was run");
        },
      },
    };
    for (const command of quiet) await runIn(world, command);
    expect([...started]).toEqual(["git"]);
    for (const config of [`${secretsConfig()}x: !!js/function "() => 1"\n`, secretsConfig()]) {
      writeFiles(folder, { "fleet.config.yaml": config });
      for (const command of commands) await runIn(world, command);
    }
    expect(existsSync(ran)).toBe(false);
    expect([...started].sort()).toEqual(["age-keygen", "git", "sops"]);
  });
});

describe("names that a terminal would obey", () => {
  const evil = "\u001b[31m\u0007\u009b1m\u202e";
  const quoted = JSON.stringify(evil);
  const rule = `    - { path: ${JSON.stringify(`secrets/own/${evil}.yaml`)}, readers: [${quoted}] }`;

  it.each([
    ["files, keys and readers", () => secretsConfig()],
    ["rules", () => secretsConfig({ rules: rule })],
    ["operators", () => secretsConfig({ operators: quoted })],
  ])("reach it escaped: those of %s", async (_, config) => {
    const folder = await secretsRepository({});
    const text = encrypt("a.yaml", ["keith", "traci"]);
    writeFiles(folder, {
      "fleet.config.yaml": config(),
      [`secrets/shared/${evil}.yaml`]: text,
      [`secrets/shared/${evil}.env`]: `${evil}=${evil}\n${encrypt("a.env", ["keith"])}`,
      "secrets/shared/keys.yaml": text.replace(/^wifi: .*$/m, `${quoted}: plain`),
      "secrets/shared/reader.yaml": text.replace(keyOf("traci").recipient, quoted),
      ".sops.yaml": `creation_rules: [{ age: ${quoted} }]\n`,
      [`.fleet-work/${evil}`]: "",
      [`hosts/${evil}/ssh_host_ed25519_key.pub`]: evil,
    });
    const output = outputOf(await review(folder));
    for (const sign of [...evil].filter((one) => /[\p{Cc}\p{Cf}]/u.test(one))) {
      expect(output).not.toContain(sign);
    }
    expect(output).toMatch(/u\{?(?:00)?1b/i);
  });
});

describe("files that are made to keep somebody busy", () => {
  const deep = 20_000;
  const texts: readonly (readonly [what: string, text: string])[] = [
    ["a list in lists without end", "[".repeat(deep)],
    ["a mapping in mappings without end", '{"a":'.repeat(deep)],
    ["lists in block style without end", "- ".repeat(deep)],
    ["bytes that are no text", "\u0000\u0001".repeat(1000)],
    ["nothing", ""],
  ];

  it.each(texts)(
    "end every command with a finding, and none with a mistake of fleet: %s",
    async (_, text) => {
      for (const path of [
        ".sops.yaml",
        "fleet.lock.json",
        "fleet.json",
        "secrets/shared/a.yaml",
        "secrets/shared/a.json",
        "secrets/shared/a.env",
        "secrets/shared/a.ini",
        "secrets/shared/a",
      ]) {
        const folder = await secretsRepository({ "secrets/shared/good.yaml": names });
        writeFiles(folder, { [path]: text });
        for (const run of await review(folder)) {
          expect([0, 1, 2]).toContain(run.status);
          expect(run.stdout + run.stderr).not.toMatch(/mistake in fleet|\bat .*\.ts:\d+/);
        }
      }
    },
  );

  it.each([
    ".sops.yaml",
    "fleet.lock.json",
    "fleet.json",
    "secrets/shared/a.yaml",
    "secrets/shared/b",
    "users/keith.nix",
  ])("also where %s is a pipe that nobody writes to", async (path) => {
    const folder = await secretsRepository({ "secrets/shared/good.yaml": names });
    rmSync(join(folder, path), { force: true });
    execFileSync("mkfifo", [join(folder, path)]);
    for (const run of await review(folder)) expect([0, 1, 2]).toContain(run.status);
  });

  it.each([".sops.yaml", "secrets/shared/a.yaml", "secrets/shared/b"])(
    "also where %s is far larger than anybody's secrets",
    async (path) => {
      const folder = await secretsRepository({ "secrets/shared/good.yaml": names });
      const file = openSync(join(folder, path), "w");
      ftruncateSync(file, 200 * 1024 * 1024);
      closeSync(file);
      for (const command of commands) {
        expect([0, 1, 2]).toContain((await runAs("keith", folder, command)).status);
      }
    },
  );
});
