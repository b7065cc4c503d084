import { type Checked, quote, shellPath } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { decodeText, readPublicHalf } from "@fleet/project/internal";
import { readHostKey, refuseKey } from "./host-key-line.ts";

/** More than any key has, in bytes: what is larger is none. */
const largestKey = 65_536;

/**
 * The public half of the key in two files, the private one and `.pub` beside it; undefined where neither is there.
 * What counts is the private half, for it is what a host will have: a public one that is not its own would have
 * secrets encrypted to somebody else. The public one may be missing.
 */
export function readKeyPair(disk: Disk, file: string): Checked<string | undefined> {
  const publicFile = `${file}.pub`;
  const [entry, publicEntry] = [disk.inspect(file), disk.inspect(publicFile)];
  if (entry === undefined && publicEntry === undefined) {
    return { ok: true, value: undefined, diagnostics: [] };
  }
  if (entry === undefined) {
    return refuseKey(
      `${quote(publicFile)} is there without its private half: the host would make itself another key.`,
      `Put the private half beside it; or remove it, and run the command again: rm -- ${shellPath(publicFile)}`,
    );
  }
  for (const [path, one] of [
    [file, entry],
    [publicFile, publicEntry],
  ] as const) {
    if (one === undefined || one.kind === "file") continue;
    return refuseKey(
      `${quote(path)} is no file.`,
      "Put the key itself there, or name a new folder.",
    );
  }
  if ((entry.mode & 0o077) !== 0) {
    return refuseKey(
      `${quote(file)} may be read by others, and would be so on the host: sshd takes no such key.`,
      `Nobody else may have had it; then run: chmod 600 ${shellPath(file)}`,
    );
  }
  const half = entry.size > largestKey ? undefined : readPublicHalf(disk.read(file));
  const line = half === undefined || half.isEncrypted ? undefined : readHostKey(half.line);
  if (line === undefined) {
    return refuseKey(
      `${quote(file)} holds no ssh-ed25519 key of OpenSSH without a passphrase.`,
      `Name a new folder; or remove it, and run the command again: rm -- ${shellPath(file)}`,
    );
  }
  if (publicEntry !== undefined) {
    const said =
      publicEntry.size > largestKey ? undefined : readHostKey(decodeText(disk.read(publicFile)));
    if (said !== line) {
      return refuseKey(
        `${quote(publicFile)} is not the public half of the key beside it.`,
        `Remove it, and run the command again, which writes it anew: rm -- ${shellPath(publicFile)}`,
      );
    }
  }
  return { ok: true, value: line, diagnostics: [] };
}
