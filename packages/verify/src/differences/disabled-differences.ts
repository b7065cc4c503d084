import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { UserFacts } from "../facts/user-facts.ts";
import type { Computed } from "./account-differences.ts";
import { findAccountPath } from "./account-place.ts";
import { type Comparison, createDifference, listNames } from "./difference.ts";

/** The day before all others by which fleet locks an account (nix/lib/modules/nixos/accounts.nix). */
const lockedFrom = "1970-01-02";

/** What a disabled account has instead of a shell (nix/lib/modules/system/accounts.nix). */
const noShells: ReadonlySet<unknown> = new Set(["shadow", "/usr/bin/false", undefined, null]);

interface Found {
  readonly user: UserFacts;
  readonly facts: HostFacts;
}

/** What lets somebody in to an account that was to be disabled, or runs as it. */
export function* compareDisabled(
  comparison: Comparison,
  { host, account }: Computed,
  found: Found,
): Iterable<Diagnostic> {
  const { isDisabled, username } = account;
  if (!isDisabled.value) return;
  const place = { declared: comparison.fleet.declared, host: host.id, account };
  const path = findAccountPath(place, isDisabled);
  const of = `${quote(username.value)} on host ${quote(host.id)} was to be disabled, and`;
  const ways = [
    ...(host.platform === "nixos" ? listOpenLocks(found) : []),
    ...listLogins(username.value, found),
    ...listRunning({ host, account }, found),
  ];
  for (const [message, option] of ways) {
    yield createDifference(comparison, {
      what: "enabled-account",
      path,
      message: `${of} ${message}`,
      option:
        option.includes(".") && !option.startsWith("openssh.")
          ? option
          : `users.users.${username.value}.${option}`,
    });
  }
}

type Way = readonly [message: string, option: string];

/** Only NixOS locks accounts. */
function* listOpenLocks({ user, facts }: Found): Iterable<Way> {
  const { expires, password, linger } = user;
  const { userMaker } = facts;
  if (typeof userMaker === "string") {
    const option =
      userMaker === "userborn" ? "services.userborn.enable" : "systemd.sysusers.enable";
    yield [`in Nix ${userMaker} makes the accounts, which locks none.`, option];
  }
  if (expires !== undefined && expires !== lockedFrom) {
    const until = expires === null ? "nothing" : quote(expires);
    yield [`in Nix ${until} locks it, not ${quote(lockedFrom)}.`, "expires"];
  }
  const others = password?.options.filter((name) => name !== "hashedPassword") ?? [];
  if (password !== undefined && others.length > 0) {
    yield [`Nix gives it a password by ${listNames(others)}.`, others[0] ?? "hashedPassword"];
  } else if (password !== undefined && !password.isLocked) {
    yield ["its password is not locked in Nix.", "hashedPassword"];
  }
  if (linger === true) yield ["Nix has what runs for it start at boot.", "linger"];
}

function* listLogins(login: string, { user, facts }: Found): Iterable<Way> {
  if (user.sshKeys.length > 0) {
    yield ["Nix lets it log in with an SSH key.", "openssh.authorizedKeys.keys"];
  }
  const { keyFiles = [], principals = [] } = facts.privileges.loginKeys.get(login) ?? {};
  if (keyFiles.length > 0) {
    yield [
      `Nix lets it log in with the keys in ${listNames(keyFiles)}.`,
      "openssh.authorizedKeys.keyFiles",
    ];
  }
  if (principals.length > 0) {
    yield [
      `Nix lets it log in with a certificate for ${listNames(principals)}.`,
      "openssh.authorizedPrincipals",
    ];
  }
}

/** What it would have beside a login: a shell, and units. */
function* listRunning({ host, account }: Computed, { user, facts }: Found): Iterable<Way> {
  const login = account.username.value;
  // What nix-darwin does not know it leaves to macOS.
  const hasShell = host.platform === "nixos" || facts.knownUsers.includes(login);
  if (hasShell && !noShells.has(user.shell)) {
    yield [`Nix gives it the shell ${quote(user.shell)}.`, "shell"];
  }
  const units = facts.runsAs.get(login) ?? [];
  if (units.length > 0) {
    const [unit = ""] = units;
    yield [
      `in Nix ${units.length === 1 ? "the unit" : "the units"} ${listNames(units)} ${units.length === 1 ? "runs" : "run"} as it.`,
      `systemd.services.${unit}.serviceConfig.User`,
    ];
  }
}
