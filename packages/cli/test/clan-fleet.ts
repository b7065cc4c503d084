import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { git } from "@fleet/test-kit";
import { callSops, encrypt, keyOf, secretsRepository } from "./secrets-fleet.ts";

/** Who reads each secret of the clan: users, machines and groups as its links name them, then for whose keys it is. */
const secrets: Readonly<
  Record<string, readonly [links: readonly string[], keys: readonly string[]]>
> = {
  "sops/secrets/mini-age.key": [["groups/admins"], ["keith", "traci"]],
  "sops/secrets/token": [
    ["users/keith", "machines/mini"],
    ["keith", "mini"],
  ],
  "vars/per-machine/mini/openssh/ssh.id_ed25519": [
    ["machines/mini", "users/keith"],
    ["mini", "keith"],
  ],
  "vars/shared/wifi/password": [
    ["machines/mini", "groups/admins"],
    ["mini", "keith", "traci"],
  ],
};

/** A config with Keith, Traci and mini, of whom none declares a key but those that are named. */
export function clanConfig(keyed: readonly string[] = [], more = ""): string {
  const keys = (name: string) =>
    keyed.includes(name) ? `, ageKeys: [${keyOf(name).recipient}]` : "";
  return `users:
  keith: { fullName: Keith, isAdmin: true${keys("keith")} }
  traci: { fullName: Traci${keys("traci")} }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith, traci]${more} }
secrets:
  defaultRules: false
  clanFolder: .
`;
}

/** A repository with such a fleet, and a clan as clan itself lays it out, encrypted by the real sops. */
export async function clanRepository(config = clanConfig()): Promise<string> {
  const folder = await secretsRepository({}, config);
  for (const name of ["keith", "traci"]) writeKey(folder, `users/${name}`, [name]);
  writeKey(folder, "machines/mini", ["mini"]);
  for (const name of ["keith", "traci"]) {
    linkMember(folder, `sops/groups/admins/users/${name}`, `sops/users/${name}`);
  }
  for (const [path, [links, keys]] of Object.entries(secrets)) {
    writeSecret(folder, path, keys);
    for (const link of links) linkMember(folder, `${path}/${link}`, `sops/${link}`);
  }
  writeText(folder, "vars/per-machine/mini/openssh/ssh.id_ed25519.pub/value", "ssh-ed25519 AAAA\n");
  git(folder, "add", "--all");
  return folder;
}

/** Writes the keys of a user or machine as `clan secrets users add` does (`write_keys`). */
export function writeKey(folder: string, member: string, names: readonly string[]): void {
  const keys = names.map((name) => ({ publickey: keyOf(name).recipient, type: "age" }));
  writeText(folder, `sops/${member}/key.json`, JSON.stringify(keys, null, 2));
}

/** Encrypts a secret as clan does: binary, to these keys (`encrypt_file`). */
export function writeSecret(folder: string, path: string, names: readonly string[]): void {
  writeText(folder, `${path}/secret`, encrypt("secret", names));
}

/** Links as clan does (`allow_member`). */
export function linkMember(folder: string, link: string, target: string): void {
  const path = join(folder, link);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(relative(dirname(path), join(folder, target)), path);
}

/** Writes a file, with the folders above it. */
export function writeText(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What clan itself does of a secret: its keys are set to those of its links (`update_keys`). */
export function updateKeys(folder: string, path: string, names: readonly string[]): void {
  const age = names.map((name) => keyOf(name).recipient);
  const config = join(folder, ".clan-rules.json");
  writeFileSync(config, JSON.stringify({ creation_rules: [{ key_groups: [{ age, pgp: [] }] }] }));
  callSops(["--config", config, "updatekeys", "--yes", join(folder, path, "secret")], {
    env: { SOPS_AGE_KEY_FILE: keyOf("keith").file },
  });
  rmSync(config);
}
