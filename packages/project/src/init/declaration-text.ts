import { compareNames } from "@fleet/diagnostics";
import { type InitAnswers, type InitHost, type InitPerson, isMac } from "./init-answers.ts";

/** The uids that can be said once for all machines: what NixOS gives to people. */
const commonUids = [1000, 29_999] as const;

/** The text of `fleet.config.ts`. */
export function renderDeclaration({ host, people, operatorKey }: InitAnswers): string {
  const profiles = listProfiles({ host, people });
  const lines = [
    'import { defineFleet } from "@fleet/core";',
    "",
    "export default defineFleet({",
    "  users: {",
    "    // The id is the login name, unless `username` says otherwise. Each home is in users/<id>.nix.",
    ...people.flatMap((person) => renderPerson(person, host)),
    "  },",
    "",
    "  hosts: {",
    "    // The id is the host name, unless `hostname` says otherwise. The system is in hosts/<id>.nix.",
    ...renderHost(host, people, operatorKey !== undefined),
    "  },",
    ...renderOperators(operatorKey),
    "",
    "  // What homes are made of. A profile brings `profiles/<name>.nix` and what it extends.",
    "  profiles: {",
    ...profiles.map((name) => `    ${key(name)}: {},`),
    "  },",
    "});",
  ];
  return `${lines.join("\n")}\n`;
}

/** The profiles that somebody has, in order. */
export function listProfiles({ host, people }: Pick<InitAnswers, "host" | "people">): string[] {
  const own = people.map(({ homeProfile }) => homeProfile);
  const names = [host.homeProfile, ...own].filter((name) => name !== undefined);
  return [...new Set(names)].sort(compareNames);
}

function renderPerson(person: InitPerson, host: InitHost): string[] {
  const { id, fullName, email, isAdmin, uid, shell, sshKeys, homeProfile } = person;
  const lines = [
    ...property("fullName", fullName),
    ...property("email", email),
    ...(isAdmin ? ["      isAdmin: true,"] : []),
    ...(uid === undefined || isPinned(uid, host) ? [] : [`      uid: ${uid},`]),
    ...property("shell", shell),
    ...property("homeProfile", homeProfile),
    ...renderKeys(sshKeys, isAdmin),
  ];
  return lines.length === 0 ? [`    ${key(id)}: {},`] : [`    ${key(id)}: {`, ...lines, "    },"];
}

function renderKeys(keys: readonly string[], isAdmin: boolean): string[] {
  if (keys.length === 0 && !isAdmin) return [];
  if (keys.length === 0) {
    return [
      "      // To log in over SSH, the line of ~/.ssh/id_ed25519.pub:",
      '      // sshKeys: ["ssh-ed25519 AAAA…"],',
    ];
  }
  return ["      sshKeys: [", ...keys.map((line) => `        ${text(line)},`), "      ],"];
}

function renderHost(
  host: InitHost,
  people: readonly [InitPerson, ...InitPerson[]],
  hasSecrets: boolean,
): string[] {
  const { id, system, stateVersion, formFactor, hardware, homeProfile, sshHostKey } = host;
  const facts = Object.entries(hardware).map(([name, value]) => `${name}: ${text(value)}`);
  return [
    `    ${key(id)}: {`,
    ...property("system", system),
    ...property("formFactor", formFactor),
    ...(facts.length === 0 ? [] : [`      hardware: { ${facts.join(", ")} },`]),
    isMac(system)
      ? "      // The release of home-manager that the homes began with. It stays what it was."
      : "      // The NixOS release that was installed. It stays what it was.",
    ...property("stateVersion", stateVersion),
    ...(isMac(system) ? property("primaryUser", people[0].id) : []),
    ...renderPlacements(people, host),
    ...property("homeProfile", homeProfile),
    ...renderHostKey(sshHostKey, hasSecrets),
    "    },",
  ];
}

/** A key is what secrets are encrypted to, and whoever has none need not hear what they miss. */
function renderHostKey(sshHostKey: string | undefined, hasSecrets: boolean): string[] {
  if (sshHostKey !== undefined && hasSecrets) {
    return [
      "      // What its secrets are encrypted to.",
      `      sshHostKey: ${text(sshHostKey)},`,
    ];
  }
  const shown = text(sshHostKey ?? "ssh-ed25519 AAAA…");
  return [
    "      // For secrets, the line of /etc/ssh/ssh_host_ed25519_key.pub on the machine:",
    `      // sshHostKey: ${shown},`,
  ];
}

function renderPlacements(people: readonly InitPerson[], host: InitHost): string[] {
  const placements = people.map(({ id, uid }, index) => {
    const isOwnUid = uid !== undefined && isPinned(uid, host);
    const values = [
      ...(isOwnUid ? [`uid: ${uid}`] : []),
      // macOS lets nobody else write into a home, so that each switches their own.
      ...(isMac(host.system) && index > 0 ? ['home: "standalone"'] : []),
    ];
    return { id, values };
  });
  if (placements.every(({ values }) => values.length === 0)) {
    return [`      users: [${people.map(({ id }) => text(id)).join(", ")}],`];
  }
  const comment = isMac(host.system)
    ? "      // The uids that these accounts have on this Mac. Each switches a home of their own, but the first."
    : "      // The uids that these accounts have on this machine alone.";
  return [
    comment,
    "      users: {",
    ...placements.map(({ id, values }) =>
      values.length === 0
        ? `        ${key(id)}: {},`
        : `        ${key(id)}: { ${values.join(", ")} },`,
    ),
    "      },",
  ];
}

/** A Mac counts in a range of its own, and what lies outside of the common one is of this machine alone. */
function isPinned(uid: number, { system }: InitHost): boolean {
  return isMac(system) || uid < commonUids[0] || uid > commonUids[1];
}

function renderOperators(operatorKey: string | undefined): string[] {
  if (operatorKey === undefined) return [];
  return [
    "",
    "  // Who can decrypt what follows from the accounts; operators can read everything. Keep the private half",
    "  // of this key where no machine of the fleet is.",
    "  operators: {",
    `    recovery: { ageKeys: [${text(operatorKey)}] },`,
    "  },",
  ];
}

function property(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`      ${name}: ${text(value)},`];
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : text(name);
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
