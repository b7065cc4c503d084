import { compareNames } from "@fleet/diagnostics";
import type { FileRule, Keyring } from "@fleet/secrets";
import type { ComputedSecrets } from "../computed-fleet.ts";
import type { Json } from "./json-text.ts";

/** Who can decrypt which secret file, and whose key is whose: all that the files can be compared with. */
export function secretsJson({ secrets }: ComputedSecrets): Json {
  const { rules, keyring, ignored, clan } = secrets;
  return {
    clanFolder: clan === undefined ? undefined : clan.folder.replace(/\/$/, "") || ".",
    files: rules.map(fileJson),
    ignore: ignored?.map(({ pattern }) => pattern.text),
    keyNames: keyring.keyNames && Object.fromEntries(keyring.keyNames),
    keys: keysJson(keyring),
    sshKeys: sshKeysJson(keyring),
  };
}

function fileJson({ pattern, groups, threshold, cryptRule, holdsKeyOf }: FileRule): Json {
  const idsOf = (group: FileRule["groups"][number]) => group.map(({ recipient }) => recipient.id);
  return {
    cryptRule: cryptRule === undefined ? undefined : { ...cryptRule },
    // Nearly all rules have one, and `recipients` says who is in it.
    groups: groups.length === 1 ? undefined : groups.map((group) => unique(idsOf(group))),
    holdsKeyOf: holdsKeyOf.length === 0 ? undefined : holdsKeyOf,
    path: pattern.text,
    readers: unique(groups.flat().map(({ reader }) => reader)),
    recipients: unique(groups.flatMap(idsOf)),
    threshold,
  };
}

/** Whoever is declared is in it, also without a key. */
function keysJson({ recipients, readers }: Keyring): Json {
  const names = unique([...recipients.keys(), ...(readers ?? [])]);
  return Object.fromEntries(
    names.map((name) => [name, unique((recipients.get(name) ?? []).map(({ id }) => id))]),
  );
}

function sshKeysJson({ sshForms }: Keyring): Json | undefined {
  if (sshForms.size === 0) return undefined;
  const byReader = Map.groupBy(sshForms, ([, reader]) => reader);
  return Object.fromEntries(
    unique([...byReader.keys()]).map((reader) => [
      reader,
      unique((byReader.get(reader) ?? []).map(([line]) => line)),
    ]),
  );
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareNames);
}
