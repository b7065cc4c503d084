import { createOnce, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import type { DeclaredContext, ResolvedContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import type { PasswordDeclaration } from "../declaration/people/password-declaration.ts";
import type { Fleet } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { Account, ResolvedHost } from "../resolve/resolved-fleet.ts";
import { isGranted } from "../resolve/root-grants.ts";
import { passwordHashProblem } from "./password-hash.ts";
import { rankRootPasswords } from "./root-passwords.ts";

type Said = readonly [path: Path, password: PasswordDeclaration];

/** A hash is one that NixOS takes, and whoever declares it knows that everybody can read it. */
export function* passwordHashesFit(context: DeclaredContext): Iterable<Diagnostic> {
  for (const [path, password] of listPasswords(context)) {
    if (typeof password !== "object" || !("hash" in password)) continue;
    const at = [...path, "hash"];
    const problem = passwordHashProblem(password.hash);
    yield problem === undefined ? readable(at) : malformed(at, problem);
  }
}

function* listPasswords({ fleet, differing }: DeclaredContext): Iterable<Said> {
  for (const [id, { own }] of fleet.users) {
    if (own.password) yield [["users", id, "password"], own.password];
  }
  for (const { path, own } of differing) {
    if (own.password) yield [[...path, "password"], own.password];
  }
  for (const [index, { password }] of fleet.root.entries()) {
    if (password !== undefined) yield [["root", index, "password"], password];
  }
}

// Neither message has anything of the hash in it.
function malformed(path: Path, problem: string): Diagnostic {
  return coreCodes.create("bad-password-hash", `This is no hash of a password. ${problem}`, {
    path,
    help: 'Write the line that `mkpasswd` prints, such as "$y$j9T$…"; better `password: { secret: "NAME" }`; and `password: "locked"` for no password.',
  });
}

function readable(path: Path): Diagnostic {
  return coreCodes.create(
    "readable-password-hash",
    "Everybody can read this hash who reads the flake, or the store of a machine that it was built for: they can try passwords on it at leisure.",
    {
      path,
      help: 'Put it into a secret, and write `password: { secret: "NAME" }`.',
    },
  );
}

/** A password is declared where fleet can give it to an account: on NixOS. */
export function* passwordsAreOnNixos({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, platform, placements } of fleet.hosts.values()) {
    if (platform === "nixos" || isGap(fleet.gaps, ["hosts", id, "system"])) continue;
    for (const { own, path } of placements.values()) {
      if (!own.password) continue;
      const message = `The host ${quote(id)} is not NixOS, and fleet sets no passwords there.`;
      const help = "Leave it out for this host.";
      yield coreCodes.create("password-off-nixos", message, { path: [...path, "password"], help });
    }
  }
  for (const [id, { own }] of fleet.users) {
    if (!own.password || !isOffNixos(fleet, id)) continue;
    const message = `${quote(id)} has accounts on hosts that are not NixOS alone, and fleet sets no passwords there.`;
    const help = "Leave it out, or place the user on a NixOS host.";
    yield coreCodes.create("password-off-nixos", message, {
      path: ["users", id, "password"],
      help,
    });
  }
}

/** A password of root's is for some NixOS host, and entries that select a host alike say the same of it. */
export function* rootPasswordsFit({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const { hosts, root, gaps } = fleet;
  for (const [index, grant] of root.entries()) {
    if (grant.password === undefined || isGap(gaps, ["hosts"])) continue;
    const granted = [...hosts.values()].filter((host) => isGranted(grant, host));
    if (granted.length === 0 || granted.some(({ platform }) => platform === "nixos")) continue;
    const message = "It selects no NixOS host, and fleet sets no password of root elsewhere.";
    const path = ["root", index, "password"];
    const help = "Leave the password out, or select NixOS hosts.";
    yield coreCodes.create("password-off-nixos", message, { path, help });
  }
  const told = new Set<number>();
  for (const host of root.length === 0 ? [] : hosts.values()) {
    const [first, ...others] = rankRootPasswords(root, host);
    for (const { index, rank, value } of others) {
      const isSame = JSON.stringify(value) === JSON.stringify(first?.value);
      if (rank !== first?.rank || isSame || told.has(index)) continue;
      told.add(index);
      yield coreCodes.create(
        "root-password-twice",
        `root[${first.index}] gives root on ${quote(host.id)} another password than this.`,
        {
          path: ["root", index, "password"],
          help: "Take one of the two out, or let one of them select its hosts more particularly: by id, or by a tag.",
        },
      );
    }
  }
}

/** Whether somebody has accounts, and none of them on NixOS, as far as that is known. */
function isOffNixos({ hosts, gaps, strayUsers }: Fleet, user: string): boolean {
  if (strayUsers.has(user)) return false;
  if (isGap(gaps, ["hosts"]) || isGap(gaps, ["users", user, "hosts"])) return false;
  const placed = [...hosts.values()].filter(({ placements }) => placements.has(user));
  return (
    placed.length > 0 &&
    placed.every(
      ({ id, platform }) => platform !== "nixos" && !isGap(gaps, ["hosts", id, "system"]),
    )
  );
}

/**
 * Where a host gets passwords from the declaration, each of its admins has one, or a key, or is locked on purpose:
 * else they are locked out by an oversight. Where it gets none they are set on the machine, and nothing is known.
 */
export function* adminsHaveWaysIn({ fleet, hosts }: ResolvedContext): Iterable<Diagnostic> {
  const isNew = createOnce();
  for (const host of hosts.values()) {
    if (!declaresPasswords(host)) continue;
    yield* someAdminGetsIn(fleet, host);
    for (const account of host.accounts.values()) {
      const path = fleet.hosts.get(host.id)?.placements.get(account.user)?.path ?? [];
      if (!lacksWayIn(account) || isUnsure(fleet, account.user, path) || !isNew(path)) continue;
      yield coreCodes.create(
        "admin-without-login",
        `${quote(account.user)} is an admin of ${quote(host.id)} with neither a password nor an SSH key: a new account, into which nobody gets until root sets a password there; with users.mutableUsers = false nobody ever.`,
        {
          path,
          help: 'Declare one, `password: { secret: "NAME" }` or `sshKeys`; or `password: "locked"` where it is meant.',
        },
      );
    }
  }
}

/** Somebody becomes root by logging in: not all admins are locked on purpose, with root locked as well. */
function* someAdminGetsIn(
  { gaps, hosts }: Fleet,
  { id, accounts, root }: ResolvedHost,
): Iterable<Diagnostic> {
  const admins = [...accounts.values()].filter(({ isAdmin }) => isAdmin.value);
  const placements = hosts.get(id)?.placements;
  if (admins.length === 0 || root.sshKeys.length > 0 || typeof root.password?.value === "object")
    return;
  if (isGap(gaps, ["root"]) || isGap(gaps, ["hosts", id, "users"])) return;
  if (
    !admins.every(({ password, sshKeys }) => password?.value === "locked" && sshKeys.length === 0)
  )
    return;
  if (admins.some(({ user }) => isGap(gaps, ["users", user, "sshKeys"]))) return;
  const [first] = admins;
  const names = admins.map(({ user }) => quote(user)).join(", ");
  yield coreCodes.create(
    "admin-without-login",
    `Every admin of ${quote(id)} (${names}) has a locked password and no SSH key, and no key or password of root's is declared: on a new machine nobody ever becomes root.`,
    {
      path: placements?.get(first?.user ?? "")?.path ?? ["hosts", id],
      help: 'Declare `sshKeys` for one of them, or `password: { secret: "NAME" }`; or a key of root\'s in `root`.',
    },
  );
}

function declaresPasswords({ platform, accounts, root }: ResolvedHost): boolean {
  if (platform !== "nixos") return false;
  if (root.password !== undefined) return true;
  for (const { password } of accounts.values()) if (password !== undefined) return true;
  return false;
}

function lacksWayIn({ isAdmin, sshKeys, password }: Account): boolean {
  return isAdmin.value && sshKeys.length === 0 && password === undefined;
}

/** Whether a key or password may only be missing because it was wrong in another way. */
function isUnsure({ gaps, users }: Fleet, user: string, placement: Path): boolean {
  const isKeyWanted = (users.get(user)?.sshKeys.length ?? 0) > 0;
  return (
    isKeyWanted ||
    isGap(gaps, ["users", user, "sshKeys"]) ||
    isGap(gaps, ["users", user, "password"]) ||
    isGap(gaps, [...placement, "password"])
  );
}
