import { chmodSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import {
  encrypt,
  keyOf,
  readText,
  runAs,
  secretsConfig,
  secretsRepository,
} from "./secrets-fleet.ts";
import { smallFleet } from "./small-fleet.ts";

// Neither a key nor a tool is there.
const status = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["secrets", "status", ...args], { PATH: "/nowhere" });
const readers = ["keith", "mini", "recovery"];
const found = async (folder: string) =>
  readDiagnostics(await status(folder, "--json")).map(({ code, file }) => [
    code.replace("secrets/", ""),
    file,
  ]);
const path = "secrets/shared.yaml";

describe("fleet secrets status", () => {
  it("has nothing against files that are as declared, in all formats, wherever they lie", async () => {
    const rules = "    - { path: deep/er/**, readers: [hosts, admins] }";
    const endings = ["yaml", "json", "env", "ini", "bin"];
    const files = ["secrets/shared", "deep/er"].flatMap((folder) =>
      endings.map((ending) => [`${folder}/a.${ending}`, readers] as const),
    );
    const folder = await secretsRepository(Object.fromEntries(files), secretsConfig({ rules }));
    expect(await status(folder)).toMatchObject({
      status: 0,
      stdout: "Nothing wrong with the secrets.\n",
      stderr: "",
    });
    expect((await status(folder, "-v")).stdout).toMatch(
      /^deep\/er\/a\.bin +in step {2}host:mini, operator:recovery, user:keith {2}1 encrypted\n[\s\S]*\n10 files, 10 in step with the declaration\n/,
    );
  });

  it("counts what another tool owns, names it when asked, and has it untouched", async () => {
    const config = secretsConfig({ rules: "    - { path: mine.yaml, readers: [admins] }" }).replace(
      "\nsecrets:\n",
      "\nsecrets:\n  ignore: [vars/**, sops/*/secret]\n",
    );
    expect(config).toContain("ignore:");
    const theirs = ["sops/ada/secret", "vars/shared/wifi/secret"];
    const folder = await secretsRepository(
      {
        "mine.yaml": ["keith", "recovery"],
        [theirs[0] ?? ""]: ["stranger"],
        [theirs[1] ?? ""]: ["keith"],
      },
      config,
    );
    const before = theirs.map((file) => readText(folder, file));
    expect(readText(folder, ".sops.yaml")).not.toMatch(/vars|sops\/|stranger/);
    expect(await status(folder)).toMatchObject({
      status: 0,
      stdout: "Nothing wrong with the secrets.\n",
    });
    expect((await status(folder, "-v")).stdout).toMatch(
      /\nsops\/ada\/secret +ignored\nvars\/shared\/wifi\/secret +ignored\n\n1 file, 1 in step with the declaration\n2 files belong to another tool \(secrets\.ignore\)\n/,
    );
    expect(JSON.parse((await status(folder, "--json")).stdout)).toMatchObject({ ignored: theirs });
    expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
    await runAs("keith", folder, ["secrets", "sync", "--yes"]);
    expect(theirs.map((file) => readText(folder, file))).toEqual(before);
    expect(await status(folder, "--data-only", "-v")).toMatchObject({ status: 0 });
  });

  it("has what another tool should own and a rule is about as an error, and what is not there told", async () => {
    const config = secretsConfig().replace(
      "\nsecrets:\n",
      "\nsecrets:\n  ignore: [secrets/shared/clan/**, vars/**]\n",
    );
    const folder = await secretsRepository(
      { [path]: readers, "secrets/shared/clan/a.yaml": ["stranger"] },
      config,
    );
    expect((await found(folder)).map(([code]) => code).sort()).toEqual([
      "ignored-file",
      "unused-ignore",
    ]);
  });

  it("names who reads too much or too little, and what breaks", async () => {
    const config = secretsConfig().replace(
      "users: [keith, traci]",
      'users: [keith, traci], secrets: { wifi: { file: "secrets/shared.yaml" } }',
    );
    const folder = await secretsRepository({ [path]: ["keith", "traci", "stranger"] }, config);
    const run = await status(folder, "--json");
    expect(run.status).toBe(1);
    const messages = readDiagnostics(run).map(({ message }) => message);
    expect(messages.sort()).toEqual([
      'The secret "wifi" of host:mini comes from "secrets/shared.yaml", which host:mini cannot decrypt.',
      expect.stringMatching(
        /^age1\w{8}…\w{8} can decrypt 1 file .*: no user, host or operator is declared/,
      ),
      'host:mini, operator:recovery cannot decrypt this file, but should. Breaks: host:mini ("wifi").',
      "user:traci can decrypt this file, but should not.",
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      files: [
        {
          path,
          state: "out-of-step",
          rule: "secrets/shared.yaml",
          gains: ["host:mini", "operator:recovery"],
        },
      ],
      owed: [],
    });
  });

  it("finds encrypted files that no rule is about, whatever their names", async () => {
    const folder = await secretsRepository({
      "old/a.yaml": ["keith"],
      "old/token": ["keith"],
      "old/.env": ["keith"],
    });
    writeFiles(folder, {
      "old/b.yaml.enc": encrypt("b.yaml", ["keith"]),
      "plain.yaml": "sops: a word\n",
      "plain.json": '{ "sops": {} }',
      "node_modules/x/a.yaml": encrypt("a.yaml", ["keith"]),
    });
    expect(await found(folder)).toEqual([
      ["no-rule", "old/.env"],
      ["no-rule", "old/a.yaml"],
      ["format-mismatch", "old/b.yaml.enc"],
      ["no-rule", "old/token"],
    ]);
  });

  it("compares .sops.yaml, and finds others that sops would take", async () => {
    const folder = await secretsRepository({ [path]: readers });
    writeFiles(folder, { "secrets/.sops.yaml": "creation_rules: []\n", ".sops.yml": "{}\n" });
    expect(await found(folder)).toEqual([
      ["config-name", ".sops.yml"],
      ["nested-config", "secrets/.sops.yaml"],
    ]);
    const text = readText(folder, ".sops.yaml").replaceAll(
      keyOf("mini").recipient,
      keyOf("traci").recipient,
    );
    writeFiles(folder, { ".sops.yaml": text });
    expect(await found(folder)).toContainEqual(["sops-yaml-drift", ".sops.yaml"]);
  });

  it("notices the key of a host that was installed anew", async () => {
    const folder = await secretsRepository({ [path]: readers });
    const line =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS root@mini";
    writeFiles(folder, { "hosts/mini/ssh_host_ed25519_key.pub": `${line}\n` });
    expect(readDiagnostics(await status(folder, "--json"))).toMatchObject([
      { code: "secrets/host-key-mismatch", place: "hosts.mini" },
    ]);
  });

  it("looks at no file when the declaration is wrong", async () => {
    const folder = await secretsRepository({ [path]: ["stranger"] });
    const config = readText(folder, "fleet.config.yaml");
    writeFiles(folder, {
      "fleet.config.yaml": config.replace("users: [keith, traci]", "users: [kieth]"),
    });
    const run = await status(folder);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("No secret file was looked at, because of these errors.");
    expect(run.stdout).not.toContain("secrets/");
  });

  it("says that a fleet declares no secrets", async () => {
    const folder = testRepository({ ...smallFleet, [path]: encrypt("a.yaml", ["keith"]) });
    const run = await status(folder, "--json");
    expect(run.status).toBe(0);
    expect(readDiagnostics(run)).toMatchObject([{ code: "cli/no-secrets", severity: "warning" }]);
  });

  it("says for which folder its commands are where it was started below", async () => {
    const folder = await secretsRepository({ [path]: [...readers, "traci"] });
    await runAs("keith", folder, ["secrets", "sync", "--yes"]);
    await runAs("keith", folder, ["secrets", "rotate", "--yes"]);
    const { stdout } = await status(join(folder, "secrets"));
    expect(stdout).toContain(`fleet secrets acknowledge ${path}`);
    const [, to = ""] = /^Commands above are for the fleet's folder: cd (.*)$/m.exec(stdout) ?? [];
    expect(to).toBe("..");
    const there = join(folder, "secrets", to);
    const run = await runAs("keith", there, ["secrets", "acknowledge", path]);
    expect(run.status).toBe(0);
    expect((await status(folder)).stdout).toBe("Nothing wrong with the secrets.\n");
  });

  it("writes SARIF and annotations, and nothing to the disk", async () => {
    const folder = await secretsRepository({ [path]: ["keith"] });
    const before = git(folder, "status", "--porcelain", "--ignored");
    const sarif = JSON.parse((await status(folder, "--format", "sarif")).stdout);
    expect(sarif).toMatchObject({
      runs: [{ results: [{ ruleId: "secrets/missing-recipient", level: "error" }] }],
    });
    expect((await status(folder, "--format", "github")).stdout).toMatch(
      /^::error file=secrets\/shared\.yaml,title=secrets\/missing-recipient::/,
    );
    expect(git(folder, "status", "--porcelain", "--ignored")).toBe(before);
  });
});

const age = (text: string) => /recipient: age1\w+/.exec(text)?.[0] ?? "";

describe("what is no secret", () => {
  it("is not held to be one, but shown", async () => {
    const folder = await secretsRepository({ [path]: readers });
    writeFiles(folder, { "secrets/shared/README.md": "Read me.\n", "secrets/shared/.keep": "" });
    expect((await status(folder)).stdout).toBe("Nothing wrong with the secrets.\n");
    const { stdout } = await status(folder, "--verbose");
    expect(stdout).toMatch(/^secrets\/shared\/README\.md +no secret\s*$/m);
    expect(stdout).toMatch(/^1 file, 1 in step with the declaration$/m);
    expect(JSON.parse((await status(folder, "--json")).stdout)).toMatchObject({
      files: [
        { path, state: "in-step" },
        { path: "secrets/shared/.keep", state: "no-secret" },
        { path: "secrets/shared/README.md", state: "no-secret" },
      ],
    });
  });
});

describe("bad files", () => {
  const good = () => encrypt("a.yaml", readers);
  it.each<[string, (text: string) => string | Buffer, string]>([
    ["is truncated", (text) => text.slice(0, text.indexOf("mac:")), "unparsable"],
    ["is cut inside of a line", (text) => text.slice(0, -20), "unparsable"],
    [
      "holds a merge conflict",
      (text) => `<<<<<<< a\n${text}=======\n${text}>>>>>>> b\n`,
      "merge-conflict",
    ],
    [
      "holds two sops blocks",
      (text) => text + text.slice(text.indexOf("\nsops:") + 1),
      "two-sops-blocks",
    ],
    ["is no YAML", (text) => `{{{{${text}`, "unparsable"],
    ["is not encrypted", () => "wifi: geheim\n", "plaintext-file"],
    ["is empty", () => "", "plaintext-file"],
    ["is no text", () => Buffer.from([0xff, 0xfe, 0, 0xd8]), "plaintext-file"],
    ["has a value in the clear", (text) => `open: geheim\n${text}`, "plaintext-value"],
    [
      "has a recipient of nobody",
      (text) => text.replace(age(text), `recipient: ${keyOf("stranger").recipient}`),
      "unknown-recipient",
    ],
    [
      "has a data key that was cut short",
      (text) => text.replace(/YWdlLWVu[\s\S]*?\n *-----END/, "YWdl\n            -----END"),
      "damaged-key",
    ],
  ])("one that %s is a finding, and sync leaves it to the byte", async (_, spoil, code) => {
    const folder = await secretsRepository({});
    const bytes = Buffer.from(spoil(good()));
    writeFiles(folder, { [path]: bytes });
    expect(await found(folder)).toContainEqual([code, path]);
    if (code === "unknown-recipient" || code === "damaged-key") return;
    await runAs("keith", folder, ["secrets", "sync", "-y"]);
    await runAs("keith", folder, ["secrets", "rotate", "-y", path]);
    if (code !== "plaintext-value")
      expect(Buffer.from(readText(folder, path))).toEqual(Buffer.from(bytes.toString()));
  });

  it("never shows a private key that lies in a file", async () => {
    const folder = await secretsRepository({});
    writeFiles(folder, { [path]: readText("/", keyOf("keith").file) });
    const run = await status(folder, "-v");
    expect(run.status).toBe(1);
    expect(run.stdout + run.stderr).not.toContain("AGE-SECRET-KEY");
  });

  it("says of a huge one that it was not looked at", async () => {
    const folder = await secretsRepository({ [path]: readers, "secrets/shared/b": readers });
    const file = join(folder, "secrets/shared/huge");
    writeFiles(folder, { "secrets/shared/huge": "" });
    truncateSync(file, 100 * 1024 * 1024);
    const start = performance.now();
    expect(await found(folder)).toEqual([["too-large", "secrets/shared/huge"]]);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it("does not follow links out of the folder, in circles or to nothing", async () => {
    const folder = await secretsRepository({ [path]: readers });
    const outside = testdir({ "a.yaml": encrypt("a.yaml", ["stranger"]) });
    symlinkSync(join(outside, "a.yaml"), join(folder, "secrets/users.yaml"));
    writeFiles(folder, { "secrets/shared/a.yaml": encrypt("a.yaml", readers) });
    symlinkSync(join(outside, "a.yaml"), join(folder, "secrets/shared/out.yaml"));
    symlinkSync("loop.yaml", join(folder, "secrets/shared/loop.yaml"));
    symlinkSync("nothing.yaml", join(folder, "secrets/shared/dead.yaml"));
    symlinkSync("..", join(folder, "secrets/shared/up"));
    git(folder, "add", "--all");
    const run = await status(folder, "--json");
    expect(readDiagnostics(run).map(({ code, file }) => [code, file])).toEqual([
      ["cli/unreadable-file", "secrets/shared/dead.yaml"],
      ["cli/unreadable-file", "secrets/shared/loop.yaml"],
      ["cli/file-outside-root", "secrets/shared/out.yaml"],
      ["cli/unreadable-file", "secrets/shared/up"],
    ]);
  });

  it("says what it may not read", async () => {
    const folder = await secretsRepository({ [path]: readers });
    chmodSync(join(folder, path), 0);
    const expected = process.getuid?.() === 0 ? [] : [["cli/unreadable-file", path]];
    expect(await found(folder)).toEqual(expected);
  });
});

describe("a bad declaration", () => {
  const declare = (rules: string) =>
    testRepository({
      "users/keith.nix": "{ }",
      "users/traci.nix": "{ }",
      "hosts/mini.nix": "{ }",
      "fleet.config.yaml": secretsConfig({ rules }),
    });
  it.each([
    ["leaves the folder", "{ path: ../x.yaml, readers: [hosts] }", "bad-path"],
    ["is absolute", "{ path: /etc/x.yaml, readers: [hosts] }", "bad-path"],
    [
      "looks like a regular expression",
      "{ path: '^secrets/.*\\.yaml$', readers: [hosts] }",
      "path-looks-like-regex",
    ],
    ["has no reader", "{ path: a.yaml, readers: [], operators: false }", "no-recipient"],
    ["has an unknown reader", "{ path: a.yaml, readers: ['user:kieth'] }", "unknown-reader"],
    ["has a reader that is nobody", "{ path: a.yaml, readers: ['tag:server'] }", "unknown-reader"],
    [
      "has a recipient with a wrong letter",
      `{ path: a.yaml, readers: [age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn453] }`,
      "bad-recipient",
    ],
  ])("whose rule %s keeps sync from everything", async (_, rule, code) => {
    const folder = declare(`    - ${rule}`);
    const text = encrypt("a.yaml", ["keith", "traci"]);
    writeFiles(folder, { [path]: text });
    const run = await runAs("keith", folder, ["secrets", "sync", "-y", "--json"]);
    expect(run.status).toBe(1);
    expect(readDiagnostics(run).map((diagnostic) => diagnostic.code)).toContain(`secrets/${code}`);
    expect(readText(folder, path)).toBe(text);
  });

  it("with a private key does not show it", async () => {
    const secret = /AGE-SECRET-KEY-\w+/.exec(readText("/", keyOf("keith").file))?.[0] ?? "";
    const folder = testRepository({ "fleet.config.yaml": secretsConfig({ operators: secret }) });
    for (const command of [["status"], ["status", "--json"], ["sync", "-y"]]) {
      const run = await runAs("keith", folder, ["secrets", ...command]);
      expect(run.status).toBe(1);
      expect(run.stdout + run.stderr).toContain("private");
      expect(run.stdout + run.stderr).not.toContain(secret.slice(0, 24));
    }
  });
});
