import type { Account, ResolvedHost } from "@fleet/core";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import { findPlacementPath } from "../differences/account-place.ts";
import { type Comparison, listNames, subtract } from "../differences/difference.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { LoginKeyFacts } from "../facts/privilege-facts.ts";
import {
  bareKey,
  describeKey,
  listAuthorities,
  listOtherKeys,
  listProvidedKeys,
  nameOwners,
  shorten,
  subtractRootKeys,
} from "./login-keys.ts";

/** Who can log in as root, beside admins and those whose keys are declared to be root's. */
export function* judgeRootLogin(
  { fleet }: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const { privileges } = facts;
  const path = ["hosts", host.id];
  const of = `host ${quote(host.id)}`;
  const root = privileges.loginKeys.get("root");
  const owners = nameOwners(fleet.resolved.hosts.values());
  const foreign = subtract(listOtherKeys(host, root), listProvidedKeys(host, facts, owners));
  const others = subtractRootKeys(foreign, host, owners);
  if (others.length > 0) {
    const whose = [...new Set(others.map((key) => owners.get(bareKey(key)) ?? shorten(key)))];
    yield verifyCodes.create(
      "root-key",
      `Whoever has the SSH key of ${whose.join(", ")} can log in as root on ${of}, which is not declared, and is no admin there.`,
      {
        path,
        help: "A module of your own sets users.users.root.openssh.authorizedKeys.keys. Leave the key out there, or declare it: in `root`, or as that of an admin of the host.",
      },
    );
  }
  const password = privileges.passwords.get("root");
  // Where it is not as it is declared, that is a difference.
  const isDeclared =
    host.root.password !== undefined && (password === "set" || facts.rootPassword !== undefined);
  if (!isDeclared && (password === "set" || password === "empty")) {
    yield verifyCodes.create(
      "root-password",
      password === "empty"
        ? `Nobody is asked for a password to log in as root on ${of}: it is empty.`
        : `root has a password on ${of}: whoever knows it is root, whether an admin or not.`,
      {
        path,
        help: 'A module of your own gives users.users.root a password. Leave it out there and declare it in `root`: `password: { secret: "NAME" }`, or `password: "locked"` to have none.',
      },
    );
  }
  const declared = new Set(
    host.root.sshKeys.flatMap(({ value }) => (typeof value === "string" ? [bareKey(value)] : [])),
  );
  const authorities = listAuthorities(host, root).filter((key) => !declared.has(bareKey(key)));
  yield* judgeUnseen(root, { path, login: "root", of, authorities });
}

/** The keys by which an admin is let in are in the declaration, unless they are in files or signed. */
export function* judgeAdminLogin(
  { fleet }: Comparison,
  { host, account }: { readonly host: ResolvedHost; readonly account: Account },
  { privileges }: HostFacts,
): Iterable<Diagnostic> {
  const login = account.username.value;
  const path = findPlacementPath({ declared: fleet.declared, host: host.id, account });
  const of = `host ${quote(host.id)}`;
  const keys = privileges.loginKeys.get(login);
  if (privileges.passwords.get(login) === "empty") {
    yield verifyCodes.create(
      "root-password",
      `Nobody is asked for a password to log in as the admin ${quote(login)} on ${of}: it is empty.`,
      {
        path,
        help: `A module of your own gives users.users.${login} that password. Leave it out there, or set users.users.${login}.hashedPasswordFile.`,
      },
    );
  }
  yield* judgeUnseen(keys, { path, login, of, authorities: listAuthorities(host, keys) });
  const others = listOtherKeys(host, keys);
  if (others.length === 0) return;
  const owners = nameOwners(fleet.resolved.hosts.values());
  // A key that nobody has may be another one of the admin's own: that is a note.
  const whose = [...new Set(others.flatMap((key) => owners.get(bareKey(key)) ?? []))];
  if (whose.length === 0) return;
  yield verifyCodes.create(
    "root-key",
    `Whoever has the SSH key of ${whose.join(", ")} can log in as the admin ${quote(login)} on ${of}, and is no admin there.`,
    {
      path,
      help: `A module of your own sets users.users.${login}.openssh.authorizedKeys.keys. Leave the key out there, or declare whose it is as an admin of the host: \`isAdmin: true\`.`,
    },
  );
}

interface Unseen {
  readonly path: Path;
  readonly login: string;
  readonly of: string;
  readonly authorities: readonly string[];
}

function* judgeUnseen(
  keys: LoginKeyFacts | undefined,
  { path, login, of, authorities }: Unseen,
): Iterable<Diagnostic> {
  const { keyFiles = [], principals = [] } = keys ?? {};
  const ways = [
    ...(keyFiles.length === 0 ? [] : [`with the keys in ${listNames(keyFiles)}`]),
    ...(principals.length === 0 ? [] : [`with a certificate for ${listNames(principals)}`]),
    ...authorities.map((key) => `with a certificate by the key ${describeKey(key)}`),
  ];
  if (ways.length === 0) return;
  yield verifyCodes.create(
    "unseen-login",
    `One can log in as ${quote(login)} on ${of} ${ways.join(", and ")}, and nobody sees here who that is.`,
    {
      path,
      help: `A module of your own sets users.users.${login}.openssh. Declare the keys as \`sshKeys\` of those whose they are instead.`,
    },
  );
}
