import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { hideSecrets } from "../src/views/bug-report.ts";
import { memoryFiles } from "./memory-files.ts";
import { runFleet, runIn } from "./run-fleet.ts";
import { memoryFleet } from "./run-in-memory.ts";

describe("fleet doctor", () => {
  it("ends with 0 where nothing is broken, and says what to do about warnings", async () => {
    const folder = testRepository(memoryFiles);
    const run = await runFleet(folder, ["doctor"], { HOME: folder });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout).toContain("Run: fleet generate");
  });

  it("ends with 1 where something is", async () => {
    const folder = testRepository({ ...memoryFiles, "fleet.json": "{ }" });
    const run = await runFleet(folder, ["doctor"], { HOME: folder });
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/broken {3}generated files: "fleet.json" was not written by fleet/);
  });

  it("works in a folder of nothing", async () => {
    const folder = testdir();
    const run = await runFleet(folder, ["doctor"], { HOME: folder, PATH: "/nowhere" });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout).toContain("There is no fleet here");
  });

  it("refuses a folder that is none", async () => {
    const run = await runFleet(testdir(), ["doctor", "--root", "nowhere"]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
  });

  it("says the same in JSON, with a stable shape", async () => {
    const { fleet } = memoryFleet({ files: memoryFiles });
    const { rows } = JSON.parse((await fleet("doctor", "--json")).stdout);
    expect(rows[0]).toEqual({
      about: "programs",
      what: "fleet",
      fitness: "ok",
      says: expect.any(String),
      fact: expect.any(String),
      cure: null,
    });
  });
});

/** Of every kind of secret one that can be told from all else. */
const planted = {
  environment: "MARKER-of-a-variable",
  token: "MARKER-of-a-remote",
  key: "AGE-SECRET-KEY-1MARKEROFAKEY",
  ssh: "-----BEGIN OPENSSH PRIVATE KEY-----\nMARKERofSsh\n-----END OPENSSH PRIVATE KEY-----\n",
  value: "MARKER-of-a-value",
  person: "MARKERsurname",
  mail: "MARKER@example.org",
  host: "markerhost",
};
const marker = /marker/i;

const config = `users:
  keith: { fullName: "Keith ${planted.person}", email: "${planted.mail}", isAdmin: true }
  "bad ${planted.value}": { fullName: X, shel: "${planted.value}" }
hosts:
  ${planted.host}: { system: x86_64-linux, stateVersion: "24.05", users: [keith] }
secrets:
  files: [{ path: "secrets/${planted.host}.yaml", readers: ["user:${planted.value}"] }]
`;

function plantedFleet(): {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
} {
  const folder = testRepository({
    "fleet.config.yaml": config,
    "users/keith.nix": `{ password = "${planted.value}"; }`,
    "secrets/x.yaml": `password: ${planted.value}\n`,
    ".env": `TOKEN=${planted.value}`,
    "flake.nix": "{ }",
    "flake.lock": `{ "nodes": { "root": { "inputs": { "fleet": "f" } }, "f": { "original": { "ref": "${planted.token}", "url": "https://x:${planted.token}@example.org" }, "locked": { "rev": "${planted.token}" } } }, "root": "root" }`,
    ".config/sops/age/keys.txt": `# ${planted.key}\n${planted.key}\n`,
    ".ssh/id_ed25519": planted.ssh,
    ".ssh/id_ed25519.pub": `ssh-ed25519 ${planted.value}`,
    "bin/nix": `#!/bin/sh\necho "nix (Nix) 2.20.1 ${planted.value}"; echo "experimental-features = ${planted.value}"\n`,
    "bin/sops": `#!/bin/sh\necho "${planted.value}"\n`,
  });
  for (const name of ["nix", "sops"]) chmodSync(join(folder, "bin", name), 0o755);
  git(folder, "remote", "add", "origin", `https://user:${planted.token}@example.org/x.git`);
  const { PATH = "" } = process.env;
  const env = {
    HOME: folder,
    PATH: `${join(folder, "bin")}:${PATH}`,
    GITHUB_TOKEN: planted.environment,
    SOPS_AGE_KEY: planted.key,
    SOPS_AGE_KEY_CMD: `echo ${planted.environment}`,
    NODE_COMPILE_CACHE: planted.environment,
    SSH_AUTH_SOCK: `/run/${planted.environment}`,
  };
  return { folder, env };
}

describe("fleet doctor --bundle", () => {
  it("holds none of what is secret, named or addressed, wherever it stands", async () => {
    const { folder, env } = plantedFleet();
    const run = await runFleet(folder, ["doctor", "--bundle", "report.md", "--yes"], env);
    expect(run).toMatchObject({ status: 0, stderr: "" });
    const report = readFileSync(join(folder, "report.md"), "utf8");
    expect(report).not.toMatch(marker);
    expect(report).not.toContain(folder);
    expect(report).toContain("hosts: 1");
    // What is written was shown.
    expect(run.stdout.startsWith(report)).toBe(true);
    expect(statSync(join(folder, "report.md")).mode & 0o777).toBe(0o600);
  });

  it("has the config where that was asked for, names and all, without what looks like a secret", async () => {
    const folder = testRepository({
      ...memoryFiles,
      "fleet.config.yaml": `${memoryFiles["fleet.config.yaml"]}# AGE-SECRET-KEY-1MARKER and https://user:MARKER@example.org\n`,
    });
    const args = ["doctor", "--bundle", "report.md", "--with-config", "--yes"];
    expect((await runFleet(folder, args, { HOME: folder })).status).toBe(0);
    const report = readFileSync(join(folder, "report.md"), "utf8");
    expect(report).toContain("fullName: Keith");
    expect(report).not.toMatch(marker);
  });

  it("writes over nothing", async () => {
    const folder = testRepository({ ...memoryFiles, "report.md": "mine" });
    const run = await runFleet(folder, ["doctor", "--bundle", "report.md", "--yes"]);
    expect(run.status).toBe(2);
    expect(readFileSync(join(folder, "report.md"), "utf8")).toBe("mine");
  });

  it("shows the report and writes nothing where nobody agrees", async () => {
    const folder = testRepository(memoryFiles);
    const run = await runFleet(folder, ["doctor", "--bundle", "report.md"]);
    expect(run.status).toBe(2);
    expect(run.stdout).toContain("# Report of fleet");
    expect(run.stderr).toContain("--yes");
    expect(existsSync(join(folder, "report.md"))).toBe(false);
  });

  it("asks on a terminal, with the whole report in the question", async () => {
    const { world } = memoryFleet({ files: memoryFiles });
    const questions: string[] = [];
    const confirm = (question: string) => questions.push(question) > 0;
    const run = await runIn({ ...world, confirm }, ["doctor", "--bundle", "report.md"]);
    expect(run).toMatchObject({ status: 0, stdout: 'Written to "report.md".\n' });
    const report = new TextDecoder().decode(world.disk.read(`${world.folder}/report.md`));
    expect(questions[0]).toContain(report);
  });
});

describe("hidden secrets", () => {
  const secrets = fc.constantFrom(
    "AGE-SECRET-KEY-1QQQQMARKER",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nMARKER\n-----END OPENSSH PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----\nMARKER",
    "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$MARKER",
    "https://user:MARKER@example.org/x",
    "https://MARKER@example.org/x",
    "ghp_MARKER0123456789",
    "github_pat_MARKER0123456789",
    "glpat-MARKER0123456789",
    'password: "MARKER"',
    'token = "MARKER"',
  );

  test.prop([fc.string(), secrets, fc.string()])(
    "are gone from any text",
    (before, secret, after) => {
      expect(hideSecrets(`${before}\n${secret}\n${after}`)).not.toContain("MARKER");
    },
  );

  it("leave a config as it is that holds none", () => {
    const text = memoryFiles["fleet.config.yaml"];
    expect(hideSecrets(text)).toBe(text);
  });
});
