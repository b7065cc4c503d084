import type { ComputedFleet } from "@fleet/codegen";
import { isError } from "@fleet/diagnostics";
import { computeFleet, declareFleet } from "@fleet/project/internal";
import { foldFleet } from "../../src/fold/fold-fleet.ts";
import type { FoundFleet } from "../../src/found/found-fleet.ts";
import type { AssignedOwner } from "../../src/found/found-keys.ts";
import { foundOfFleet } from "../../src/found/of-fleet/found-of-fleet.ts";
import type { Proposal } from "../../src/proposal/proposal.ts";

/** Computes a declaration among files that are there; errors about it that no file mends fail the test. */
export async function compute(
  declaration: unknown,
  files: ReadonlySet<string> = new Set(),
): Promise<ComputedFleet> {
  const { value, diagnostics } = declareFleet(declaration);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const computed = await computeFleet(value.fleet, {
    files,
    tracked: undefined,
    contents: new Map(),
  });
  const errors = [...diagnostics, ...computed.diagnostics].filter(
    (found) => isError(found) && !found.code.startsWith("core/missing-"),
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors, undefined, 2));
  return computed.value;
}

/** Folds what was found, without answers, and without keys unless there are owners. */
export function fold(fleet: FoundFleet, owners: readonly AssignedOwner[] = []): Proposal {
  return foldFleet({ fleet, owners, answers: new Map() });
}

/** What is found of what is proposed for what was found. */
export async function foldAndFind(
  fleet: FoundFleet,
): Promise<{ readonly proposal: Proposal; readonly found: FoundFleet }> {
  const proposal = fold(fleet);
  return {
    proposal,
    found: foundOfFleet(await compute(proposal.declaration, filesOf(fleet))),
  };
}

/** The files of all modules. */
export function filesOf({ hosts, homes }: FoundFleet): ReadonlySet<string> {
  const owners = [...hosts, ...homes, ...hosts.flatMap((host) => host.homes)];
  const modules = owners.flatMap((owner) => owner.modules ?? []);
  return new Set(modules.flatMap(({ path }) => path ?? []));
}

/**
 * What has to be equal of two fleets. Not compared are the order of modules, whether a shell is the usual one, hashes
 * of passwords, lingering that is switched off, which is as good as not said, and homes by the id of a user who logs in
 * by another name: the id is nowhere in what is found.
 */
export function comparable({ hosts, homes }: FoundFleet): unknown {
  const hostnames = new Set(hosts.map(({ hostname }) => hostname));
  return {
    hosts: hosts.map((host) => ({
      ...host,
      // Whose keys are whose, a flake does not say.
      identity: undefined,
      modules: host.modules?.map((module) => JSON.stringify(module)).sort(),
      homes: host.homes.map(comparableHome),
      users: host.users.map((user) => ({
        ...user,
        isUsualShell: false,
        linger: user.linger === true,
        password: isHash(user.password) ? null : user.password,
      })),
    })),
    homes: homes
      .filter(({ name, login }) => {
        const [whose, where = null] = name.split("@");
        return whose === login && hostnames.has(where);
      })
      .map(comparableHome),
  };
}

function comparableHome(home: FoundFleet["homes"][number]): unknown {
  return { ...home, modules: home.modules?.map((module) => JSON.stringify(module)).sort() };
}

function isHash(password: FoundFleet["hosts"][number]["users"][number]["password"]): boolean {
  return password !== null && password.secret === null && !password.isLocked;
}
