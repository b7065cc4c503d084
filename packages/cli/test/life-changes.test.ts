import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { commitAll } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";
import { smallFleet } from "./small-fleet.ts";

const config = "fleet.config.ts";

/** A fleet of one user on one host, generated and committed. */
async function committedFleet(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = testRepository({ ...smallFleet, ...more });
  await runFleet(folder, ["generate"]);
  commitAll(folder, "base");
  return folder;
}

const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const uids = (folder: string) => JSON.parse(read(folder, "fleet.lock.json")).uids;

it("adds a user with a module and an account, and nothing is wrong afterwards", async () => {
  const folder = await committedFleet();
  const args = ["add", "user", "ada", "--name", "Ada Lovelace", "--host", "mini"];
  const added = await runFleet(folder, args);
  expect(added).toMatchObject({ status: 0, stderr: "" });
  expect(added.stdout).toContain('Added the user "ada".');
  expect(read(folder, config)).toContain('fullName: "Ada Lovelace"');
  expect(read(folder, config)).toContain('users: ["keith", "ada"]');
  expect(read(folder, "users/ada.nix")).toBe("{ }\n");
  expect(git(folder, "status", "--short", "--", "users")).toContain("A users/ada.nix");
  expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
  expect(await runFleet(folder, ["generate", "--check"])).toMatchObject({ status: 0 });
});

it("gives the config and the modules back when who was added is removed, and keeps the uid", async () => {
  const folder = await committedFleet();
  await runFleet(folder, ["add", "user", "ada", "--host", "mini"]);
  const removed = await runFleet(folder, ["remove", "user", "ada", "--yes"]);
  expect(removed).toMatchObject({ status: 0 });
  expect(removed.stdout).toContain("fleet uids free 1001");
  expect(git(folder, "status", "--short").trim()).toBe("M fleet.lock.json");
  expect(uids(folder).tombstones).toEqual({ 1001: "ada" });
});

it("writes nothing with --dry-run, and says it in JSON", async () => {
  const folder = await committedFleet();
  const shown = await runFleet(folder, ["add", "user", "ada", "--dry-run", "--json"]);
  expect(JSON.parse(shown.stdout)).toMatchObject({
    title: "add user ada",
    done: false,
    files: [
      { path: "users/ada.nix", kind: "created" },
      { path: config, kind: "changed" },
      { path: "fleet.json", kind: "changed" },
    ],
  });
  expect(git(folder, "status", "--short")).toBe("");
});

it("leaves git alone where that is said, and prints the command", async () => {
  const folder = await committedFleet();
  const { status, stdout } = await runFleet(folder, ["add", "user", "ada", "--no-git-add"]);
  expect(status).toBe(0);
  expect(stdout).toContain("git add -- users/ada.nix");
  expect(git(folder, "status", "--short", "--", "users")).toContain("?? users/ada.nix");
});

it.each([
  ["", "life/bad-name"],
  ["a b", "life/bad-name"],
  ["root", "life/bad-name"],
  ["$(id)", "life/bad-name"],
  ["__proto__.x/..", "life/bad-name"],
  ["keith", "life/is-there"],
])("does nothing for the user %j", async (id, code) => {
  const folder = await committedFleet();
  const { status, stdout } = await runFleet(folder, ["add", "user", id, "--json"]);
  expect(status).not.toBe(0);
  expect(stdout).toContain(code);
  expect(git(folder, "status", "--short")).toBe("");
});

it("says all that is not declared at once, and who may be meant", async () => {
  const folder = await committedFleet();
  const args = ["add", "user", "ada", "--host", "minni", "--profile", "none"];
  const { status, stderr } = await runFleet(folder, args);
  expect(status).toBe(1);
  expect(stderr).toContain('The host "minni" is not declared.');
  expect(stderr).toContain('Did you mean "mini"?');
  expect(stderr).toContain('The profile "none" is not declared.');
  expect(stderr).toContain("Nothing was done.");
});

it("takes keys from a file elsewhere, and never repeats a private one", async () => {
  const line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";
  const elsewhere = testdir({
    "id.pub": `${line} ada\n`,
    id: "-----BEGIN OPENSSH PRIVATE KEY-----\nsecretsecret\n",
  });
  const folder = await committedFleet();
  const key = ["--ssh-key", join(elsewhere, "id")];
  const refused = await runFleet(folder, ["add", "user", "ada", ...key]);
  expect(refused.status).toBe(2);
  expect(refused.stderr).not.toContain("secretsecret");
  await runFleet(folder, ["add", "user", "ada", "--ssh-key", join(elsewhere, "id.pub")]);
  expect(read(folder, config)).toContain(line);
});

it("makes the key of a host where it is told to, and nowhere in a repository", async () => {
  const folder = await committedFleet();
  const inside = await runFleet(folder, [
    ...["add", "host", "nas", "--system", "x86_64-linux", "--state-version", "24.05"],
    ...["--mint-key", "keys"],
  ]);
  expect(inside).toMatchObject({ status: 2 });
  expect(existsSync(join(folder, "keys"))).toBe(false);
  const keys = testdir();
  const added = await runFleet(folder, [
    ...["add", "host", "nas", "--system", "x86_64-linux", "--state-version", "24.05"],
    ...["--user", "keith", "--mint-key", keys],
  ]);
  expect(added).toMatchObject({ status: 0 });
  expect(added.stdout).toContain(`--extra-files ${keys}`);
  const key = join(keys, "etc/ssh/ssh_host_ed25519_key");
  expect(statSync(key).mode & 0o777).toBe(0o600);
  const [type = "", blob = ""] = readFileSync(`${key}.pub`, "utf8").split(" ");
  expect(read(folder, config)).toContain(`sshHostKey: "${type} ${blob}"`);
});

it("says what is missing where an addition would bring errors, and does nothing", async () => {
  const folder = await committedFleet();
  const { status, stderr } = await runFleet(folder, [
    "add",
    "host",
    "nas",
    "--system",
    "x86_64-linux",
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain("life/new-errors");
  expect(stderr).toContain("stateVersion");
  expect(git(folder, "status", "--short")).toBe("");
});

it("renames a user there and back: modules move, the uid and the login stay", async () => {
  const folder = await committedFleet({ "users/keith/mini.nix": "{ }\n" });
  const there = await runFleet(folder, ["rename", "user", "keith", "kmiller", "--yes"]);
  expect(there).toMatchObject({ status: 0, stderr: "" });
  expect(uids(folder).accounts).toEqual({ 1000: "kmiller" });
  const { accounts } = JSON.parse(read(folder, "fleet.json")).hosts.mini;
  expect(accounts.kmiller).toMatchObject({ username: "keith", uid: 1000 });
  expect(git(folder, "status", "--short", "--", "users").split("\n")).toEqual([
    "R  users/keith.nix -> users/kmiller.nix",
    "R  users/keith/mini.nix -> users/kmiller/mini.nix",
    "",
  ]);
  expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
  await runFleet(folder, ["rename", "user", "kmiller", "keith", "--yes"]);
  expect(git(folder, "status", "--short")).toBe("");
});

it("asks for the new name where a rename has none", async () => {
  const folder = await committedFleet();
  const { status, stderr } = await runFleet(folder, ["rename", "user", "keith", "--yes"]);
  expect(status).toBe(2);
  expect(stderr).toContain("There is no new name.");
  expect(stderr).toContain("fleet rename user OLD NEW");
});

it("does the rest of a rename that somebody began in the config, and keeps the uid", async () => {
  const folder = await committedFleet();
  await runFleet(folder, ["add", "user", "ben", "--name", "Ben", "--host", "mini"]);
  commitAll(folder, "ben");
  writeFiles(folder, { [config]: read(folder, config).replaceAll(/\bben\b/g, "benny") });
  const renamed = await runFleet(folder, ["rename", "user", "ben", "benny", "--yes"]);
  expect(renamed).toMatchObject({ status: 0 });
  expect(uids(folder).accounts).toEqual({ 1000: "keith", 1001: "benny" });
  expect(git(folder, "status", "--short", "--", "users").trim()).toBe(
    "R  users/ben.nix -> users/benny.nix",
  );
  expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
});

it("renames a host: one move, and no file of nobody is left", async () => {
  const folder = await committedFleet({ "hosts/mini/hardware.nix": "{ }\n" });
  const { status, stdout } = await runFleet(folder, ["rename", "host", "mini", "vault", "--yes"]);
  expect(status).toBe(0);
  expect(stdout).toContain("hosts/mini.nix to hosts/vault.nix");
  expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(read(folder, "fleet.json")).hosts.vault.hostname).toBe("vault");
});

it("moves no file that git does not have as it is, and prints the command", async () => {
  const folder = await committedFleet();
  writeFileSync(join(folder, "users/keith.nix"), "{ programs.git.enable = true; }\n");
  const { status, stdout } = await runFleet(folder, [
    "rename",
    "user",
    "keith",
    "kmiller",
    "--yes",
  ]);
  expect(status).toBe(0);
  expect(stdout).toContain("git mv -- users/keith.nix users/kmiller.nix");
  expect(read(folder, "users/keith.nix")).toContain("programs.git");
});

it("deletes no module that git does not have as it is", async () => {
  const folder = await committedFleet();
  await runFleet(folder, ["add", "user", "ada", "--host", "mini"]);
  writeFileSync(join(folder, "users/ada.nix"), "{ programs.git.enable = true; }\n");
  const { stdout } = await runFleet(folder, ["remove", "user", "ada", "--yes"]);
  expect(stdout).toContain("git rm --force --quiet -- users/ada.nix");
  expect(read(folder, "users/ada.nix")).toContain("programs.git");
});

it("does not go on where nobody agrees, or git has not merged", async () => {
  const folder = await committedFleet();
  expect(await runFleet(folder, ["remove", "user", "keith"])).toMatchObject({ status: 2 });
  git(folder, "checkout", "--quiet", "-b", "other");
  writeFiles(folder, { "hosts/mini.nix": "{ a = 1; }\n" });
  commitAll(folder, "other");
  git(folder, "checkout", "--quiet", "-");
  writeFiles(folder, { "hosts/mini.nix": "{ a = 2; }\n" });
  commitAll(folder, "own");
  try {
    git(folder, "merge", "--quiet", "other");
  } catch {
    // The conflict is what is wanted.
  }
  const { status, stderr } = await runFleet(folder, ["add", "user", "ada"]);
  expect(status).toBe(1);
  expect(stderr).toContain("life/merging");
});

it("prints what to write where the config computes it, and does nothing", async () => {
  const folder = await committedFleet({
    [config]: `const users = Object.fromEntries(["keith"].map((id) => [id, { isAdmin: true }]));
export default { users, hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: Object.keys(users) } } };
`,
  });
  const { status, stderr } = await runFleet(folder, ["add", "user", "ada", "--name", "Ada"]);
  expect(status).toBe(1);
  expect(stderr).toContain("life/config-by-hand");
  expect(stderr).toContain('"Ada"');
  expect(git(folder, "status", "--short")).toBe("");
});

it("follows no work folder of others, and completes no change that names files elsewhere", async () => {
  const folder = await committedFleet();
  const elsewhere = testdir({ "victim.txt": "mine\n" });
  mkdirSync(join(folder, ".fleet-work/change"), { recursive: true });
  writeFileSync(
    join(folder, ".fleet-work/change/journal.json"),
    JSON.stringify({
      version: 1,
      title: "add user eve",
      index: { added: [], moved: [], deleted: [] },
      steps: [{ kind: "delete", path: `../${elsewhere}/victim.txt`, before: "x" }],
    }),
  );
  const { status, stderr } = await runFleet(folder, ["add", "user", "ada"]);
  expect(status).toBe(2);
  expect(stderr).toContain("life/bad-journal");
  expect(read(elsewhere, "victim.txt")).toBe("mine\n");
});

it.each([
  ["", 'nobody but its own admin makes or deletes the account "ada"; "/home/ada" stays'],
  [
    ", deploy: { engine: system-manager }",
    'the next switch locks the account "ada", and leaves it and "/home/ada"',
  ],
])("says what becomes of an account on another distribution: %s", async (deploy, words) => {
  const folder = testRepository({
    "fleet.config.yaml": `users:
  keith: { fullName: Keith, isAdmin: true, home: standalone }
  ada: { fullName: Ada, home: standalone }
hosts:
  box: { system: x86_64-linux, platform: linux, users: [keith, ada]${deploy} }
defaults: { stateVersion: "25.11" }
`,
    "users/keith.nix": "{ }",
    "users/ada.nix": "{ }",
  });
  await runFleet(folder, ["generate"]);
  commitAll(folder, "base");
  const { stdout, stderr } = await runFleet(folder, ["remove", "user", "ada", "--dry-run"]);
  expect((stdout + stderr).replaceAll(/\s+/g, " ")).toContain(words);
});
