import type { Account, ResolvedHost } from "@fleet/core";
import type { ResolvedServiceAccount } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import { listIntegratedHomes } from "../differences/computed-homes.ts";
import { type Comparison, listNames, subtract } from "../differences/difference.ts";
import { listAddedGroups, listUnmadeGroups } from "../differences/group-differences.ts";
import type { ComputedHome } from "../differences/home-differences.ts";
import {
  locateHomeSecrets,
  locateHostSecrets,
  type SecretPlace,
} from "../differences/secret-place.ts";
import type { HomeFacts, HostFacts, SecretFacts } from "../facts/nix-facts.ts";
import type { UserFacts } from "../facts/user-facts.ts";
import { isOfCommand } from "../privileges/login-keys.ts";

/**
 * What Nix adds to a host beyond what was computed, and may: groups, keys and secrets that modules of
 * its author's bring. In sentences, for people who want to know all that somebody is and has.
 */
export function listNotes(comparison: Comparison, host: ResolvedHost, facts: HostFacts): string[] {
  const accounts = [...host.accounts.values()].flatMap((account) => {
    const user = facts.users.get(account.username.value);
    return user === undefined ? [] : listAccountNotes(comparison, { host, account }, user);
  });
  const services = [...host.serviceAccounts.values()].flatMap((account) =>
    listServiceNotes(account, facts),
  );
  const homes = [...listIntegratedHomes(comparison.fleet, host)].flatMap(([login, home]) => {
    const found = facts.homes.get(login);
    return found === undefined ? [] : listHomeNotes(comparison, home, found);
  });
  const place = locateHostSecrets(comparison.fleet, host);
  // Of those that the fleet gives, a finding tells.
  const given = [...host.accounts.values()].flatMap(({ groups }) => groups);
  const unmade = subtract(
    listUnmadeGroups(comparison, facts),
    given.map(({ value }) => value),
  );
  return [
    ...accounts,
    ...services,
    ...listUnseen(comparison, host, facts),
    ...describeNames("nothing makes the group", unmade),
    ...listSecretNotes(comparison, place, facts.secrets),
    ...homes,
  ];
}

/** What of a host was not compared, although something may be there. */
function* listUnseen(
  { hasModules }: Comparison,
  { platform }: ResolvedHost,
  { trustedUsers, privileges }: HostFacts,
): Iterable<string> {
  // Without modules all of this is left out, and the command was told so.
  if (!hasModules) return;
  if (trustedUsers === undefined) {
    yield "whom Nix trusts was not compared: its settings are not the system's";
  }
  for (const kind of privileges.sudoTexts) {
    yield `what security.${kind}.extraConfig allows was not compared: it is text`;
  }
  if (privileges.loginKeys.get("root")?.keys.some(isOfCommand)) {
    yield "what the commands that keys of root start amount to was not judged";
  }
  for (const option of privileges.unseenKeys) {
    yield `whom ${option} lets in was not compared`;
  }
  if (platform === "nixos" && privileges.rules.some(({ isAll }) => !isAll)) {
    const options = privileges.rules.flatMap(({ isAll, option }) => (isAll ? [] : [option]));
    yield `to what some commands in ${listNames([...new Set(options)])} amount was not judged`;
  }
}

/** A note about some names, if there are any; what they are comes last in its beginning. */
function describeNames(beginning: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`${beginning}${names.length === 1 ? "" : "s"} ${listNames(names)}`];
}

/** The same of a home: the secrets that modules of its author's bring. */
export function listHomeNotes(
  comparison: Comparison,
  home: ComputedHome,
  facts: HomeFacts,
): string[] {
  return listSecretNotes(comparison, locateHomeSecrets(comparison.fleet, home), facts.secrets);
}

function listSecretNotes(
  { hasModules }: Comparison,
  place: SecretPlace,
  found: ReadonlyMap<string, SecretFacts>,
): string[] {
  // Without modules, they would be differences.
  if (!hasModules) return [];
  const added = subtract([...found.keys()], place.secrets.keys());
  return [
    ...describeNames(`modules also give ${place.of} the secret`, added),
    ...[...place.secrets].flatMap(([name, { owner }]) => {
      const other = owner === undefined ? findOtherOwner(found.get(name)) : undefined;
      return other === undefined
        ? []
        : [`modules make ${other} the owner of the secret ${quote(name)}`];
    }),
  ];
}

/** Who owns a secret of which the fleet does not say it; undefined where root does. */
function findOtherOwner(secret: SecretFacts | undefined): string | undefined {
  if (secret === undefined) return undefined;
  const { owner, uid } = secret;
  if (typeof owner === "string") return owner === "root" ? undefined : quote(owner);
  return typeof uid === "number" && uid !== 0 ? `the uid ${uid}` : undefined;
}

/** What modules give a service account to log in with, beyond its keys. */
function listServiceNotes(
  { username, sshKeys }: ResolvedServiceAccount,
  { users, privileges }: HostFacts,
): string[] {
  const user = users.get(username.value);
  if (user === undefined) return [];
  const login = quote(username.value);
  const literal = sshKeys.filter((key) => typeof key === "string");
  const keys = subtract(user.sshKeys, literal).length - (sshKeys.length - literal.length);
  const { keyFiles = [], principals = [] } = privileges.loginKeys.get(username.value) ?? {};
  const { options = [], isLocked = false } = user.password ?? {};
  return [
    ...(keys > 0 ? [`modules also give ${login} ${keys} SSH ${keys === 1 ? "key" : "keys"}`] : []),
    ...(keyFiles.length > 0
      ? [`modules also give ${login} the keys in ${listNames(keyFiles)}`]
      : []),
    ...(principals.length > 0
      ? [`modules also let certificates for ${listNames(principals)} log in as ${login}`]
      : []),
    ...(options.length > 0 && !isLocked ? [`modules also give ${login} a password`] : []),
  ];
}

function listAccountNotes(
  comparison: Comparison,
  computed: { host: ResolvedHost; account: Account },
  user: UserFacts,
): string[] {
  const { account } = computed;
  const login = quote(account.username.value);
  const groups = listAddedGroups(comparison, computed, user);
  const literal = account.sshKeys.filter((key) => typeof key === "string");
  const added = subtract(user.sshKeys, literal).length;
  // A key from the environment is whatever was in there, or a placeholder.
  const provided = account.sshKeys.length - literal.length;
  const keys = Math.max(0, added - provided);
  return [
    ...(provided === 0
      ? []
      : [
          `${provided} SSH ${provided === 1 ? "key" : "keys"} of ${login} ${provided === 1 ? "comes" : "come"} from the environment, and ${provided === 1 ? "was" : "were"} not compared`,
        ]),
    ...(groups.length === 0 ? [] : [`modules also put ${login} into ${listNames(groups)}`]),
    ...(keys === 0
      ? []
      : [`modules also give ${login} ${keys} SSH ${keys === 1 ? "key" : "keys"}`]),
  ];
}
