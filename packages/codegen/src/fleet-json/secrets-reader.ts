import type { FleetJson, FleetJsonSecret, FleetJsonSecretFile } from "./fleet-json-content.ts";
import {
  fieldsOf,
  isRecord,
  type Read,
  readList,
  readNumber,
  readText,
  readTexts,
} from "./json-value.ts";

type ReadSecrets = Pick<
  FleetJson,
  | "clanFolder"
  | "hasSecrets"
  | "secretFiles"
  | "secretIgnore"
  | "secretKeyNames"
  | "secretKeys"
  | "secretSshKeys"
>;

/** Reads who can decrypt what, and whose key is whose. */
export function readSecrets(value: unknown): ReadSecrets {
  const { clanFolder, files, ignore, keyNames, keys, sshKeys } = fieldsOf(value);
  return {
    clanFolder: readText(clanFolder),
    hasSecrets: value !== undefined,
    secretFiles: readList(files, readSecretFile),
    secretIgnore: readTexts(ignore),
    secretKeyNames: readWholeMap(keyNames, readText),
    secretKeys: readWholeMap(keys, readTexts),
    secretSshKeys: readWholeMap(sshKeys, readTexts),
  };
}

/** Reads the secrets of a host or a home, in the order of the text. */
export function readWiredSecrets(value: unknown): readonly FleetJsonSecret[] | undefined {
  const read = readWholeMap(value, (secret) => {
    const fields = fieldsOf(secret);
    const [file, key, target] = ["file", "key", "path"].map((name) => readText(fields[name]));
    if (file === undefined || key === undefined) return undefined;
    return target === undefined ? { file, key } : { file, key, target };
  });
  return read === undefined ? undefined : [...read].map(([name, one]) => ({ name, ...one }));
}

/** A map, unknown as a whole where one of its entries is: who it leaves out would be taken for nobody. */
function readWholeMap<T>(value: unknown, read: Read<T>): ReadonlyMap<string, T> | undefined {
  if (!isRecord(value)) return undefined;
  const entries = readList(Object.entries(value), (entry): readonly [string, T] | undefined => {
    const [name, one] = Array.isArray(entry) ? entry : [];
    const found = read(one);
    return typeof name !== "string" || found === undefined ? undefined : [name, found];
  });
  return entries === undefined ? undefined : new Map(entries);
}

/** A rule of which a part is there that cannot be read is none: without it, it would say something else. */
function readSecretFile(value: unknown): FleetJsonSecretFile | undefined {
  const fields = fieldsOf(value);
  const path = readText(fields["path"]);
  const file = {
    readers: readTexts(fields["readers"]),
    recipients: readTexts(fields["recipients"]),
    groups: readList(fields["groups"], readTexts),
    threshold: readNumber(fields["threshold"]),
    cryptRule: readCryptRule(fields["cryptRule"]),
    holdsKeyOf: readTexts(fields["holdsKeyOf"]),
  };
  const isDamaged = Object.entries(file).some(
    ([name, read]) => read === undefined && fields[name] !== undefined,
  );
  return path === undefined || isDamaged ? undefined : { path, ...file };
}

function readCryptRule(value: unknown): FleetJsonSecretFile["cryptRule"] {
  const [field, text] = [readText(fieldsOf(value)["field"]), readText(fieldsOf(value)["value"])];
  return field === undefined || text === undefined ? undefined : { field, value: text };
}
