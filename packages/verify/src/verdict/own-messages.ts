import { type Diagnostic, quote } from "@fleet/diagnostics";
import { isOfLogin, loginsOfMessage } from "../differences/known-user-differences.ts";
import { isOfSharedIds } from "../differences/shared-id-differences.ts";

/**
 * Whether an assertion or warning of a host's modules says what a difference says already. Fleet's own
 * modules say some of it (nix/lib/modules), for those who build and do not verify.
 */
export function isToldAlready(differences: readonly Diagnostic[], text: string): boolean {
  const logins = loginsOfMessage(text);
  if (logins.length > 0) {
    return logins.every((login) => differences.some((one) => isOfLogin(one, login)));
  }
  return differences.some(
    (one) =>
      (one.code === "verify/system" && ofSystem.test(text)) ||
      (one.code === "verify/newer-state-version" && isOfRelease(one, text)) ||
      (one.code === "verify/powerless-admin" && isOfPowerless(one, text)) ||
      (one.code === "verify/enabled-account" && isOfMaker(one, text)) ||
      (sharedIds.has(one.code) && (isOfSharedIds(text) || isOfId(one, text))),
  );
}

const sharedIds: ReadonlySet<string> = new Set(["verify/shared-uid", "verify/shared-gid"]);

const ofSystem = /^fleet: host ".*?" is declared for the system ".*?", and /;

const ofRelease = /^fleet: the stateVersion of host (".*?") is (.+?), and its nixpkgs is of /;

function isOfRelease({ message }: Diagnostic, text: string): boolean {
  const [, host, version] = ofRelease.exec(text) ?? [];
  return host !== undefined && version !== undefined && message.includes(host);
}

const ofPowerless =
  /^fleet: user ".*?" on host ".*?" is an admin who can never become root: .* Set users\.users\.(.+?)\.hashedPasswordFile/;

function isOfPowerless({ message }: Diagnostic, text: string): boolean {
  const [, login] = ofPowerless.exec(text) ?? [];
  return login !== undefined && message.startsWith(`${quote(login)} is an admin`);
}

const ofMaker =
  /^fleet: user ".*?" on host (".*?") is disabled, and (\S+) makes the accounts there /;

function isOfMaker({ message }: Diagnostic, text: string): boolean {
  const [, host, maker] = ofMaker.exec(text) ?? [];
  return host !== undefined && message.includes(`${host} was to be disabled, and in Nix ${maker} `);
}

const ofId = /^fleet: on host ".*?" the (?:accounts|groups) .* have the ([ug]id) (\d+), and /;

function isOfId({ message }: Diagnostic, text: string): boolean {
  const [, kind, id] = ofId.exec(text) ?? [];
  return id !== undefined && message.includes(`have one ${kind}, ${id}:`);
}
