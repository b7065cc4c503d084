import type { World } from "@fleet/project";
import { encodeText } from "@fleet/project/internal";
import type { FileContents } from "@fleet/secrets";
import { checkRewrite, renderOneRuleConfig } from "@fleet/secrets/internal";
import type { SopsEnding } from "../program/sops-ending.ts";
import { runSops, type Sops } from "../program/sops-program.ts";
import { hasRepeated, stepsWithoutRepeated } from "./repeated-recipients.ts";
import type { RewriteFailure, RewriteTask } from "./rewrite-task.ts";

/** What rewriting needs. */
export interface Workshop {
  readonly world: World;
  readonly root: string;
  /** The folder for copies, on the same file system as the root. */
  readonly work: string;
  readonly sops: Sops;
}

/** A copy of a file that sops works on. */
export interface WorkingCopy {
  readonly task: RewriteTask;
  readonly path: string;
  /** What it held in the beginning. */
  readonly before: FileContents;
  /** The recipients that it should have in the end. */
  readonly groups: RewriteTask["groups"];
  /** Whether sops may talk to somebody. */
  readonly isOnline: boolean;
}

/** Has sops give a copy its recipients, or a new data key, and compares what came of it. */
export async function changeCopy(
  copy: WorkingCopy,
  workshop: Workshop,
): Promise<RewriteFailure | undefined> {
  const { task, path, before, groups } = copy;
  const isRotation = task.kind === "rotate";
  const failure = isRotation
    ? ((await callSops("rotate", copy, workshop)) ?? (await dropRepeated(copy, workshop)))
    : await callSops("sync", copy, workshop);
  if (failure !== undefined) return failure;
  const after = { path: task.path, bytes: workshop.world.disk.read(path) };
  const wrong = checkRewrite(before, after, { groups, isRotation });
  if (wrong === undefined) return undefined;
  return {
    problem: "sops-failed",
    reason: `What sops made of it is not what it should be. ${wrong}`,
  };
}

/** sops rotates to each recipient as often as it stands in a file. */
async function dropRepeated(
  copy: WorkingCopy,
  workshop: Workshop,
): Promise<RewriteFailure | undefined> {
  if (!hasRepeated(copy.task.header)) return undefined;
  for (const groups of stepsWithoutRepeated(copy.groups)) {
    const failure = await callSops("sync", { ...copy, groups }, workshop);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function callSops(
  kind: RewriteTask["kind"],
  { path, groups, isOnline }: WorkingCopy,
  { world: { disk }, sops }: Workshop,
): Promise<RewriteFailure | undefined> {
  const config = configOf(path);
  // To rotate, sops takes the recipients of the file; an empty configuration keeps it from others.
  const text = kind === "rotate" ? "{}\n" : renderOneRuleConfig(groups);
  disk.remove(config);
  disk.create(config, encodeText(text), { mode: 0o600 });
  const call = kind === "rotate" ? ["rotate", "--in-place"] : ["updatekeys", "--yes"];
  return judge(await runSops(sops, { arguments: [...call, path], config, isOnline }));
}

/** The configuration that sops is given for a copy. */
export function configOf(copy: string): string {
  return `${copy}.config`;
}

/** Whether sops opens a copy with the keys that it finds; undefined when it does. */
export async function openCopy(
  { path, isOnline }: WorkingCopy,
  { sops }: Workshop,
): Promise<RewriteFailure | undefined> {
  return judge(await runSops(sops, { arguments: ["decrypt", path], isOnline }));
}

/** The same of a copy that was changed. */
export async function openChanged(
  copy: WorkingCopy,
  workshop: Workshop,
): Promise<RewriteFailure | undefined> {
  const failure = await openCopy(copy, workshop);
  return failure?.problem === "no-identity"
    ? { ...failure, problem: "operator-would-lose-access" }
    : failure;
}

function judge(ending: SopsEnding): RewriteFailure | undefined {
  switch (ending.kind) {
    case "done":
    case "unchanged":
      return undefined;
    case "closed":
      return { problem: "no-identity", reason: "None of the keys that sops finds here opens it." };
    case "failed":
      return { problem: "sops-failed", reason: `sops did not do it: ${ending.why}.` };
    default:
      return ending satisfies never;
  }
}
