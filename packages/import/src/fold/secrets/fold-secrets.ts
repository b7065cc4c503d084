import type { HostSecretDeclaration, UserSecretDeclaration } from "@fleet/core/internal";
import type { FoundSecret } from "../../found/found-secret.ts";
import type { FoldedHost } from "../folded-host.ts";
import type { FoldedHomes } from "../homes/fold-homes.ts";
import type { LeftList } from "../left-list.ts";
import type { AccountFacts } from "../people/account-facts.ts";
import { declareSecret, isUsualPath } from "./declare-secret.ts";
import { foldPasswords, type PasswordSecrets } from "./password-secrets.ts";
import { chooseSecretFile } from "./secret-files.ts";

/** The secrets of systems and homes. */
export interface FoldedSecrets {
  readonly hostFile: string;
  readonly userFile: string;
  /** By host, then by name: without those that passwords declare. */
  readonly byHost: ReadonlyMap<string, Readonly<Record<string, HostSecretDeclaration>>>;
  readonly byPerson: ReadonlyMap<string, Readonly<Record<string, UserSecretDeclaration>>>;
  readonly passwordOf: PasswordSecrets["passwordOf"];
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
  const ofSystems = new Map(
    [...hosts.values()].map((host) => [host.id, new Map(declareOfHost(host, { hostFile, left }))]),
  );
  const { passwordOf, implied } = foldPasswords(people, { secrets: ofSystems, left });
  const byHost = [...ofSystems].map(([id, secrets]) => {
    return [id, [...secrets].filter(([name]) => implied.get(id)?.has(name) !== true)] as const;
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
    passwordOf,
    byHost: new Map(byHost.map(([id, own]) => [id, Object.fromEntries(own)])),
    byPerson: new Map(byPerson.map(([id, own]) => [id, Object.fromEntries(own)])),
  };
}

function declareOfHost(
  { id, found }: FoldedHost,
  { hostFile, left }: { readonly hostFile: string; readonly left: LeftList },
) {
  const groups = new Map(found.users.map(({ login, group }) => [login, group]));
  return declareAll(found.secrets, {
    about: id,
    defaultFile: hostFile.replaceAll("{host}", () => id),
    groupOf: (login) => groups.get(login) ?? null,
    left,
  });
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

/** A user has the same secrets in every home: those that all have which fleet builds. */
function secretsOf(id: string, { homes, left }: Pick<Sources, "homes" | "left">): FoundSecret[] {
  const built = [...(homes.byPerson.get(id)?.byHost ?? [])].flatMap(([host, { home }]) =>
    home === undefined ? [] : [{ host, home }],
  );
  const [first, ...others] = built;
  if (first === undefined) return [];
  // Where sops-nix puts it by itself depends on the home directory, which can be another on each host.
  const keyOf = ({ definedIn: _, ...secret }: FoundSecret) =>
    JSON.stringify(isUsualPath(secret) ? { ...secret, path: null } : secret);
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
