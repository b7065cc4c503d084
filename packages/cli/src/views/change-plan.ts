import { alignColumns, showLine } from "@fleet/diagnostics";
import type { PlannedChange } from "@fleet/life";

/** What a change does to one file. */
interface ChangedPath {
  readonly path: string;
  readonly kind: "created" | "changed" | "moved" | "deleted";
  /** Where it is afterwards; of a file that is moved alone. */
  readonly to?: string;
}

/** The files of a change, in the order in which they are done. */
function listChangedPaths({ steps }: Pick<PlannedChange, "steps">): ChangedPath[] {
  return steps.map((step) => {
    switch (step.kind) {
      case "write":
        return { path: step.path, kind: step.before === undefined ? "created" : "changed" };
      case "move":
        return { path: step.path, kind: "moved", to: step.to };
      case "delete":
        return { path: step.path, kind: "deleted" };
      default:
        return step satisfies never;
    }
  });
}

/** The words for what is done to files, once it is, and before. */
const words = {
  created: { done: "created", planned: "creates" },
  changed: { done: "changed", planned: "changes" },
  moved: { done: "moved", planned: "moves" },
  deleted: { done: "deleted", planned: "deletes" },
} as const;

/** A change as people read it: its files, what it means, and what is left to them. */
export function renderChangePlan(
  change: PlannedChange,
  { prefix, isDone }: { readonly prefix: string; readonly isDone: boolean },
): string {
  const { facts, commands } = change.notes;
  const files = listChangedPaths(change).map(({ path, kind, to }) => {
    const target = to === undefined ? "" : ` to ${prefix}${to}`;
    return [words[kind][isDone ? "done" : "planned"], `${prefix}${path}${target}`];
  });
  const next = commands.map(
    ([command, purpose]) => `  ${showLine(command)}\n      ${showLine(purpose)}`,
  );
  return [
    ...indent(alignColumns(files)),
    ...facts.map((fact) => `- ${showLine(fact)}`),
    ...(next.length === 0 ? [] : [isDone ? "Next:" : "Afterwards:", ...next]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** A change for programs. */
export function describeChange(change: PlannedChange, isDone: boolean) {
  const { facts, commands } = change.notes;
  return {
    title: change.title,
    done: isDone,
    files: listChangedPaths(change),
    facts,
    next: commands.map(([command, purpose]) => ({ command, purpose })),
  };
}
