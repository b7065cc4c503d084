import { type Finding, sortDiagnostics } from "@fleet/diagnostics";
import { lockPath } from "./lock/lock-text.ts";
import type { Project } from "./project.ts";

/** What findings are about, beside what their files tell. */
export interface FindingGroups {
  /** Those about secret files. Default: none. */
  readonly ofSecrets?: ReadonlySet<Finding>;
  /** Those about generated files. Default: none. */
  readonly ofOutput?: ReadonlySet<Finding>;
}

/**
 * Findings in the order in which they are to be mended: what stands in the config and its sources, other
 * files, the lock file, secret files, generated files; within a file in the order of lines.
 */
export function orderFindings(
  { readSource }: Pick<Project, "readSource">,
  findings: readonly Finding[],
  { ofSecrets = new Set(), ofOutput = new Set() }: FindingGroups = {},
): readonly Finding[] {
  const groups: Finding[][] = [[], [], [], [], []];
  const rankOf = (finding: Finding) => {
    const { file } = finding;
    if (ofOutput.has(finding)) return 4;
    if (file !== undefined && readSource(file) !== undefined) return 0;
    if (ofSecrets.has(finding)) return 3;
    return file === lockPath ? 2 : 1;
  };
  for (const finding of findings) groups[rankOf(finding)]?.push(finding);
  return groups.flatMap(sortDiagnostics);
}
