import type { Account, ResolvedHost } from "@fleet/core";
import type {
  PasswordDeclaration,
  ResolvedServiceAccount,
  ResolvedSshKey,
} from "@fleet/core/internal";
import { dayAfter } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { FoundFile } from "../found-file.ts";
import type { FoundPassword, FoundUser } from "../found-user.ts";
import { lockedSince, placeholderKey, usualGroup } from "../nix-values.ts";

/** Where everything stands that a declaration says. */
export const declaredIn: readonly FoundFile[] = [{ path: "fleet.config.ts", isOwn: true }];

/** A person's account as NixOS or nix-darwin comes to have it. */
export function foundUser({ platform }: ResolvedHost, account: Account): FoundUser {
  const isNixos = platform === "nixos";
  const isDisabled = account.isDisabled.value;
  return {
    login: account.username.value,
    isNormal: true,
    isEnabled: true,
    uid: account.uid?.value ?? null,
    // nix-darwin takes no empty one, and is told nothing instead.
    description: account.description === "" && !isNixos ? null : account.description,
    homeDirectory: account.homeDirectory.value,
    createHome: isNixos ? true : null,
    shell: isDisabled ? null : account.shell.value,
    isUsualShell: !isDisabled && account.shell.origin === "built-in",
    group: isNixos ? (account.primaryGroup?.value ?? usualGroup) : null,
    groups: namesOf(account.groups),
    sshKeys: account.sshKeys.map(lineOf),
    keyFiles: [],
    password: isDisabled && isNixos ? locked : foundPassword(account.password?.value),
    expires: isDisabled && isNixos ? lockedSince : endOf(account),
    linger: account.linger?.value ?? null,
    subordinateIds: isNixos ? (account.subordinateIds?.value ?? "auto") : null,
    definedIn: declaredIn,
  };
}

/** NixOS has the day from which on nobody logs in; a declaration has the last on which somebody does. */
function endOf({ expires }: Account): string | null {
  return expires === undefined ? null : dayAfter(expires.value);
}

/** An account that is nobody's. */
export function foundServiceAccount(account: ResolvedServiceAccount): FoundUser {
  return {
    login: account.username.value,
    isNormal: false,
    isEnabled: true,
    uid: account.uid?.value ?? null,
    description: account.description?.value ?? "",
    homeDirectory: account.homeDirectory?.value ?? "/var/empty",
    createHome: account.createsHome.value,
    shell: account.shell?.value ?? null,
    isUsualShell: account.shell === undefined,
    group: account.group.value,
    groups: namesOf(account.groups),
    sshKeys: account.sshKeys.map(lineOf),
    keyFiles: [],
    password: null,
    expires: null,
    linger: null,
    subordinateIds: "none",
    definedIn: declaredIn,
  };
}

/** The account of root, which NixOS has anyway; nix-darwin has it where something is said of it. */
export function foundRoot({ platform, root }: ResolvedHost): FoundUser | undefined {
  if (platform !== "nixos" && root.sshKeys.length === 0) return undefined;
  return {
    login: "root",
    isNormal: false,
    isEnabled: true,
    uid: 0,
    description: "System administrator",
    homeDirectory: platform === "nixos" ? "/root" : "/var/root",
    createHome: false,
    shell: null,
    isUsualShell: true,
    group: platform === "nixos" ? "root" : null,
    groups: [],
    sshKeys: root.sshKeys.map(({ value }) => lineOf(value)),
    keyFiles: [],
    password: foundPassword(root.password?.value),
    expires: null,
    linger: null,
    subordinateIds: null,
    definedIn: declaredIn,
  };
}

const locked: FoundPassword = { options: ["hashedPassword"], secret: null, isLocked: true };

function foundPassword(password: PasswordDeclaration | undefined): FoundPassword | null {
  if (password === undefined) return null;
  if (password === "locked") return locked;
  return "secret" in password
    ? { options: ["hashedPasswordFile"], secret: password.secret, isLocked: false }
    : { options: ["hashedPassword"], secret: null, isLocked: false };
}

/** The line of `authorized_keys`; of a key from a variable the one that stands there while it is not set. */
function lineOf(key: ResolvedSshKey): string {
  if (typeof key === "string") return key;
  const line = placeholderKey;
  return key.options === undefined ? line : `${key.options} ${line}`;
}

function namesOf(groups: readonly { readonly value: string }[]): string[] {
  return groups.map(({ value }) => value).sort(compareNames);
}
