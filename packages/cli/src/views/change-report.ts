import type { RewriteTask } from "@fleet/sops";

/** As much of the rewriting of a file as is shown. */
type ShownTask = Pick<RewriteTask, "path" | "plan">;

/** What came of a command that changes files. */
export interface ChangedFiles {
  readonly kind: RewriteTask["kind"];
  /** What was, or would be, to be done. */
  readonly planned: readonly ShownTask[];
  /** What was done. */
  readonly done: readonly ShownTask[];
}

/** What is shown of it to people. */
export interface ShownChange extends ChangedFiles {
  /** Whether nothing is to be written. */
  readonly isDry: boolean;
  /** Whether it got to its end, although single files may have failed. */
  readonly isDone: boolean;
  /** How many files are encrypted. */
  readonly encrypted: number;
  /** The plan of what was or would be done; empty where its reader has seen it. */
  readonly plan: string;
}

/** Says what was or would be done; nothing where a command did not get to its end. */
export function renderChange(change: ShownChange): string {
  const { kind, planned, done, isDry, isDone, encrypted, plan } = change;
  if (planned.length === 0) {
    return kind === "sync"
      ? `Nothing to do: of ${countOf(encrypted)}, all have the readers that are declared.\n`
      : "Nothing to do: no file owes a new data key.\n";
  }
  if (!isDry && !isDone) return "";
  const verbs = { sync: ["Synced", "Would sync"], rotate: ["Rotated", "Would rotate"] };
  const [did, would] = verbs[kind];
  const total = isDry ? `${would} ${countOf(planned.length)}` : `${did} ${countOf(done.length)}`;
  const rest = isDry || done.length === planned.length ? "" : ` of ${planned.length}`;
  return `${plan === "" ? "" : `${plan}\n`}${total}${rest}.\n`;
}

/** The files for programs: what was done to each, or would be. */
export function describeChangedFiles({ kind, planned, done }: ChangedFiles) {
  const finished = new Set(done.map(({ path }) => path));
  return planned.map(({ path, plan }) => ({
    path,
    change: finished.has(path) ? (kind === "sync" ? "synced" : "rotated") : "planned",
    ...(plan === undefined
      ? {}
      : { gains: plan.gains, loses: plan.loses, replaces: plan.replaces }),
  }));
}

function countOf(files: number): string {
  return `${files} ${files === 1 ? "file" : "files"}`;
}
