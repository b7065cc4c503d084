import { describeUnused } from "@fleet/core/internal";
import {
  applyAcceptances,
  type Diagnostic,
  type Finding,
  isError,
  type Stage,
} from "@fleet/diagnostics";
import { type JudgedFindings, knownCodes } from "./acceptances.ts";
import { locateInConfig, type Project } from "./project.ts";

/**
 * All findings of a command that reports them, without those that the declaration accepts (those of the
 * project itself among `accepted`), and with a warning for each acceptance that none needed. Of that the
 * command is the judge only as far as it looked: at the `stages`, where nothing kept it from seeing all.
 */
export async function judgeFindings(
  project: Project,
  findings: readonly Finding[],
  stages: ReadonlySet<Stage>,
): Promise<JudgedFindings> {
  const { fleet, accepted: before } = project;
  const acceptances = fleet?.declared.policy.accept ?? [];
  if (fleet === undefined || acceptances.length === 0) return { findings, accepted: before };
  const all = [...before.map(({ finding }) => finding), ...findings];
  const { left, accepted, unused } = applyAcceptances(all, acceptances);
  const isJudged = (code: string) => {
    const { stage, choice } = knownCodes().get(code) ?? {};
    if (stage === undefined || choice !== true || !stages.has(stage)) return false;
    return !left.some((finding) => mayHide(finding, stage));
  };
  const idle = new Set(unused.filter(({ code }) => isJudged(code)));
  const warnings = acceptances.flatMap((acceptance, index) =>
    idle.has(acceptance) ? [describeUnused(fleet.declared, index, left)] : [],
  );
  return { findings: [...left, ...(await locateInConfig(project, warnings))], accepted };
}

/** Whether others of a stage may be missing because of a finding: what is broken is not looked at further. */
function mayHide(finding: Diagnostic, stage: Stage): boolean {
  // Without it, no file in it was looked at, which is a warning where no rule is about it alone.
  if (finding.code === "secrets/absent-submodule") return stage === "secrets";
  if (!isError(finding)) return false;
  const itsStage = knownCodes().get(finding.code)?.stage ?? "run";
  return itsStage === stage || itsStage === "declared" || itsStage === "run";
}
