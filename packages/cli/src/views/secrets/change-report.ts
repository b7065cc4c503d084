import type { RewriteTask } from "@fleet/sops";

/** As much of the rewriting of a file as is shown. */
type ShownTask = Pick<RewriteTask, "path" | "plan" | "remote">;

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
  /** How many files with a rule are encrypted; undefined where only some were named. */
  readonly encrypted: number | undefined;
  /** How many more are, which no rule is about. Default: none. */
  readonly unruled?: number;
  /** Whether anything was left as it was for a reason that is said elsewhere. Default: no. */
  readonly hasLeftAny?: boolean;
  /** Of how many files it is remembered anew who can read them, where nothing else was to be done. */
  readonly remembered: number | undefined;
  /** How many debts went with that. Default: none. */
  readonly forgiven?: number;
  /** The plan of what was or would be done; empty where its reader has seen it. */
  readonly plan: string;
}

/** Says what was or would be done; nothing where a command did not get to its end. */
export function renderChange(change: ShownChange): string {
  const { kind, planned, done, isDry, isDone, plan } = change;
  if (planned.length === 0) return renderNothing(change);
  if (!isDry && !isDone) return "";
  const verbs = { sync: ["Synced", "Would sync"], rotate: ["Rotated", "Would rotate"] };
  const [did, would] = verbs[kind];
  const total = isDry ? `${would} ${countOf(planned.length)}` : `${did} ${countOf(done.length)}`;
  const rest = isDry || done.length === planned.length ? "" : ` of ${planned.length}`;
  return `${plan === "" ? "" : `${plan}\n`}${total}${rest}.\n`;
}

function renderNothing(change: ShownChange): string {
  const { remembered, forgiven = 0 } = change;
  const nothing = describeNothing(change);
  if (remembered === undefined) return nothing;
  const what = remembered === 0 ? "what is owed" : `the readers of ${countOf(remembered)}`;
  const debts = `${forgiven} ${forgiven === 1 ? "debt" : "debts"}`;
  const gone = forgiven === 0 ? "" : ` ${debts} went: whose key it was can decrypt the file again.`;
  return `${nothing}fleet.lock.json now remembers ${what}.${gone}\n`;
}

function describeNothing(change: ShownChange): string {
  const { kind, encrypted, unruled = 0, hasLeftAny = false } = change;
  if (hasLeftAny) return "Nothing was done: files are left as they are, as is said of each.\n";
  if (kind === "rotate") return "Nothing to do: no file owes a new data key.\n";
  const files = encrypted === undefined ? "what was named" : countOf(encrypted);
  const rest = `${countOf(unruled)} without a rule ${unruled === 1 ? "is" : "are"} left as ${unruled === 1 ? "it is" : "they are"}: fleet secrets status\n`;
  return `Nothing to do: of ${files}, all have the readers that are declared.\n${unruled > 0 ? rest : ""}`;
}

/** The files for programs: what was done to each, or would be. */
export function describeChangedFiles({ kind, planned, done }: ChangedFiles) {
  const finished = new Set(done.map(({ path }) => path));
  return planned.map((task) => ({
    path: task.path,
    change: finished.has(task.path) ? (kind === "sync" ? "synced" : "rotated") : "planned",
    ...describePlan(task.plan),
    network: task.remote,
  }));
}

function describePlan(plan: ShownTask["plan"]) {
  if (plan === undefined) return {};
  const { gains, loses, replaces, namedBy } = plan;
  return { gains, loses, replaces, namedBy };
}

function countOf(files: number): string {
  return `${files} ${files === 1 ? "file" : "files"}`;
}
