import { shellPath } from "@fleet/diagnostics";
import type { ExaminedRow, World } from "@fleet/project";
import { countOf, examined, shortenHome } from "@fleet/project/internal";
import type { FileStatus } from "@fleet/secrets";
import { canOpen } from "@fleet/secrets/internal";
import type { SecretsProject } from "../open/secrets-comparison.ts";
import { listOwnIdentities, type OwnIdentity } from "../program/own-identities.ts";

/**
 * Which private keys whoever runs this has, as far as their public halves tell, and how many of the secret files
 * each opens by what the files say. `opened` is undefined where there are none, or they could not be looked at.
 */
export async function examineIdentities(
  world: World,
  opened: SecretsProject | undefined,
): Promise<ExaminedRow[]> {
  const identities = await listOwnIdentities(world);
  const files = (opened?.status.files ?? []).filter(({ file }) => file.header !== undefined);
  const rows = identities.map((identity) => describeIdentity(world, identity, files));
  return [...rows, ...examineAgent(world), ...examineAll(identities, files)];
}

function describeIdentity(
  { environment, machine }: World,
  identity: OwnIdentity,
  files: readonly FileStatus[],
): ExaminedRow {
  const { kind, where, recipients, unknown, isOpenToOthers } = identity;
  const home = environment["HOME"] ?? machine.home;
  const count = files.filter((file) => opens(file, recipients)).length;
  const opened = `opens ${count} of ${countOf(files.length, "secret file")}`;
  const able = files.length === 0 ? countOf(recipients.size, "public key") : opened;
  const doubt = unknown === undefined ? "" : `; unknown: ${unknown}`;
  const says = `${shortenHome(where, home)} ${able}${doubt}`;
  const fact = `${able}${unknown === undefined ? "" : "; not all is known"}`;
  if (!isOpenToOthers) return examined("secrets", kind, { says, fact });
  return examined("secrets", kind, {
    fitness: "warning",
    says: `${says}; others on this machine can read it`,
    fact: `${fact}; readable by others`,
    cure: `Run: chmod 600 -- ${shellPath(where)}`,
  });
}

function opens({ file }: FileStatus, own: ReadonlySet<string>): boolean {
  const groups = (file.header?.groups ?? []).map((group) => group.map(({ id }) => id));
  return canOpen(groups, file.header?.threshold, own);
}

function examineAgent({ environment }: World): ExaminedRow[] {
  if ((environment["SSH_AUTH_SOCK"] ?? "") === "") return [];
  const says = "One is running. sops and age do not ask it: they need the key's file.";
  return [examined("secrets", "SSH agent", { says, fact: "running" })];
}

/** What all keys together open: somebody with one of several key groups may open nothing by it alone. */
function examineAll(
  identities: readonly OwnIdentity[],
  files: readonly FileStatus[],
): ExaminedRow[] {
  if (files.length === 0) return [];
  const own = new Set(identities.flatMap(({ recipients }) => [...recipients]));
  const closed = files.filter((file) => !opens(file, own));
  const isSure = identities.every(({ unknown }) => unknown === undefined);
  const says = `You open ${files.length - closed.length} of ${countOf(files.length, "secret file")}${isSure ? "" : ", and perhaps more"}.`;
  const fact = `${files.length - closed.length} of ${files.length}`;
  if (closed.length < files.length || !isSure)
    return [examined("secrets", "all your keys", { says, fact })];
  return [
    examined("secrets", "all your keys", {
      fitness: "warning",
      says: `${says} Nothing that changes them can be done here.`,
      fact,
      cure: "Put your key where sops looks, ~/.config/sops/age/keys.txt, or name its file in SOPS_AGE_KEY_FILE",
    }),
  ];
}
