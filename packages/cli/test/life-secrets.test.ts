import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { commitAll } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";
import { keyOf, secretsRepository, toolPath } from "./secrets-fleet.ts";

/** An editor that writes a text, as somebody would; with "" one that leaves the file as it is. */
function editorOf(text: string): string {
  const folder = testdir();
  const editor = join(folder, "editor");
  const work = text === "" ? "exit 0" : `printf '%s' '${text}' > "$1"`;
  writeFileSync(editor, `#!/bin/sh\n${work}\n`);
  chmodSync(editor, 0o755);
  return editor;
}

const env = (text: string) => ({
  PATH: toolPath,
  EDITOR: editorOf(text),
  SOPS_AGE_KEY_FILE: keyOf("keith").file,
});

/** The recipients of a file in YAML, in order. */
function recipientsOf(folder: string, path: string): string[] {
  const text = readFileSync(join(folder, path), "utf8");
  return [...text.matchAll(/recipient: (age1\w+)/g)].map(([, key = ""]) => key).sort();
}

const keysOf = (...names: readonly string[]) => names.map((name) => keyOf(name).recipient).sort();

it("declares a secret, and makes its file with exactly the readers that are declared", async () => {
  const folder = await secretsRepository({});
  const added = await runFleet(folder, ["add", "secret", "wifi", "--to", "host:mini"]);
  expect(added).toMatchObject({ status: 0 });
  expect(added.stdout).toContain("fleet secrets edit secrets/hosts/mini.yaml");
  const edited = await runFleet(
    folder,
    ["secrets", "edit", "secrets/hosts/mini.yaml"],
    env("wifi: hunter2\n"),
  );
  expect(edited).toMatchObject({ status: 0, stdout: "Made secrets/hosts/mini.yaml\n" });
  expect(readFileSync(join(folder, "secrets/hosts/mini.yaml"), "utf8")).not.toContain("hunter2");
  expect(recipientsOf(folder, "secrets/hosts/mini.yaml")).toEqual(
    keysOf("keith", "mini", "recovery"),
  );
  git(folder, "add", "--all");
  expect(await runFleet(folder, ["secrets", "status"], env(""))).toMatchObject({ status: 0 });
  expect(existsSync(join(folder, ".fleet-work"))).toBe(false);
});

it("adds a rule for a file that none is about, and goes by it before .sops.yaml does", async () => {
  const folder = await secretsRepository({});
  const args = ["add", "secret", "backup", "--to", "user:traci", "--file", "vault/b.yaml"];
  expect(await runFleet(folder, args)).toMatchObject({ status: 0 });
  writeFileSync(join(folder, ".sops.yaml"), "creation_rules: [{ age: nonsense }]\n");
  await runFleet(folder, ["secrets", "edit", "vault/b.yaml"], env("backup: x\n"));
  expect(recipientsOf(folder, "vault/b.yaml")).toEqual(keysOf("recovery", "traci"));
});

it("leaves a file as it is where nothing was edited, and its readers where they differ", async () => {
  const folder = await secretsRepository({});
  const path = "secrets/hosts/mini.yaml";
  await runFleet(folder, ["secrets", "edit", path], env("wifi: hunter2\n"));
  const before = readFileSync(join(folder, path), "utf8");
  const same = await runFleet(folder, ["secrets", "edit", path], env(""));
  expect(same).toMatchObject({ status: 0, stdout: `Left as it was: ${path}\n` });
  expect(readFileSync(join(folder, path), "utf8")).toBe(before);
  git(folder, "add", "--all");
  await runFleet(folder, [
    "add",
    "user",
    "ada",
    "--is-admin",
    "--host",
    "mini",
    "--age-key",
    keyOf("stranger").recipient,
  ]);
  const edited = await runFleet(folder, ["secrets", "edit", path], env("wifi: other\n"));
  expect(edited).toMatchObject({ status: 0 });
  expect(edited.stderr).toContain(`fleet secrets sync ${path}`);
  expect(recipientsOf(folder, path)).toEqual(keysOf("keith", "mini", "recovery"));
});

it.each([
  ["../elsewhere.yaml", "lies outside"],
  ["other/file.yaml", "No rule says"],
])("does not open %s", async (path, why) => {
  const folder = await secretsRepository({});
  const { status, stderr } = await runFleet(folder, ["secrets", "edit", path], env("a: b\n"));
  expect(status).toBe(2);
  expect(stderr).toContain(why);
});

it("says of who leaves which values they know, also those of earlier commits", async () => {
  const folder = await secretsRepository({});
  const path = "secrets/hosts/mini.yaml";
  await runFleet(folder, ["secrets", "edit", path], env("wifi: hunter2\nold: one\n"));
  commitAll(folder, "first");
  await runFleet(folder, ["secrets", "edit", path], env("wifi: hunter3\n"));
  commitAll(folder, "second");
  const { stdout } = await runFleet(folder, ["remove", "user", "keith", "--dry-run"]);
  expect(stdout).toContain(`"${path}" can be read now: "old", "wifi".`);
  expect(stdout).toContain(`fleet secrets rotate ${path}`);
  expect(stdout).not.toContain("hunter");
});

it.each([
  ".git/hooks/pre-commit",
  ".fleet-work/x.yaml",
  "fleet.config.yaml",
  "fleet.json",
  "fleet.lock.json",
  ".sops.yaml",
  "flake.nix",
  "hosts",
])("takes %j for no secret file", async (file) => {
  const folder = await secretsRepository({});
  mkdirSync(join(folder, "hosts"), { recursive: true });
  writeFileSync(join(folder, "flake.nix"), "{ }");
  const before = readFileSync(join(folder, "fleet.config.yaml"), "utf8");
  const args = ["add", "secret", "backup", "--to", "host:mini", "--file", file];
  const { status, stderr } = await runFleet(folder, args);
  expect(status).toBe(2);
  expect(stderr).toContain("life/bad-name");
  expect(readFileSync(join(folder, "fleet.config.yaml"), "utf8")).toBe(before);
});
