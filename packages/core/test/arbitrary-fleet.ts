import { fc } from "@fast-check/vitest";
import type { FleetDeclaration, PlacementDeclaration } from "../src/index.ts";

// Ids that sort otherwise as numbers or in a locale, or that name what every object has.
const userIds = ["keith", "traci", "henry", "joachim", "Zoe", "_svc", "a.b", "constructor"];
const hostIds = ["mini", "travel", "reason", "10", "9", "Mini2", "toString", "build-1"];
const profileIds = ["minimal", "laptop", "workstation", "2", "valueOf"];
const aggregateIds = ["core", "ai", "shell"];
const featureIds = ["desktop", "gaming", "9", "hasOwnProperty"];
const groups = ["video", "audio", "networkmanager", "gamemode", "dialout", "1st"];

/** Text that JSON, Nix, shells and terminals each have an opinion on. */
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."aB '\"\\$${}<>&#é漢😀\n\u001b\u202e"), maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.replaceAll("\0", "")),
);

/** The same as far as a person can be called so. */
const personalText = anyText.map(
  (text) => `x${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}\u2800:]/gu, "")}`,
);

const homeMode = fc.constantFrom("integrated", "standalone", "both", "none");

interface Names {
  readonly users: readonly string[];
  readonly hosts: readonly string[];
  readonly profiles: readonly string[];
  readonly aggregates: readonly string[];
  readonly features: readonly string[];
}

const someNames: fc.Arbitrary<Names> = fc.record({
  users: fc.shuffledSubarray(userIds),
  hosts: fc.shuffledSubarray(hostIds),
  profiles: fc.shuffledSubarray(profileIds),
  aggregates: fc.shuffledSubarray(aggregateIds),
  features: fc.shuffledSubarray(featureIds),
});

const someOf = (names: readonly string[]) => fc.shuffledSubarray([...names]);

/** What each of these ids stands for. */
function each<T>(ids: readonly string[], arbitrary: (index: number) => fc.Arbitrary<T>) {
  return fc.record(Object.fromEntries(ids.map((id, index) => [id, arbitrary(index)])));
}

/** What a user or a placement may say, but for login names and uids: those can clash. */
function ownValues({ profiles, aggregates }: Names) {
  return {
    isAdmin: fc.boolean(),
    extraGroups: someOf(groups),
    shell: fc.constantFrom("bash", "fish", "zsh", "nodePackages.fish-lsp"),
    homeProfile: fc.constantFrom(null, ...profiles),
    home: homeMode,
    aggregates: someOf(aggregates),
  };
}

/** What a placement alone may say. */
const less = {
  isDisabled: fc.boolean(),
  sshKeys: fc.constantFrom([], [{ env: "SSH_KEY_HERE" }]),
};

function user(names: Names, index: number) {
  return fc.record(
    {
      ...ownValues(names),
      fullName: personalText,
      description: personalText,
      email: fc.constant(`user${index}@example.org`),
      uid: fc.constant(1000 + index),
      username: fc.constant(`login${index}`),
      sshKeys: fc.constant([{ env: `SSH_KEY_${index}` }]),
      isDisabled: fc.boolean(),
      stateVersion: fc.constantFrom("20.09", "24.05"),
    },
    { requiredKeys: ["fullName"] },
  );
}

function host(names: Names) {
  const placements = names.users.map((id) => [
    id,
    fc.record({ ...ownValues(names), ...less }, { requiredKeys: [] }),
  ]);
  return fc.record(
    {
      system: fc.constantFrom("x86_64-linux", "aarch64-linux", "aarch64-darwin"),
      users: fc.oneof(
        someOf(names.users),
        fc.record(Object.fromEntries(placements), { requiredKeys: [] }),
      ),
      homeProfile: fc.constantFrom(null, ...names.profiles),
      features: someOf(names.features),
      tags: fc.array(personalText, { maxLength: 3 }),
      hardware: fc.record({ ssd: fc.boolean(), vendor: personalText }, { requiredKeys: [] }),
      formFactor: fc.constantFrom("desktop", "laptop"),
      stateVersion: fc.constantFrom("23.11", "24.05"),
    },
    { requiredKeys: ["system"] },
  );
}

/** A profile extends only those before it, so that there is no circle. */
function profile({ profiles, aggregates }: Names, index: number) {
  return fc.record(
    { extends: someOf(profiles.slice(0, index)), aggregates: someOf(aggregates) },
    { requiredKeys: [] },
  );
}

type Hosts = FleetDeclaration["hosts"];

/** Pins the uids of admins on Macs, which nobody else could tell, and takes away groups for a Mac alone, which there are not. */
function pinAdmins(users: FleetDeclaration["users"], hosts: Hosts): Hosts {
  const entries = Object.entries(hosts).map(([id, host]): [string, Hosts[string]] => {
    if (!host.system.endsWith("darwin")) return [id, host];
    const placed: [string, PlacementDeclaration | undefined][] = isList(host.users)
      ? host.users.map((user) => [user, {}])
      : Object.entries(host.users ?? {});
    const pinned = placed.map(([user, { extraGroups: _, isDisabled: __, ...said } = {}]) => {
      // What macOS keeps of a disabled account is a finding.
      const own = users[user]?.isDisabled === true ? { ...said, isDisabled: false } : said;
      const isAdmin = own.isAdmin ?? users[user]?.isAdmin ?? false;
      return [user, isAdmin ? { ...own, uid: 501 + userIds.indexOf(user) } : own] as const;
    });
    return [id, { ...host, users: Object.fromEntries(pinned) }];
  });
  return Object.fromEntries(entries);
}

function isList(users: Hosts[string]["users"]): users is readonly string[] {
  return Array.isArray(users);
}

/** Takes from people with no account but on Macs the uid that would count nowhere. */
function dropStrayUids(users: FleetDeclaration["users"], hosts: Hosts): FleetDeclaration["users"] {
  const namesOn = (isMac: boolean) =>
    Object.values(hosts)
      .filter(({ system }) => system.endsWith("darwin") === isMac)
      .flatMap((host) => (isList(host.users) ? host.users : Object.keys(host.users ?? {})));
  const [onMacs, elsewhere] = [new Set(namesOn(true)), new Set(namesOn(false))];
  const entries = Object.entries(users).map(([id, { uid, ...user }]) => {
    const isStray = onMacs.has(id) && !elsewhere.has(id);
    return [id, uid === undefined || isStray ? user : { ...user, uid }] as const;
  });
  return Object.fromEntries(entries);
}

/** Declarations in which nothing is wrong, with placements on the hosts, as YAML or JSON could hold them. */
export const arbitraryFleet: fc.Arbitrary<FleetDeclaration> = someNames
  .chain((names) =>
    fc.record({
      users: each(names.users, (index) => user(names, index)),
      hosts: each(names.hosts, () => host(names)),
      profiles: each(names.profiles, (index) => profile(names, index)),
      aggregates: each(names.aggregates, () => fc.constant({})),
      features: each(names.features, () => fc.record({ groups: someOf(groups) })),
      defaults: fc.record(
        {
          stateVersion: fc.constant("24.05"),
          shell: fc.constantFrom("bash", "fish"),
          nonAdminProfile: fc.constantFrom(null, ...names.profiles),
          aggregates: someOf(names.aggregates),
          homeMode: fc.record({ admin: homeMode, nonAdmin: homeMode }, { requiredKeys: [] }),
        },
        { requiredKeys: ["stateVersion"] },
      ),
    }),
  )
  .map(({ users, hosts, ...others }) => ({
    ...others,
    users: dropStrayUids(users, hosts),
    hosts: pinAdmins(users, hosts),
  }));
