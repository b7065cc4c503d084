import { describeThrown } from "@fleet/diagnostics";
import type { Disk, World } from "@fleet/project";
import { encodeText } from "@fleet/project/internal";
import {
  createSecretFileReader,
  type FileFormat,
  type SopsHeader,
  type SyncPlan,
} from "@fleet/secrets";
import { checkRewrite, formatOf, renderOneRuleConfig } from "@fleet/secrets/internal";
import { dirname, join } from "pathe";
import { createSecretBytesReader } from "../open/secret-bytes.ts";
import { runSops, type Sops } from "../program/sops-program.ts";
import { hasRepeated, stepsWithoutRepeated } from "./repeated-recipients.ts";

/** One file that sops has to rewrite. */
export interface RewriteTask {
  readonly path: string;
  readonly kind: "sync" | "rotate";
  /** The recipients of each key group afterwards. */
  readonly groups: readonly (readonly string[])[];
  /** The header that the plan was made from. */
  readonly header: SopsHeader;
  /** Who gains and who loses by it; undefined where the readers stay. */
  readonly plan: SyncPlan | undefined;
}

/** What rewriting needs. */
export interface Workshop {
  readonly world: World;
  readonly root: string;
  /** The folder for copies, on the same file system as the root. */
  readonly work: string;
  readonly sops: Sops;
}

/** Why a file was left as it is. */
export interface RewriteFailure {
  readonly problem:
    | "file-changed"
    | "no-identity"
    | "operator-would-lose-access"
    | "sops-failed"
    | "cannot-write";
  readonly reason: string;
}

/** The endings by which sops tells the formats. */
const endings: { readonly [F in FileFormat]: string } = {
  yaml: ".yaml",
  json: ".json",
  dotenv: ".env",
  ini: ".ini",
  binary: ".bin",
};

/**
 * Has sops rewrite a copy of a file, makes sure that the copy is what was asked for and that whoever
 * runs this can decrypt it, and puts it in the file's place. At any moment there is the old file or the
 * new one. With `isTrial` the file stays as it is.
 */
export async function rewriteFile(
  task: RewriteTask,
  { world, root, work, sops }: Workshop,
  { isTrial = false }: { readonly isTrial?: boolean } = {},
): Promise<RewriteFailure | undefined> {
  const { disk, token } = world;
  // A sops that outlived a run that was killed may still write to a copy of that one.
  const copy = join(work, `${token()}${endings[formatOf(task.path)]}`);
  const original = join(root, task.path);
  try {
    const entry = disk.inspect(original);
    const version = disk.versionOf(original);
    if (entry?.kind !== "file")
      return { problem: "file-changed", reason: "It is no regular file any more." };
    disk.copy(original, copy);
    disk.setAccess(copy, { mode: 0o600 });
    const before = readContents(disk, work, copy);
    const failure =
      (await rewriteCopy(task, { disk, copy, sops })) ??
      checkCopy(task, before, readContents(disk, work, copy)) ??
      (await tryCopy(copy, sops));
    if (failure !== undefined || isTrial) return failure;
    disk.setAccess(copy, entry);
    disk.flush(copy);
    if (disk.versionOf(original) !== version) {
      return { problem: "file-changed", reason: "Something else changed it in the meantime." };
    }
    disk.rename(copy, original);
    disk.flush(dirname(original));
    return undefined;
  } catch (error) {
    return { problem: "cannot-write", reason: describeThrown(error) };
  } finally {
    disk.remove(copy);
  }
}

/** Whether sops opens a file with the keys that it finds; undefined when it does. */
export async function tryDecrypting(path: string, sops: Sops): Promise<RewriteFailure | undefined> {
  const { isDone, complaint } = await runSops(sops, ["decrypt", path]);
  return isDone ? undefined : judgeComplaint(complaint);
}

interface Copy {
  readonly disk: Disk;
  readonly copy: string;
  readonly sops: Sops;
}

async function rewriteCopy(
  { kind, groups, header }: RewriteTask,
  place: Copy,
): Promise<RewriteFailure | undefined> {
  if (kind === "sync") return callSops("sync", groups, place);
  const failure = await callSops("rotate", groups, place);
  if (failure !== undefined || !hasRepeated(header)) return failure;
  for (const step of stepsWithoutRepeated(groups)) {
    const failed = await callSops("sync", step, place);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

async function callSops(
  kind: RewriteTask["kind"],
  groups: RewriteTask["groups"],
  { disk, copy, sops }: Copy,
): Promise<RewriteFailure | undefined> {
  const config = `${copy}.config`;
  // To rotate, sops takes the recipients of the file; an empty configuration keeps it from others.
  const text = kind === "sync" ? renderOneRuleConfig(groups) : "{}\n";
  disk.create(config, encodeText(text), { mode: 0o600 });
  const call = kind === "sync" ? ["updatekeys", "--yes"] : ["rotate", "--in-place"];
  const { isDone, complaint } = await runSops(sops, ["--config", config, ...call, copy]);
  disk.remove(config);
  return isDone ? undefined : judgeComplaint(complaint);
}

type Contents = ReturnType<typeof readContents>;

function checkCopy(
  { path, kind, groups, header }: RewriteTask,
  before: Contents,
  after: Contents,
): RewriteFailure | undefined {
  if (before === undefined || after === undefined) {
    return { problem: "file-changed", reason: "It cannot be read any more." };
  }
  const now = createSecretFileReader()({ ...before, path }).header;
  if (now === undefined || describeHeader(now) !== describeHeader(header)) {
    return { problem: "file-changed", reason: "Something else changed it in the meantime." };
  }
  const reason = checkRewrite(before, after, { groups, isRotation: kind === "rotate" });
  if (reason === undefined) return undefined;
  return {
    problem: "sops-failed",
    reason: `What sops made of it is not what it should be. ${reason}`,
  };
}

function describeHeader({ groups, threshold, lastModified }: SopsHeader): string {
  return JSON.stringify([groups, threshold ?? 0, lastModified]);
}

async function tryCopy(copy: string, sops: Sops): Promise<RewriteFailure | undefined> {
  const failure = await tryDecrypting(copy, sops);
  return failure?.problem === "no-identity"
    ? { ...failure, problem: "operator-would-lose-access" }
    : failure;
}

function readContents(disk: Disk, work: string, copy: string) {
  const bytes = createSecretBytesReader(disk, work)(copy.slice(work.length + 1));
  return bytes.kind === "contents" ? bytes.contents : undefined;
}

/** What sops says when it finds no key is long, and the same for all files: the rest is told as it is. */
function judgeComplaint(complaint: string): RewriteFailure {
  if (complaint.includes("Failed to get the data key")) {
    return { problem: "no-identity", reason: "None of the keys that sops finds here opens it." };
  }
  const lines = complaint.split("\n").filter((line) => !/Syncing keys for file/.test(line));
  const text = lines
    .join(" ")
    .replaceAll(/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /g, "")
    .slice(0, 300);
  return { problem: "sops-failed", reason: `sops says: ${text}` };
}
