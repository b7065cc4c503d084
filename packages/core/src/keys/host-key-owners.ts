import { type Diagnostic, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { ResolvedFleet } from "../resolve/resolved-fleet.ts";
import { bareKey, optionsOf } from "./authorized-key.ts";

/** A host, and a user one of whose SSH keys is that host's key. */
export interface HostKeyOwner {
  readonly host: string;
  readonly user: string;
}

type Keys = Pick<ResolvedFleet, "hosts" | "keysOfUsers">;

/** The users who have the key of a host, in the order of users. */
export function listHostKeyOwners({ hosts, keysOfUsers }: Keys): readonly HostKeyOwner[] {
  const byBlob = new Map<string, { readonly host: string; readonly line: string }[]>();
  for (const { id, sshHostKey } of hosts.values()) {
    if (sshHostKey === undefined) continue;
    for (const blob of listBlobs(sshHostKey)) {
      byBlob.set(blob, [...(byBlob.get(blob) ?? []), { host: id, line: sshHostKey }]);
    }
  }
  if (byBlob.size === 0) return [];
  return [...keysOfUsers].flatMap(([user, keys]) => {
    // Of a large fleet hardly any line is worth to be taken apart.
    const found = keys.flatMap((key) => {
      const alike = typeof key === "string" ? listBlobs(key) : [];
      const near = alike.flatMap((blob) => byBlob.get(blob) ?? []);
      if (near.length === 0 || typeof key !== "string" || optionsOf(key).isAuthority) return [];
      return near.filter(({ line }) => bareKey(line) === bareKey(key)).map(({ host }) => host);
    });
    return [...new Set(found)].map((host) => ({ host, user }));
  });
}

/** What may be the base64 of keys in a line. */
function listBlobs(line: string): readonly string[] {
  return line.match(/AAAA[A-Za-z0-9+/]+/g) ?? [];
}

/** Nobody logs in with the key of a host, but where their age keys say so already. */
export function* hostKeysAreTheirOwn({ users }: Fleet, keys: Keys): Iterable<Diagnostic> {
  for (const { host, user } of listHostKeyOwners(keys)) {
    const blobs = listBlobs(keys.hosts.get(host)?.sshHostKey ?? "");
    const ageKeys = JSON.stringify(users.get(user)?.ageKeys ?? []);
    // `secrets/same-key-for-two` says that.
    if (blobs.some((blob) => ageKeys.includes(blob))) continue;
    const message = `The key of the host ${quote(host)} is an SSH key of ${quote(user)}, too: they read all that the host reads, and root there logs in as them.`;
    const path = ["hosts", host, "sshHostKey"];
    const help = `Write the host's own key, which \`ssh-keyscan\` shows, or /etc/ssh/ssh_host_ed25519_key.pub there.`;
    yield coreCodes.create("ssh-key-of-two", message, { path, help });
  }
}
