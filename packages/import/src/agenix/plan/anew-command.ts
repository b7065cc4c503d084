import { shellPath } from "@fleet/diagnostics";

/**
 * The path of the sops file that takes the place of one of age. It has one secret, byte for byte, as that had: sops
 * takes a file for such by its ending, which is none of those that it reads as a tree (`.yaml`, `.json`, `.env`, `.ini`).
 */
export function anewPath(path: string): string {
  return `${path.endsWith(".age") ? path.slice(0, -".age".length) : path}.sops`;
}

/**
 * The command that encrypts a file of age anew: nothing in the clear is written to a disk, a file that is there already
 * stays, and one that could not be made whole goes (sops encrypts nothing at all to a file as well).
 */
export function anewCommand(path: string, identity: string): string {
  const target = shellPath(anewPath(path));
  const open = `age -d -i ${identity} ${shellPath(path)}`;
  const seal = `sops encrypt --filename-override ${target} --output ${target} /dev/stdin`;
  return `test -e ${target} || (set -o pipefail; ${open} | ${seal}) || rm -f ${target}`;
}

/** The command that says whether both files hold the same, and then takes the old one out. */
export function retireCommand(path: string, identity: string): string {
  const target = shellPath(anewPath(path));
  const open = `age -d -i ${identity} ${shellPath(path)}`;
  return `sops decrypt ${target} | cmp - <(${open}) && git rm ${shellPath(path)}`;
}

/** The private key that opens a file for whoever moves it: agenix takes that of SSH unless it is told another. */
export function identityFor(recipients: readonly string[]): string {
  return recipients.some((recipient) => recipient.startsWith("ssh-ed25519 "))
    ? "~/.ssh/id_ed25519"
    : recipients.some((recipient) => recipient.startsWith("ssh-rsa "))
      ? "~/.ssh/id_rsa"
      : "~/.config/sops/age/keys.txt";
}
