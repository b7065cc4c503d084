import { compareNames, type Diagnostic, type Outcome } from "@fleet/diagnostics";
import type { ClanTree } from "@fleet/secrets";
import { readClanKeys } from "@fleet/secrets/internal";
import type { FoundOwner } from "../found/found-keys.ts";

/** Whose the keys in clan's folders are: of users and machines, in order. A broken key costs no other. */
export function listClanOwners({ folder, members }: ClanTree): Outcome<readonly FoundOwner[]> {
  const diagnostics: Diagnostic[] = [];
  const owners: FoundOwner[] = [];
  for (const [path, file] of [...members].sort(([a], [b]) => compareNames(a, b))) {
    const keys = readClanKeys(path, file);
    // It is for their clan to mend, and keeps nobody from moving in; but a private key has been seen by many.
    diagnostics.push(
      ...keys.diagnostics.map((finding) =>
        finding.code === "secrets/private-key-in-file"
          ? finding
          : { ...finding, severity: "warning" as const },
      ),
    );
    if (keys.recipients.length === 0) continue;
    const isMachine = path.startsWith(`${folder}sops/machines/`);
    owners.push({
      name: path.slice(path.lastIndexOf("/") + 1),
      recipients: keys.recipients.map(({ id }) => id),
      kind: isMachine ? "host" : "user",
      because: isMachine ? "it is a machine of clan" : "it is a user of clan",
      comment: "",
      file: `${path}/key.json`,
      line: null,
    });
  }
  return { value: owners, diagnostics };
}
