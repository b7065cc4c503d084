import { describeEnd, describeExpiries, describeUnused } from "@fleet/core/internal";
import {
  applyAcceptances,
  type Diagnostic,
  type Finding,
  isAbout,
  isError,
  type Stage,
} from "@fleet/diagnostics";
import { type JudgedFindings, knownCodes } from "./acceptances.ts";
import { locateInConfig, type Project } from "./project.ts";

/** How far a command can judge what is accepted. */
export interface Judgement {
  /** What it looked at. */
  readonly stages: ReadonlySet<Stage>;
  /** The day for which it judges, as `YYYY-MM-DD`. Default: none, so that no acceptance ends. */
  readonly day?: string | undefined;
}

/**
 * All findings of a command that reports them, without those that the declaration accepts (those of the
 * project itself among `accepted`), and with a warning for each acceptance that none needed. Of that the
 * command is the judge only as far as it looked, where nothing kept it from seeing all. On a day, an
 * acceptance that has ended holds no longer, and one that ends soon is said; so are accounts.
 */
export async function judgeFindings(
  project: Project,
  findings: readonly Finding[],
  { stages, day }: Judgement,
): Promise<JudgedFindings> {
  const { fleet, accepted: before } = project;
  const acceptances = fleet?.declared.policy.accept ?? [];
  if (fleet === undefined) return { findings, accepted: before };
  const ending = day === undefined ? [] : [...describeExpiries(fleet, day)];
  if (acceptances.length === 0) {
    const more = ending.length === 0 ? [] : await locateInConfig(project, ending);
    return { findings: [...findings, ...more], accepted: before };
  }
  const all = [...before.map(({ finding }) => finding), ...findings];
  const holding = acceptances.filter(({ until }) => !isOver(until, day));
  const { left, accepted, unused } = applyAcceptances(all, holding);
  const idle = acceptances.filter((one) =>
    isOver(one.until, day) ? !left.some((finding) => isAbout(one, finding)) : unused.includes(one),
  );
  const isJudged = (code: string) => {
    const { stage, choice } = knownCodes().get(code) ?? {};
    if (stage === undefined || choice !== true || !stages.has(stage)) return false;
    return !left.some((finding) => mayHide(finding, stage));
  };
  const warnings = acceptances.flatMap((one, index) => {
    if (!idle.includes(one)) {
      return day === undefined ? [] : [...describeEnd(fleet.declared, index, day)];
    }
    return isJudged(one.code) ? [describeUnused(fleet.declared, index, left)] : [];
  });
  return {
    findings: [...left, ...(await locateInConfig(project, [...ending, ...warnings]))],
    accepted,
  };
}

/** Days are in order as texts. */
function isOver(until: string | undefined, day: string | undefined): boolean {
  return until !== undefined && day !== undefined && until < day;
}

/** Whether others of a stage may be missing because of a finding: what is broken is not looked at further. */
function mayHide(finding: Diagnostic, stage: Stage): boolean {
  // Without it, no file in it was looked at, which is a warning where no rule is about it alone.
  if (finding.code === "secrets/absent-submodule") return stage === "secrets";
  if (!isError(finding)) return false;
  const itsStage = knownCodes().get(finding.code)?.stage ?? "run";
  return itsStage === stage || itsStage === "declared" || itsStage === "run";
}
