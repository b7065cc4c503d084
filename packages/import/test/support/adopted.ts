import type { FleetDeclaration } from "@fleet/core";
import type { World } from "@fleet/project";
import type { FoundFleet } from "../../src/found/found-fleet.ts";
import type { AssignedOwner } from "../../src/found/found-keys.ts";
import { assignOwners } from "../../src/keys/assign-owners.ts";
import { proposeSecrets } from "../../src/keys/propose-secrets.ts";
import { readSops } from "../../src/keys/read-sops.ts";
import type { FoundSops } from "../../src/keys/sops-sources.ts";
import type { Proposal } from "../../src/proposal/proposal.ts";
import { createDeclaredFinder } from "../../src/rules/rule-judgement.ts";

/** What a repository of sops comes to. */
export interface Adopted {
  readonly sops: FoundSops;
  readonly proposal: Proposal;
  /** The ids of the recipients that the declaration gives a path, in order; undefined where it has no rule. */
  readonly readersOf: (path: string) => readonly string[] | undefined;
  /** The rules, as path and readers. */
  readonly rules: readonly (readonly [string, readonly string[] | undefined])[];
}

/** A fleet with nothing but the owners of keys; every host is a server. */
function declareOwners(owners: readonly AssignedOwner[]): FleetDeclaration {
  const section = (kind: AssignedOwner["kind"], write: (owner: AssignedOwner) => object) =>
    Object.fromEntries(
      owners.flatMap((one) => (one.kind === kind ? [[one.name, write(one)]] : [])),
    );
  const ageKeys = ({ keys }: AssignedOwner) => ({
    ageKeys: keys.some(({ keyName }) => keyName !== null)
      ? Object.fromEntries(keys.map(({ keyName, recipient }) => [keyName ?? "", recipient]))
      : keys.map(({ recipient }) => recipient),
  });
  const declaration: unknown = {
    users: section("user", ageKeys),
    hosts: section("host", ({ keys }) => ({
      system: "x86_64-linux",
      stateVersion: "24.05",
      users: [],
      ageKey: keys[0]?.recipient,
    })),
    operators: section("operator", ageKeys),
  };
  return declaration as FleetDeclaration;
}

/** Adopts the sops files of a world. */
export function adopt(
  world: World,
  root = world.folder,
  fleet: FoundFleet = { hosts: [], homes: [] },
): Adopted {
  const { value: sops } = readSops(world, root);
  if (sops === undefined) throw new Error("there is nothing of sops");
  const declaration = declareOwners(assignOwners([sops], fleet));
  const proposal = proposeSecrets({ declaration, remarks: [], questions: [], left: [] }, sops);
  const find = createDeclaredFinder(proposal.declaration);
  const readersOf = (path: string) =>
    find(path)
      ?.groups.flatMap((group) => group.map(({ recipient }) => recipient.id))
      .sort();
  const files = proposal.declaration.secrets?.files ?? [];
  return { sops, proposal, readersOf, rules: files.map(({ path, readers }) => [path, readers]) };
}
