import { holdsUnseen, parseAuthorizedKey } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { LookedAccount } from "./looked-machine.ts";
import type { Sysroot } from "./sysroot.ts";
import { usableLoginProblem } from "./usable-login.ts";

/** The first and the last uid of people, as NixOS and most others give them. */
const peopleUids = [1000, 60000] as const;

/** The accounts of people in `/etc/passwd`, in the order of their uids. */
export function readLinuxAccounts(root: Sysroot): LookedAccount[] {
  const admins = new Set(["wheel", "sudo"].flatMap((group) => listMembers(root, group)));
  const accounts = (root.read("/etc/passwd") ?? "").split("\n").flatMap((line) => {
    const [login = "", , number = "", , comment = "", home = "", shell = ""] = line.split(":");
    const uid = /^\d{1,9}$/.test(number) ? Number(number) : -1;
    const isPerson = uid >= peopleUids[0] && uid <= peopleUids[1];
    // Build users of Nix and services have uids in between, and log in nowhere.
    if (!isPerson || /\/(nologin|false)$/.test(shell)) return [];
    if (usableLoginProblem(login) !== undefined) return [];
    const account = {
      login,
      uid,
      fullName: readFullName(comment),
      shell: /\/(fish|zsh)$/.exec(shell)?.[1],
      isAdmin: admins.has(login),
      sshKeys: readPublicKeys(root, home),
    };
    return [account];
  });
  return accounts.sort((a, b) => a.uid - b.uid || compareNames(a.login, b.login));
}

function listMembers(root: Sysroot, group: string): string[] {
  const lines = (root.read("/etc/group") ?? "").split("\n");
  const line = lines.find((one) => one.startsWith(`${group}:`));
  return line?.split(":")[3]?.split(",") ?? [];
}

/** What stands in front of the first comma is the name, of which `&` is the login. */
export function readFullName(comment: string): string | undefined {
  const [name = ""] = comment.split(",", 1);
  const isPlain = !holdsUnseen(name) && !/[:&<>]/.test(name) && name.length <= 100;
  return isPlain && name.trim() !== "" ? name.trim() : undefined;
}

/** The public keys of a home, which ssh-keygen names so; of several, all. */
export function readPublicKeys(root: Sysroot, home: string): string[] {
  if (!home.startsWith("/")) return [];
  const folder = `${home}/.ssh`;
  return root
    .list(folder)
    .filter((name) => /^id_[a-z0-9_-]+\.pub$/.test(name))
    .flatMap((name) => readPublicKey(root, `${folder}/${name}`) ?? []);
}

/** The line of a public key, where it is one that can be declared. */
export function readPublicKey(root: Pick<Sysroot, "readLine">, path: string): string | undefined {
  const line = root.readLine(path);
  return line !== undefined && parseAuthorizedKey(line).ok ? line : undefined;
}
