import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Who reads a secret by clan's own rule, on the real disk: `collect_keys_for_path`, `collect_keys_for_type`
 * (clan_cli/secrets/secrets.py) and `read_keys` (clan_cli/secrets/sops.py) of clan-core d7c35d9, line by line.
 */
export function collectKeysForPath(path: string): Set<string> {
  const keys = new Set<string>();
  const update = (more: ReadonlySet<string>) => {
    for (const key of more) keys.add(key);
  };
  update(collectKeysForType(join(path, "machines")));
  update(collectKeysForType(join(path, "users")));
  const groups = join(path, "groups");
  if (!existsSync(groups) || !statSync(groups).isDirectory()) return keys;
  for (const group of readdirSync(groups)) {
    update(collectKeysForType(join(groups, group, "machines")));
    update(collectKeysForType(join(groups, group, "users")));
  }
  return keys;
}

function collectKeysForType(folder: string): Set<string> {
  const keys = new Set<string>();
  if (!existsSync(folder)) return keys;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!lstatSync(path).isSymbolicLink()) continue;
    const target = existsSync(path) ? realpathSync(path) : undefined;
    if (target === undefined) continue;
    if (basename(folder) !== basename(dirname(target))) continue;
    for (const key of readKeys(target)) keys.add(key);
  }
  return keys;
}

function readKeys(folder: string): string[] {
  const keys: unknown = JSON.parse(readFileSync(join(folder, "key.json"), "utf8"));
  const items: readonly unknown[] = Array.isArray(keys) ? keys : [keys];
  return items.map((item) => {
    const key: unknown =
      typeof item === "object" && item !== null ? Reflect.get(item, "publickey") : undefined;
    if (typeof key !== "string") throw new Error("a key of the test is none");
    return key;
  });
}
