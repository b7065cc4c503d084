import { type Checked, quote, shellPath } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { encodeText, findRepositoryOf } from "@fleet/project/internal";
import { join, resolve } from "pathe";
import { createProblem } from "../codes.ts";
import { refuseKey } from "./host-key-line.ts";
import { readKeyPair } from "./key-pair.ts";

/** The public half of the key by which a host is known. */
export interface HostKey {
  /** `ssh-ed25519 BASE64`. */
  readonly line: string;
  /** The folder with both halves, as for `nixos-anywhere --extra-files`, quoted for a shell; undefined where it was not made here. */
  readonly folder: string | undefined;
}

const keyPath = "etc/ssh/ssh_host_ed25519_key";

/** Where a key is to be made, and for whom. */
export interface KeyFolder {
  /** From the folder that the command was started in. */
  readonly folder: string;
  readonly host: string;
}

/**
 * The key that a folder has already, as `mintHostKey` takes it; undefined where one would be made. Nothing is
 * written, and a folder in which no private key may be is refused.
 */
export function findHostKey(world: World, { folder }: KeyFolder): Checked<HostKey | undefined> {
  const root = resolve(world.folder, folder);
  const { disk } = world;
  const repository = findRepositoryOf(disk, root);
  if (repository !== undefined) {
    const message = `${quote(folder)} lies in a git repository, where no private key may be.`;
    const help = "Name a folder elsewhere: --mint-key ~/keys/HOST";
    return { ok: false, diagnostics: [createProblem("bad-answer", message, { help })] };
  }
  try {
    const read = readKeyPair(disk, join(root, keyPath));
    if (!read.ok) return read;
    const line = read.value;
    const value = line === undefined ? undefined : { line, folder: shellPath(root) };
    return { ok: true, value, diagnostics: [] };
  } catch {
    return refuseKey(`${quote(folder)} cannot be read.`, "Name a folder that is yours.");
  }
}

/** The files that `mintHostKey` makes, the private half first: absolute. */
export function listKeyFiles(world: World, { folder }: KeyFolder): readonly [string, string] {
  const file = join(resolve(world.folder, folder), keyPath);
  return [file, `${file}.pub`];
}

/**
 * Makes the key of a host before it is installed, below a folder as its root file system will have it; one that is
 * there already is taken. The private half is only for its owner to read, and never lies in a repository. Folders
 * are as those of a system: whoever copies them, such as nixos-anywhere, keeps what they are.
 */
export async function mintHostKey(world: World, place: KeyFolder): Promise<Checked<HostKey>> {
  const { folder, host } = place;
  const there = findHostKey(world, place);
  if (!there.ok) return there;
  const root = resolve(world.folder, folder);
  const { disk } = world;
  const [file, publicFile] = listKeyFiles(world, place);
  try {
    if (there.value !== undefined) {
      // A run that was ended may have got as far as the private half.
      if (disk.inspect(publicFile) === undefined) {
        const text = encodeText(`${there.value.line} root@${host}\n`);
        disk.create(publicFile, text, { mode: 0o644 });
      }
      return { ok: true, value: there.value, diagnostics: [] };
    }
    // What somebody keeps there is as they left it; what is made here is as a system has it, whatever the umask.
    const made = [join(root, "etc"), join(root, "etc/ssh")].filter(
      (one) => disk.inspect(one) === undefined,
    );
    disk.makeFolder(join(root, "etc/ssh"), 0o755);
    for (const one of made) disk.setAccess(one, { mode: 0o755 });
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
    disk.setAccess(publicFile, { mode: 0o644 });
  } catch {
    return refuseKey(`${quote(folder)} cannot be written.`, "Name a folder that you may write in.");
  }
  const minted = findHostKey(world, place);
  if (!minted.ok) return minted;
  return minted.value === undefined
    ? refuseKey(`ssh-keygen made no key in ${quote(folder)}.`, "Look at what is in the folder.")
    : { ok: true, value: minted.value, diagnostics: [] };
}

function describeEnd(end: { readonly end: string; readonly log?: string }): string {
  if (end.end === "unstarted") return "Install OpenSSH, or: nix shell nixpkgs#openssh";
  return `It says: ${quote((end.log ?? "").trim().split("\n", 1)[0] ?? "")}`;
}
