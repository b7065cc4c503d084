import type { FileStatus, SopsHeader, SyncPlan } from "@fleet/secrets";
import { isForeign, parseRecipient } from "@fleet/secrets/internal";

/** One file that sops has to rewrite. */
export interface RewriteTask {
  readonly path: string;
  readonly kind: "sync" | "rotate";
  /** The recipients of each key group afterwards. */
  readonly groups: readonly (readonly string[])[];
  /** The recipients that the declaration names for the file. */
  readonly declared: ReadonlySet<string>;
  /** The declared keys that sops may talk to somebody about, in order. */
  readonly remote: readonly string[];
  /** The header that the plan was made from. */
  readonly header: SopsHeader;
  /** Who gains and who loses by it; undefined where the readers stay. */
  readonly plan: SyncPlan | undefined;
}

/** Why a file was left as it is. */
export interface RewriteFailure {
  readonly problem:
    | "file-changed"
    | "network-key"
    | "no-identity"
    | "operator-would-lose-access"
    | "sops-failed"
    | "cannot-write";
  readonly reason: string;
}

/** The recipients that a rule names, in its groups; none without a rule. */
export function declaredGroups({ rule }: FileStatus): string[][] {
  return (rule?.groups ?? []).map((group) => group.map(({ recipient }) => recipient.id));
}

/** The recipients of a file by its header, in their groups. */
export function groupsOf({ groups }: SopsHeader): string[][] {
  return groups.map((group) => group.map(({ id }) => id));
}

/** Whether a key is not on this machine, so that sops talks to somebody to use it. */
function isRemote(id: string): boolean {
  return isForeign(id) && !id.startsWith("pgp:");
}

/** Whether encrypting to a recipient starts a program of its choice, or talks to somebody. */
export function isFarReaching(id: string): boolean {
  const parsed = parseRecipient(id);
  return isForeign(id) || !parsed.ok || parsed.recipient.plugin !== undefined;
}

/** A task, with whom sops may talk to. */
export function createTask(task: Omit<RewriteTask, "remote">): RewriteTask {
  return { ...task, remote: listRemote(task) };
}

function listRemote({ header, groups, declared }: Omit<RewriteTask, "remote">): string[] {
  const ids = [...groupsOf(header).flat(), ...groups.flat()];
  return [...new Set(ids)].filter((id) => isRemote(id) && declared.has(id)).sort();
}

/** The keys of a file that are not age's, and that nobody declared for it. */
export function undeclaredKeys({ header, declared }: RewriteTask): string[] {
  return groupsOf(header)
    .flat()
    .filter((id) => isForeign(id) && !declared.has(id));
}
