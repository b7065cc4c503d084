import type { FoundSecret } from "../../found/found-secret.ts";
import { type ComparedPlace, comparePairs, compareSets } from "./compared-values.ts";
import { nothing, showOption } from "./shown-value.ts";

/** Compares what sops-nix is told to decrypt: from where, for whom and to where. */
export function compareSecrets(
  place: Omit<ComparedPlace, "kind">,
  secrets: { readonly before: readonly FoundSecret[]; readonly after: readonly FoundSecret[] },
): void {
  const { tally, later, host } = place;
  const kind = "secrets";
  const rest = new Map(secrets.after.map((secret) => [secret.name, secret]));
  for (const secret of secrets.before) {
    const other = rest.get(secret.name);
    rest.delete(secret.name);
    const option = [...place.option, "sops", "secrets", secret.name];
    if (other !== undefined) compareSecret({ ...place, kind, option }, secret, other);
    else if (later === "declared") tally.countLeft(kind);
    else {
      const reason = "Nothing has it decrypted any more.";
      const words = { what: showOption(...option), before: "a secret", after: nothing, reason };
      tally.differ(host, { kind, ...words });
    }
  }
  for (const { name } of rest.values()) {
    const what = showOption(...place.option, "sops", "secrets", name);
    const reason = "There was no such secret.";
    tally.differ(host, { kind, what, before: nothing, after: "a secret", reason });
  }
}

function compareSecret(place: ComparedPlace, before: FoundSecret, after: FoundSecret): void {
  const names = [
    ["sopsFile", "file"],
    ["format", "format"],
    ["mode", "mode"],
    ["owner", "owner"],
    ["group", "group"],
    ["path", "path"],
    ["neededForUsers", "neededForUsers"],
  ] as const;
  const isEqual = comparePairs(place, [
    ...names.map(([option, key]) => ({ name: [option], before: before[key], after: after[key] })),
    // Of other formats sops-nix delivers the whole file, whatever the key.
    ...(isTree(before) || isTree(after)
      ? [{ name: ["key"], before: before.key, after: after.key }]
      : []),
  ]);
  const sets = (["restartUnits", "reloadUnits"] as const).map((name) =>
    compareSets(place, { name: [name], before: before[name], after: after[name] }),
  );
  if (isEqual && sets.every((set) => set.isEqual)) place.tally.countEqual("secrets");
}

function isTree({ format }: FoundSecret): boolean {
  return format === "yaml" || format === "json";
}
