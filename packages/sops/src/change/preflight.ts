import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { findProgram } from "@fleet/project/internal";
import type { Keyring } from "@fleet/secrets";
import { canOpen, nameRecipient, parseRecipient } from "@fleet/secrets/internal";
import { createProblem } from "../codes.ts";
import { listOwnRecipients } from "../program/own-recipients.ts";
import { tryRewriting } from "./file-rewrite.ts";
import { type FailedTask, groupFailures } from "./grouped-failures.ts";
import { groupsOf, type RewriteTask } from "./rewrite-task.ts";
import type { Workshop } from "./working-copy.ts";

/** What is to be done, by whom. */
export interface Preflight {
  readonly tasks: readonly RewriteTask[];
  readonly workshop: Workshop;
  readonly keyring: Keyring;
  readonly world: World;
}

/** What was found before anything is changed. */
export interface Inspection {
  /** What is in the way. */
  readonly obstacles: readonly Diagnostic[];
  /** What only shows once sops uses keys that nobody has agreed to yet: whether these can be changed. */
  readonly untold: readonly RewriteTask[];
}

/**
 * Everything that would keep a file from being rewritten, looked at before the first is: plugins that
 * are missing, files that nobody here can open, and files that whoever runs this could not open
 * afterwards. Where the keys that are known do not tell, sops is tried on a copy: once for all files
 * with the same recipients.
 */
export async function inspectTasks(preflight: Preflight): Promise<Inspection> {
  const missing = findMissingPlugins(preflight);
  if (missing.length > 0) return { obstacles: missing, untold: [] };
  const own = await listOwnRecipients(preflight.world);
  const doubtful = new Map<string, RewriteTask[]>();
  for (const task of preflight.tasks) {
    if (keepsAccess(task, own)) continue;
    const key = JSON.stringify([groupsOf(task.header), task.groups, [...task.declared]]);
    doubtful.set(key, [...(doubtful.get(key) ?? []), task]);
  }
  const failures: FailedTask[] = [];
  const untold: RewriteTask[] = [];
  for (const alike of doubtful.values()) {
    const [first] = alike;
    if (first === undefined) continue;
    const failure = await tryRewriting(first, preflight.workshop);
    if (failure === "untold") untold.push(...alike);
    else if (failure !== undefined) failures.push(...alike.map((task) => ({ task, failure })));
  }
  return { obstacles: groupFailures(failures, preflight.keyring), untold };
}

function findMissingPlugins({ tasks, world, keyring }: Preflight): Diagnostic[] {
  const users = new Map<string, { readonly files: Set<string>; readonly ids: Set<string> }>();
  for (const task of tasks) {
    for (const id of task.groups.flat()) {
      const parsed = parseRecipient(id);
      const plugin = parsed.ok ? parsed.recipient.plugin : undefined;
      if (plugin === undefined || findProgram(world, plugin) !== undefined) continue;
      const user = users.get(plugin) ?? { files: new Set(), ids: new Set() };
      user.files.add(task.path);
      user.ids.add(id);
      users.set(plugin, user);
    }
  }
  return [...users].map(([plugin, { files, ids }]) => {
    const names = [...ids].map((id) => nameRecipient(keyring, id)).join(", ");
    const count = files.size === 1 ? quote([...files][0]) : `${files.size} files`;
    const message = `There is no ${plugin} in PATH, without which ${count} cannot be encrypted to ${names}.`;
    return createProblem("no-plugin", message, { help: `Install ${plugin}.` });
  });
}

/** sops keeps the threshold of the file, and where there was none it wants all groups. */
function keepsAccess({ groups, header }: RewriteTask, own: ReadonlySet<string>): boolean {
  const { threshold } = header;
  return canOpen(groupsOf(header), threshold, own) && canOpen(groups, threshold, own);
}
