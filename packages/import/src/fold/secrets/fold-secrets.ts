import type {
  HostSecretDeclaration,
  PasswordDeclaration,
  UserSecretDeclaration,
} from "@fleet/core/internal";
import type { FoundSecret } from "../../found/found-fleet.ts";
import type { FoldedHost } from "../fold-context.ts";
import type { FoldedHomes } from "../homes/fold-homes.ts";
import type { LeftList } from "../left-list.ts";
import type { AccountFacts } from "../people/account-facts.ts";
import { declareSecret } from "./declare-secret.ts";
import { chooseSecretFile } from "./secret-files.ts";

/** The secrets of systems and homes. */
export interface FoldedSecrets {
  readonly hostFile: string;
  readonly userFile: string;
  /** By host, then by name: without those that passwords declare. */
  readonly byHost: ReadonlyMap<string, Readonly<Record<string, HostSecretDeclaration>>>;
  readonly byPerson: ReadonlyMap<string, Readonly<Record<string, UserSecretDeclaration>>>;
}

interface Sources {
  readonly people: ReadonlyMap<string, readonly AccountFacts[]>;
  readonly homes: FoldedHomes;
  readonly left: LeftList;
}

/** Declares what sops-nix is told to decrypt. */
export function foldSecrets(
  hosts: ReadonlyMap<string, FoldedHost>,
  { people, homes, left }: Sources,
): FoldedSecrets {
  const ofHosts = [...hosts.values()].flatMap(({ id, found }) =>
    found.secrets.map(({ file }) => ({ owner: id, file })),
  );
  const hostFile = chooseSecretFile("host", ofHosts);
  const personal = new Map([...people.keys()].map((id) => [id, secretsOf(id, { homes, left })]));
  const ofUsers = [...personal].flatMap(([owner, secrets]) =>
    secrets.map(({ file }) => ({ owner, file })),
  );
  const userFile = chooseSecretFile("user", ofUsers);
  const passwords = listPasswords(people);
  const byHost = [...hosts.values()].map(({ id, found }) => {
    const groups = new Map(found.users.map(({ login, group }) => [login, group]));
    const declared = declareAll(found.secrets, {
      about: id,
      defaultFile: hostFile.replaceAll("{host}", () => id),
      groupOf: (login) => groups.get(login) ?? null,
      left,
    });
    const own = passwords.get(id) ?? new Set();
    return [
      id,
      declared.filter(([name, secret]) => !(own.has(name) && isOfPassword(secret))),
    ] as const;
  });
  const byPerson = [...personal].map(([id, secrets]) => {
    const defaultFile = userFile.replaceAll("{user}", () => id);
    const declared = declareAll(secrets, { about: id, defaultFile, groupOf: () => null, left });
    const own = declared.map(
      ([name, { file, key, mode, path }]) => [name, { file, key, mode, path }] as const,
    );
    return [id, own] as const;
  });
  return {
    hostFile,
    userFile,
    byHost: new Map(byHost.map(([id, own]) => [id, Object.fromEntries(own)])),
    byPerson: new Map(byPerson.map(([id, own]) => [id, Object.fromEntries(own)])),
  };
}

type Place = Parameters<typeof declareSecret>[1];

function declareAll(
  secrets: readonly FoundSecret[],
  place: Place,
): (readonly [string, HostSecretDeclaration])[] {
  return secrets.flatMap((secret) => {
    const declared = declareSecret(secret, place);
    return declared === undefined ? [] : [[secret.name, declared] as const];
  });
}

/** What a password says of its secret by itself. */
function isOfPassword({ neededForUsers, ...others }: HostSecretDeclaration): boolean {
  return neededForUsers === true && Object.values(others).every((value) => value === undefined);
}

/** The secrets of passwords, by host. */
function listPasswords(
  people: ReadonlyMap<string, readonly AccountFacts[]>,
): Map<string, Set<string>> {
  const byHost = new Map<string, Set<string>>();
  for (const { host, password } of [...people.values()].flat()) {
    const secret = nameOfSecret(password);
    if (secret === undefined) continue;
    byHost.set(host.id, (byHost.get(host.id) ?? new Set()).add(secret));
  }
  return byHost;
}

function nameOfSecret(password: PasswordDeclaration | undefined): string | undefined {
  return typeof password === "object" && "secret" in password ? password.secret : undefined;
}

/** A user has the same secrets in every home: those that all have which fleet builds. */
function secretsOf(id: string, { homes, left }: Pick<Sources, "homes" | "left">): FoundSecret[] {
  const built = [...(homes.byPerson.get(id)?.byHost ?? [])].flatMap(([host, { home }]) =>
    home === undefined ? [] : [{ host, home }],
  );
  const [first, ...others] = built;
  if (first === undefined) return [];
  const keyOf = ({ definedIn: _, ...secret }: FoundSecret) => JSON.stringify(secret);
  const sets = others.map(({ home }) => new Set(home.secrets.map(keyOf)));
  const common = first.home.secrets.filter((secret) => sets.every((set) => set.has(keyOf(secret))));
  const isCommon = new Set(common.map(keyOf));
  for (const { host, home } of built) {
    for (const secret of home.secrets.filter((one) => !isCommon.has(keyOf(one)))) {
      left.add({
        kind: "secret",
        about: `${id}@${host}: ${secret.name}`,
        message:
          "Not all homes of the user have this secret, and in a declaration all have the same.",
        help: "It goes on as it is, in the module.",
        files: secret.definedIn,
      });
    }
  }
  return common;
}
