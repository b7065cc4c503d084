import { type Checked, quote, shellPath } from "@fleet/diagnostics";
import {
  type ConfigFile,
  type Json,
  type LockedFleet,
  type Project,
  type World,
  writeFleet,
} from "@fleet/project";
import { copyPlain } from "@fleet/project/internal";
import { createProblem } from "../codes.ts";

/** A fleet that can be changed: nothing stands in the way of computing it. */
export interface OpenedFleet {
  readonly world: World;
  readonly root: string;
  readonly config: ConfigFile;
  readonly fleet: LockedFleet;
  readonly project: Project;
  /** What the config says, as it stands there. */
  readonly declaration: Json;
}

/**
 * Takes an opened fleet for a change, or says what is to be mended before. With `isMending`, the change itself may mend what
 * stops `generate`: then it counts only that it does.
 */
export async function openFleet(
  project: Project,
  { isMending = false }: { readonly isMending?: boolean } = {},
): Promise<Checked<OpenedFleet>> {
  const { world, config, fleet, unmerged } = project;
  if (config === undefined || fleet === undefined) {
    return { ok: false, diagnostics: project.findings };
  }
  const [first] = unmerged;
  if (first !== undefined) return { ok: false, diagnostics: [describeMerging(first, unmerged)] };
  const now = await writeFleet(project, { isForced: false, isWriting: false });
  if (now.isStopped && !isMending) return { ok: false, diagnostics: now.findings };
  const copied = copyPlain(project.input);
  if (!copied.ok) return { ok: false, diagnostics: project.findings };
  return {
    ok: true,
    diagnostics: [],
    value: {
      world,
      root: config.root,
      config,
      fleet,
      project: { ...project, findings: now.findings },
      declaration: toJson(copied.value),
    },
  };
}

/** A declaration as JSON has it: keys that say `undefined` say nothing, and no format but a script has them. */
export function toJson(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}

function describeMerging(first: string, unmerged: ReadonlySet<string>) {
  const more = unmerged.size === 1 ? "" : ` and ${unmerged.size - 1} more`;
  const message = `git has not merged ${quote(first)}${more}, so that nobody knows what the fleet is.`;
  const help = `Resolve the conflict, then: git add -- ${shellPath(first)}`;
  return createProblem("merging", message, { help });
}
