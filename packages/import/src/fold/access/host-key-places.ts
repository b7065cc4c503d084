import type { HostDeclaration } from "@fleet/core";
import type { FoundHost } from "../../found/found-fleet.ts";
import type { LeftList } from "../left-list.ts";

/** The key of a host, and where its private half lies. */
export type FoldedHostKeys = Pick<
  HostDeclaration,
  "ageKey" | "ageKeyFile" | "sshHostKey" | "sshHostKeyPath"
>;

/** Where fleet tells sops-nix to look where nothing else is declared. */
const usualKeyFile = "/var/lib/sops/age/keys.txt";
const usualHostKey = "/etc/ssh/ssh_host_ed25519_key";

/**
 * Where the private half of a key lies, as the host decrypts its secrets today; undefined where nothing says it, and
 * nothing to declare where it is what fleet goes by.
 */
export function placeHostKey(
  { identity }: FoundHost,
  field: "ageKey" | "sshHostKey",
): FoldedHostKeys | undefined {
  const [path] = identity?.sshKeyPaths ?? [];
  if (field === "sshHostKey") return isSaid(path, usualHostKey) ? { sshHostKeyPath: path } : {};
  // A file first: the SSH host key is there by default, beside what somebody has chosen.
  const file = identity?.keyFile ?? undefined;
  if (file !== undefined) return file === usualKeyFile ? {} : { ageKeyFile: file };
  return path === undefined ? undefined : { sshHostKeyPath: path };
}

function isSaid(path: string | undefined, usual: string): boolean {
  return path !== undefined && path !== usual;
}

/** Leaves a host of whose key nobody says where it lies. */
export function leaveUnknownPlace(left: LeftList, id: string): void {
  left.add({
    kind: "key",
    about: id,
    message:
      "It is not known where the private half of its age key lies, and fleet looks in /var/lib/sops/age/keys.txt.",
    help: "Where it is that of the SSH host key, declare that: `sshHostKeyPath`; where it lies in another file, `ageKeyFile`.",
  });
}
