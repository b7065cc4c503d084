import type { PlacementDeclaration, UserDeclaration } from "@fleet/core";
import { compareNames } from "@fleet/diagnostics";
import type { Remark } from "../../proposal/proposal.ts";
import type { FoldedOwners } from "../access/fold-owners.ts";
import type { FoldedHomes } from "../homes/fold-homes.ts";
import type { StateVersions } from "../hosts/state-versions.ts";
import type { LeftList } from "../left-list.ts";
import type { FoldedSecrets } from "../secrets/fold-secrets.ts";
import type { AccountFacts } from "./account-facts.ts";
import { type DeclaredUser, declareUser, isMostlyAdmin } from "./declare-user.ts";
import { chooseDefaults, type DefaultChoices } from "./default-choices.ts";
import type { FleetUids } from "./share-uids.ts";

/** All users, what they have in common, and what differs on hosts. */
export interface DeclaredUsers {
  /** By id, in order. */
  readonly users: Readonly<Record<string, UserDeclaration>>;
  readonly defaults: DefaultChoices;
  /** By host, then by user, in order. */
  readonly placements: ReadonlyMap<string, readonly (readonly [string, PlacementDeclaration])[]>;
}

interface Sources {
  readonly homes: FoldedHomes;
  readonly uids: FleetUids;
  readonly versions: StateVersions;
  readonly owners: FoldedOwners;
  readonly secrets: FoldedSecrets;
  readonly left: LeftList;
  readonly remarks: Remark[];
}

/** Declares everybody: also those of whom a key is all that is known. */
export function declareUsers(
  people: ReadonlyMap<string, readonly AccountFacts[]>,
  { homes, uids, versions, owners, secrets, left, remarks }: Sources,
): DeclaredUsers {
  const admins = new Map([...people].map(([id, own]) => [id, isMostlyAdmin(own)]));
  const isAdmin = (id: string, account: AccountFacts) => account.isAdmin ?? admins.get(id) ?? false;
  const { passwordOf } = secrets;
  const defaults = chooseDefaults(people, { homes, isAdmin });
  const ids = [...new Set([...people.keys(), ...owners.users.keys()])].sort(compareNames);
  const placements = new Map<string, (readonly [string, PlacementDeclaration])[]>();
  const users = ids.map((id): [string, UserDeclaration] => {
    const accounts = people.get(id) ?? [];
    const own = homes.byPerson.get(id) ?? { aggregates: [], byHost: new Map() };
    const uid = uids.byPerson.get(id) ?? { ofUser: undefined, byHost: new Map() };
    const declared = declareUser({ id, accounts, homes: own, uid, defaults, passwordOf, left });
    for (const [host, placement] of declared.placements) {
      const known = placements.get(host);
      if (known === undefined) placements.set(host, [[id, placement]]);
      else known.push([id, placement]);
    }
    remarks.push(...guessesOf(id, { accounts, declared }));
    const ofHomes = secrets.byPerson.get(id) ?? {};
    return [
      id,
      {
        ...declared.user,
        stateVersion: versions.byPerson.get(id),
        ageKeys: owners.users.get(id),
        secrets: Object.keys(ofHomes).length === 0 ? undefined : ofHomes,
      },
    ];
  });
  return { users: Object.fromEntries(users), defaults, placements };
}

/** Who is declared to be an admin of a Mac because macOS has the account. */
function guessesOf(
  id: string,
  {
    accounts,
    declared,
  }: { readonly accounts: readonly AccountFacts[]; readonly declared: DeclaredUser },
): Remark[] {
  const guessed = accounts.filter(({ isAdminByGuess }) => isAdminByGuess);
  const paths = guessed.map(({ host }) =>
    declared.placements.get(host.id)?.isAdmin === undefined
      ? ["users", id, "isAdmin"]
      : ["hosts", host.id, "users", id, "isAdmin"],
  );
  const once = new Map(paths.map((path) => [JSON.stringify(path), path]));
  const text = "macOS has the account, and nix-darwin does not manage it, as it manages no admin's";
  return [...once.values()].map((path) => ({ path, text, isGuess: true }));
}
