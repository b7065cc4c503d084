import { parseSshPublicKey } from "@fleet/core/internal";
import { type Checked, quote, shellPath } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { decodeText, findRepository } from "@fleet/project/internal";
import { join, resolve } from "pathe";
import { createProblem } from "../codes.ts";

/** The public half of the key by which a host is known. */
export interface HostKey {
  /** `ssh-ed25519 BASE64`. */
  readonly line: string;
  /** The folder with both halves, as for `nixos-anywhere --extra-files`, quoted for a shell; undefined where it was not made here. */
  readonly folder: string | undefined;
}

const keyPath = "etc/ssh/ssh_host_ed25519_key";

/**
 * Makes the key of a host before it is installed, below a folder as its root file system will have it; one that is
 * there already is taken. The private half is only for its owner to read, and never lies in a repository.
 */
export async function mintHostKey(
  world: World,
  { folder, host }: { readonly folder: string; readonly host: string },
): Promise<Checked<HostKey>> {
  const root = resolve(world.folder, folder);
  const { disk } = world;
  const repository = findRepository(disk, root);
  if (repository !== undefined) {
    const message = `${quote(folder)} lies in a git repository, where no private key may be.`;
    const help = "Name a folder elsewhere: --mint-key ~/keys/HOST";
    return { ok: false, diagnostics: [createProblem("bad-answer", message, { help })] };
  }
  const file = join(root, keyPath);
  try {
    if (disk.inspect(`${file}.pub`) === undefined) {
      disk.makeFolder(join(root, "etc/ssh"), 0o755);
      // On the host they have the permissions of here, whatever whoever makes them keeps from others.
      for (const path of ["etc", "etc/ssh"]) disk.setAccess(join(root, path), { mode: 0o755 });
      const end = await world.run({
        program: "ssh-keygen",
        arguments: ["-q", "-t", "ed25519", "-N", "", "-C", `root@${host}`, "-f", file],
        folder: root,
        environment: world.environment,
        isSilent: true,
        timeLimit: 60_000,
      });
      if (end.end !== "exit" || end.status !== 0) {
        return refuseKey(`ssh-keygen made no key in ${quote(folder)}.`, describeEnd(end));
      }
      disk.setAccess(file, { mode: 0o600 });
    }
    const line = readHostKey(decodeText(disk.read(`${file}.pub`)));
    if (line === undefined)
      return refuseKey(
        `${quote(`${folder}/${keyPath}.pub`)} holds no ssh-ed25519 key.`,
        "Remove it, and run the command again.",
      );
    return { ok: true, value: { line, folder: shellPath(root) }, diagnostics: [] };
  } catch {
    return refuseKey(`${quote(folder)} cannot be written.`, "Name a folder that you may write in.");
  }
}

function describeEnd(end: { readonly end: string; readonly log?: string }): string {
  if (end.end === "unstarted") return "Install OpenSSH, or: nix shell nixpkgs#openssh";
  return `It says: ${quote((end.log ?? "").trim().split("\n", 1)[0] ?? "")}`;
}

/** A key of the type that hosts have, without its comment. */
export function readHostKey(text: string): string | undefined {
  const parsed = parseSshPublicKey(text.trim());
  return parsed.ok && parsed.key.type === "ssh-ed25519" ? parsed.key.line : undefined;
}

/** That no key could be had. */
export function refuseKey(message: string, help: string): Checked<never> {
  return { ok: false, diagnostics: [createProblem("no-host-key", message, { help })] };
}
