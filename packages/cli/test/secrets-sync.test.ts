import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeWorld } from "@fleet/project/node";
import { git, testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import {
  callSops,
  encrypt,
  findTool,
  keyOf,
  readText,
  runAs,
  secretsConfig,
  secretsRepository,
  toolPath,
  whoDecrypts,
} from "./secrets-fleet.ts";

const sync = async (folder: string, ...args: string[]) =>
  await runAs("keith", folder, ["secrets", "sync", ...args]);
const codes = (run: Parameters<typeof readDiagnostics>[0]) =>
  readDiagnostics(run).map(({ code }) => code);
const shared = ["keith", "mini", "recovery"];

describe("fleet secrets sync", () => {
  it.each(["yaml", "json", "env", "ini", "bin"])(
    "lets every declared reader decrypt a file, and nobody else: .%s",
    async (ending) => {
      const path = `secrets/shared/wifi.${ending}`;
      const folder = await secretsRepository({ [path]: ["keith", "traci", "stranger"] });
      const file = join(folder, path);
      const before = callSops(["decrypt", file], {
        env: { SOPS_AGE_KEY_FILE: keyOf("keith").file },
      });
      expect(whoDecrypts(file)).toEqual(["keith", "traci", "stranger"]);
      const run = await sync(folder, "--yes");
      expect({ status: run.status, stdout: run.stdout }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining("Synced 1 file."),
      });
      expect(whoDecrypts(file)).toEqual(["keith", "mini", "recovery"]);
      const after = callSops(["decrypt", file], { env: { SOPS_AGE_KEY_FILE: keyOf("mini").file } });
      expect(after).toBe(before);
      expect(existsSync(join(folder, ".fleet-work"))).toBe(false);
    },
  );

  it("says who gains and loses before it asks, and does nothing where nobody can be asked", async () => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith", "traci"] });
    const before = readText(folder, "secrets/shared.yaml");
    const dry = await sync(folder, "--dry-run");
    expect(dry).toMatchObject({
      status: 0,
      stdout: `secrets/shared.yaml
  + host:mini can decrypt it
  + operator:recovery can decrypt it
  - user:traci no longer can

Would sync 1 file.
`,
    });
    const run = await sync(folder, "--json");
    expect(run.status).toBe(2);
    expect(codes(run)).toEqual(["cli/not-confirmed"]);
    expect(readText(folder, "secrets/shared.yaml")).toBe(before);
    expect(readText(folder, "fleet.lock.json")).not.toContain("secrets");
  });

  it("changes nothing the second time", async () => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith", "traci"] });
    await sync(folder, "--yes");
    const after = [readText(folder, "secrets/shared.yaml"), readText(folder, "fleet.lock.json")];
    const again = await sync(folder, "--yes");
    expect(again).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do: /) });
    expect([readText(folder, "secrets/shared.yaml"), readText(folder, "fleet.lock.json")]).toEqual(
      after,
    );
  });

  it("changes the named files alone, and leaves the others to the byte", async () => {
    const paths = ["secrets/shared.yaml", "secrets/shared/a.yaml", "secrets/hosts/mini.yaml"];
    const folder = await secretsRepository(
      Object.fromEntries(paths.map((path) => [path, ["keith"]])),
    );
    const before = paths.map((path) => readText(folder, path));
    const run = await runAs("keith", join(folder, "secrets"), [
      "secrets",
      "sync",
      "shared",
      "-y",
      "--json",
    ]);
    expect(run.status).toBe(0);
    const changed = paths.map((path, index) => readText(folder, path) !== before[index]);
    expect(changed).toEqual([false, true, false]);
    const wrong = await sync(folder, "-y", "--json", "secrets/shard.yaml", "../elsewhere.yaml");
    expect(wrong.status).toBe(2);
    expect(readDiagnostics(wrong)).toMatchObject([
      {
        code: "cli/unknown-file",
        message: '"../elsewhere.yaml" lies outside of the fleet\'s folder.',
      },
      { code: "cli/unknown-file", help: 'Did you mean "secrets/shared.yaml"?' },
    ]);
  });

  it("keeps the permissions of a file", async () => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith"] });
    chmodSync(join(folder, "secrets/shared.yaml"), 0o440);
    expect((await sync(folder, "-y")).status).toBe(0);
    expect(statSync(join(folder, "secrets/shared.yaml")).mode & 0o777).toBe(0o440);
  });

  it("adds nobody whom the environment names", async () => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith"] });
    const stranger = keyOf("stranger").recipient;
    const rule = { creation_rules: [{ age: stranger }] };
    const elsewhere = testdir({ "sops.json": JSON.stringify(rule) });
    const run = await runAs("keith", folder, ["secrets", "sync", "-y"], {
      SOPS_AGE_RECIPIENTS: stranger,
      SOPS_PGP_FP: "FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4",
      SOPS_KMS_ARN: "arn:aws:kms:us-east-1:1:key/1",
      SOPS_GCP_KMS_IDS: "projects/a/locations/b/keyRings/c/cryptoKeys/d",
      SOPS_AZURE_KEYVAULT_URLS: "https://a.vault.azure.net/keys/b/c",
      SOPS_HUAWEICLOUD_KMS_IDS: "a:11111111-1111-1111-1111-111111111111",
      SOPS_VAULT_URIS: "http://127.0.0.1:1/v1/transit/keys/a",
      SOPS_CONFIG: join(elsewhere, "sops.json"),
      SOPS_KEYSERVICE: "tcp://127.0.0.1:1",
      SOPS_ENABLE_LOCAL_KEYSERVICE: "false",
    });
    expect(run.status).toBe(0);
    expect(whoDecrypts(join(folder, "secrets/shared.yaml"))).toEqual(shared);
  });

  it.each([
    [
      "a key in the environment",
      () => ({ SOPS_AGE_KEY: readFileSync(keyOf("keith").file, "utf8") }),
    ],
    ["a command that prints a key", () => ({ SOPS_AGE_KEY_CMD: `cat ${keyOf("keith").file}` })],
  ])("takes %s", async (_, variables) => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith"] });
    const run = await runAs("keith", folder, ["secrets", "sync", "-y"], {
      SOPS_AGE_KEY_FILE: "",
      ...variables(),
    });
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
    expect(run.stdout + run.stderr).not.toContain("AGE-SECRET-KEY");
  });

  it("refuses before anything when whoever runs it would lose access", async () => {
    const files = {
      "secrets/shared.yaml": ["keith"],
      "secrets/users/traci.yaml": ["keith", "traci"],
    };
    const folder = await secretsRepository(files);
    const before = Object.keys(files).map((path) => readText(folder, path));
    const run = await sync(folder, "-y", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([
      { code: "cli/operator-would-lose-access", file: "secrets/users/traci.yaml" },
    ]);
    expect(Object.keys(files).map((path) => readText(folder, path))).toEqual(before);
  });

  it("says which files nobody here can open, and who could, once for all of them", async () => {
    const files = { "secrets/shared/a.yaml": ["traci"], "secrets/shared/b.yaml": ["traci"] };
    const run = await sync(await secretsRepository(files), "-y", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/no-identity",
        message: expect.stringMatching(
          /^"secrets\/shared\/a.yaml", "secrets\/shared\/b.yaml" cannot be opened/,
        ),
        help: expect.stringContaining("One of these can do it: user:traci."),
      },
    ]);
  });

  it("says that sops is missing or too old", async () => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith"] });
    const old = testdir({ sops: "#!/bin/sh\necho sops 3.9.4\n" });
    chmodSync(join(old, "sops"), 0o755);
    const run = async (path: string) =>
      await runAs("keith", folder, ["secrets", "sync", "-y", "--json"], { PATH: path });
    expect(codes(await run("/nowhere:."))).toEqual(["cli/no-sops"]);
    expect(readDiagnostics(await run(old))).toMatchObject([
      { code: "cli/old-sops", message: expect.stringContaining('"sops 3.9.4"') },
    ]);
  });

  it("says which plugin of age is missing, and for whom", async () => {
    const plugin = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
    const folder = await secretsRepository({}, secretsConfig({ operators: plugin }));
    writeFiles(folder, { "secrets/shared.yaml": encrypt("a.yaml", ["keith"]) });
    const before = readText(folder, "secrets/shared.yaml");
    const run = await sync(folder, "-y", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/no-plugin",
        message:
          'There is no age-plugin-yubikey in PATH, without which "secrets/shared.yaml" cannot be encrypted to operator:recovery.',
      },
    ]);
    expect(readText(folder, "secrets/shared.yaml")).toBe(before);
  });

  it("starts no program for a recipient before anybody has agreed", async () => {
    const plugin = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
    const pgp = "pgp:FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";
    const folder = await secretsRepository({}, secretsConfig({ operators: `${plugin}, "${pgp}"` }));
    writeFiles(folder, { "secrets/shared.yaml": encrypt("a.yaml", ["keith"]) });
    const log = join(testdir(), "started");
    const programs = testdir(
      Object.fromEntries(
        ["age-plugin-yubikey", "gpg"].map((name) => [
          name,
          `#!/bin/sh\necho ${name} >> '${log}'\nexit 1\n`,
        ]),
      ),
    );
    for (const name of ["age-plugin-yubikey", "gpg"]) chmodSync(join(programs, name), 0o755);
    // A key that age-keygen does not see, so that sops has to be tried.
    const env = {
      PATH: [programs, process.env["PATH"], toolPath].join(delimiter),
      SOPS_AGE_KEY_FILE: "",
      SOPS_AGE_KEY_CMD: `cat ${keyOf("keith").file}`,
    };
    const run = async (...args: string[]) =>
      await runAs("keith", folder, ["secrets", "sync", ...args], env);
    for (const args of [[], ["--dry-run"], ["--json"]]) await run(...args);
    expect(existsSync(log)).toBe(false);
    await run("--yes");
    expect(readFileSync(log, "utf8")).toContain("gpg");
  });

  it("does not put a file in place of a link", async () => {
    const folder = await secretsRepository({ "secrets/shared/a.yaml": ["keith"] });
    renameSync(join(folder, "secrets/shared/a.yaml"), join(folder, "secrets/a.yaml"));
    symlinkSync("../a.yaml", join(folder, "secrets/shared/a.yaml"));
    const run = await sync(folder, "-y", "--json");
    expect(codes(run)).toContain("cli/secret-is-link");
    expect(run.status).toBe(1);
    expect(whoDecrypts(join(folder, "secrets/a.yaml"))).toEqual(["keith"]);
  });

  it("does not work in a folder to which somebody put a link", async () => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith"] });
    const elsewhere = testdir({ "kept.txt": "mine" });
    symlinkSync(elsewhere, join(folder, ".fleet-work"));
    const run = await sync(folder, "-y", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([
      { code: "cli/work-folder", help: "Run: rm -- .fleet-work" },
    ]);
    expect(readdirSync(elsewhere)).toEqual(["kept.txt"]);
  });

  it("leaves the work to a run that is at it, and cleans up after one that was killed", async () => {
    const folder = await secretsRepository({ "secrets/shared.yaml": ["keith"] });
    const work = join(folder, ".fleet-work");
    mkdirSync(work);
    writeFileSync(join(work, "1.yaml"), "left over");
    const { machine } = nodeWorld();
    const owner = {
      host: machine.name,
      space: machine.processSpace,
      since: "2026-05-31T12:00:00Z",
    };
    const living = { ...owner, pid: process.ppid, start: machine.startOf(process.ppid) };
    writeFileSync(join(work, "lock"), JSON.stringify(living));
    const refused = await sync(folder, "-y", "--json");
    expect(readDiagnostics(refused)).toMatchObject([
      { code: "cli/busy", message: expect.stringContaining(`process ${process.ppid}`) },
    ]);
    // Another process had the number then.
    writeFileSync(join(work, "lock"), JSON.stringify({ ...living, start: "before" }));
    expect((await sync(folder, "-y")).status).toBe(0);
    expect(existsSync(work)).toBe(false);
  });

  it("leaves every file old or new when it is killed, and finishes the next time", async () => {
    const paths = Array.from({ length: 12 }, (_, index) => `secrets/shared/${index}.yaml`);
    const text = encrypt("a.yaml", ["keith", "traci"]);
    const folder = await secretsRepository({});
    writeFiles(folder, Object.fromEntries(paths.map((path) => [path, text])));
    git(folder, "add", "--all");
    const main = join(import.meta.dirname, "..", "src", "main.ts");
    // A slower sops makes it likely that a run is killed in the middle.
    const slow = testdir({ sops: `#!/bin/sh\nsleep 0.05\nexec ${findTool("sops")} "$@"\n` });
    chmodSync(join(slow, "sops"), 0o755);
    for (const delay of [300, 450, 550, 650, 800]) {
      const child = spawn(
        process.execPath,
        ["--conditions=@fleet/source", main, "secrets", "sync", "-y"],
        {
          cwd: folder,
          stdio: "ignore",
          env: {
            PATH: slow + delimiter + toolPath,
            HOME: folder,
            SOPS_AGE_KEY_FILE: keyOf("keith").file,
          },
        },
      );
      const ended = new Promise((resolve) => child.on("close", resolve));
      await sleep(delay);
      child.kill("SIGKILL");
      await ended;
      for (const path of paths) {
        if (readText(folder, path) === text) continue;
        callSops(["decrypt", join(folder, path)], {
          env: { SOPS_AGE_KEY_FILE: keyOf("mini").file },
        });
      }
    }
    expect((await sync(folder, "-y")).status).toBe(0);
    expect(whoDecrypts(join(folder, "secrets/shared/7.yaml"))).toEqual(shared);
    const status = await runAs("keith", folder, ["secrets", "status", "--json"]);
    // What the runs that were killed took away is owed as well.
    expect(codes(status)).toEqual(paths.map(() => "secrets/revocation-debt"));
    expect(readdirSync(folder)).not.toContain(".fleet-work");
  }, 60_000);

  it("hands the keys of hosts to sops as ssh-to-age makes them", async () => {
    const folder = testdir();
    const ssh = join(folder, "key");
    const keygen = runTool("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", ssh]);
    expect(keygen).toBe("");
    const line = readFileSync(`${ssh}.pub`, "utf8").trim();
    const derived = runTool(findTool("ssh-to-age"), ["-i", `${ssh}.pub`]).trim();
    const config = secretsConfig().replace(/ageKey: \S+/, `sshHostKey: "${line}"`);
    const repository = await secretsRepository({ "secrets/hosts/mini.yaml": ["keith"] }, config);
    expect((await sync(repository, "-y")).status).toBe(0);
    expect(readText(repository, "secrets/hosts/mini.yaml")).toContain(derived);
    const identity = runTool(findTool("ssh-to-age"), ["-private-key", "-i", ssh]).trim();
    const opened = callSops(["decrypt", join(repository, "secrets/hosts/mini.yaml")], {
      env: { SOPS_AGE_KEY: identity },
    });
    expect(opened).toContain("geheim");
  });
});

function runTool(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: "pipe" });
}
