import type { FoundHost } from "../../found/found-fleet.ts";
import type { FoundAgeSecret } from "../../found/found-settings.ts";
import { anewPath } from "./anew-command.ts";

/** What is to be written in a declaration for a file of age, once sops has it. */
export interface AnewSecret {
  /** In order. */
  readonly hosts: readonly string[];
  readonly name: string;
  /** Such as `db: { file: "secrets/db.sops", key: "", owner: "db" }`. */
  readonly text: string;
}

/** The secrets of hosts by the file of age that they come from; hosts that have one alike are one. */
export function listAnewSecrets(
  hosts: readonly FoundHost[],
): ReadonlyMap<string, readonly AnewSecret[]> {
  const byFile = new Map<string, Map<string, { name: string; hosts: string[] }>>();
  for (const host of hosts) {
    for (const secret of host.ageSecrets ?? []) {
      const text = writeSecret(host, secret);
      const known = byFile.get(secret.file) ?? new Map<string, { name: string; hosts: string[] }>();
      byFile.set(secret.file, known);
      const same = known.get(text) ?? { name: secret.name, hosts: [] };
      known.set(text, same);
      same.hosts.push(host.name);
    }
  }
  return new Map(
    [...byFile].map(([file, texts]) => [file, [...texts].map(([text, own]) => ({ text, ...own }))]),
  );
}

/** Without what sops-nix takes by itself; one byte for byte has no key. */
function writeSecret({ users }: FoundHost, secret: FoundAgeSecret): string {
  const { name, file, mode, owner, group, path } = secret;
  const isOfRoot = owner === null || owner === "0" || owner === "root";
  const usualGroup = isOfRoot ? "root" : users.find(({ login }) => login === owner)?.group;
  const isUsualGroup = group === null || group === usualGroup || (isOfRoot && group === "0");
  const words: readonly (readonly [string, string | undefined])[] = [
    ["file", anewPath(file)],
    ["key", ""],
    ["owner", isOfRoot ? undefined : owner],
    ["group", isUsualGroup ? undefined : group],
    ["mode", mode === null || mode === "0400" || mode === "400" ? undefined : mode],
    ["path", path === null || path === `/run/agenix/${name}` ? undefined : path],
  ];
  const said = words.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`],
  );
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
  return `${key}: { ${said.join(", ")} }`;
}
