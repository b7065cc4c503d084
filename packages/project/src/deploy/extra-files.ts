import type { Host } from "@fleet/core/internal";
import { type Diagnostic, describeThrown, quote, shellPath } from "@fleet/diagnostics";
import { convertSshToAge } from "@fleet/secrets/internal";
import { dirname, join } from "pathe";
import { createProblem } from "../codes.ts";
import { findRepositoryOf } from "../disk/git-folder.ts";
import type { Disk } from "../world/disk.ts";
import { readPublicHalf } from "./private-key.ts";

/** The file by whose private key a host reads its secrets: an absolute path on it; undefined where no key is declared. */
export function findKeyFile(host: Host): string | undefined {
  if (host.ageKey !== undefined && host.ageKeyFile !== undefined) return host.ageKeyFile;
  return host.sshHostKey === undefined && host.ageKey === undefined
    ? undefined
    : host.sshHostKeyPath;
}

/** What keeps a folder from being what the root of a host's disk begins with. */
export function checkExtraFiles(
  disk: Disk,
  folder: string,
  host: Host,
  isKeyNeeded: boolean,
): readonly Diagnostic[] {
  try {
    if (disk.follow(folder)?.kind !== "folder") {
      return [refuse(`There is no folder ${quote(folder)}.`, mintHelp(host))];
    }
    if (findRepositoryOf(disk, folder) !== undefined) {
      return [
        refuse(
          `${quote(folder)} lies in a git repository, where no private key may be.`,
          "Move it elsewhere, and take the key for known where it was ever committed.",
        ),
      ];
    }
    const path = findKeyFile(host);
    const isThere = path !== undefined && disk.inspect(join(folder, path)) !== undefined;
    if (path === undefined || (!isThere && !isKeyNeeded)) return [];
    return [...checkFolders(disk, folder, path), ...checkKey(disk, join(folder, path), host)];
  } catch (error) {
    return [refuse(`${quote(folder)} cannot be read: ${describeThrown(error)}`, "")];
  }
}

/** Folders on the way to the key, which keep the permissions that they have here. */
function checkFolders(disk: Disk, folder: string, path: string): readonly Diagnostic[] {
  const parts = dirname(path)
    .split("/")
    .filter((part) => part !== "");
  const folders = parts.map((_, index) => join(folder, ...parts.slice(0, index + 1)));
  return folders.flatMap((one) => {
    const entry = disk.inspect(one);
    if (entry?.kind !== "folder" || (entry.mode & 0o055) === 0o055) return [];
    const place = `/${one.slice(folder.length).replace(/^\/+/, "")}`;
    return [
      refuse(
        `${quote(one)} is closed to others, and ${place} would be closed on the host as well, to whatever does not run as root.`,
        `Run: chmod 755 ${shellPath(one)}`,
      ),
    ];
  });
}

function checkKey(disk: Disk, file: string, host: Host): readonly Diagnostic[] {
  const entry = disk.inspect(file);
  if (entry === undefined) {
    return [
      refuse(
        `There is no ${quote(file)}: ${host.id} would make itself another key than is declared, and could read no secret.`,
        mintHelp(host),
      ),
    ];
  }
  if (entry.kind !== "file") {
    return [refuse(`${quote(file)} is no file, but a ${entry.kind}.`, "Put the key itself there.")];
  }
  const isOpen = (entry.mode & 0o077) !== 0;
  const open = isOpen
    ? [
        refuse(
          `${quote(file)} may be read by others, and would be so on the host: sshd takes no such key.`,
          `Run: chmod 600 ${shellPath(file)}`,
        ),
      ]
    : [];
  return [...open, ...(isSshKeyOf(host) ? compareKey(disk.read(file), file, host) : [])];
}

/** Whether the host reads secrets by its SSH host key, which can be compared with what is declared. */
function isSshKeyOf(host: Host): boolean {
  return host.ageKey === undefined || host.ageKeyFile === undefined;
}

function compareKey(bytes: Uint8Array, file: string, host: Host): readonly Diagnostic[] {
  const half = readPublicHalf(bytes);
  if (half === undefined) {
    return [refuse(`${quote(file)} holds no private key of OpenSSH.`, mintHelp(host))];
  }
  if (half.isEncrypted) {
    return [
      refuse(
        `${quote(file)} is locked with a passphrase, which nobody could type where sshd starts.`,
        `Run: ssh-keygen -p -N '' -f ${shellPath(file)}`,
      ),
    ];
  }
  if (isDeclared(half.line, host)) return [];
  return [
    refuse(
      `The public half of ${quote(file)} is another key than is declared for ${quote(host.id)}: it could read no secret.`,
      `Name the folder with its own key; or declare this one, then run fleet secrets sync: sshHostKey: "${half.line}"`,
    ),
  ];
}

function isDeclared(line: string, { sshHostKey, ageKey }: Host): boolean {
  if (sshHostKey !== undefined) return sshHostKey.split(/ +/).slice(0, 2).join(" ") === line;
  const converted = convertSshToAge(line);
  return converted.ok && converted.recipient === ageKey;
}

function mintHelp({ id }: Host): string {
  return `Name the folder that was named when the key was made: fleet add host ${id} --mint-key FOLDER`;
}

function refuse(message: string, help: string): Diagnostic {
  return createProblem("bad-extra-files", message, help === "" ? {} : { help });
}
