import { type ComparedOutput, compareOutput } from "../output-findings.ts";
import type { Project } from "../project.ts";
import { examineCaches } from "./cache-rows.ts";
import { type ExaminedRow, examined } from "./examined-row.ts";
import { examineFlake } from "./flake-rows.ts";
import { examineFleet } from "./fleet-rows.ts";
import { examineGit } from "./git-rows.ts";
import { examineNix } from "./nix-rows.ts";
import { examinePrograms } from "./program-rows.ts";

/** What came of looking at a machine and the fleet on it. */
export interface Examination {
  /** In the order in which they are looked at: programs, git, the fleet, caches. */
  readonly rows: readonly ExaminedRow[];
  /** The project, with what was found by comparing generated files. */
  readonly compared: ComparedOutput;
}

/**
 * Looks at this machine and at the fleet that was opened, be there one or not: programs and their versions, what
 * git and Nix need, generated files, what is remembered, caches. Writes nothing. `version` is the command's.
 */
export async function examineProject(project: Project, version: string): Promise<Examination> {
  const { world } = project;
  const output = await compareOutput(project);
  const compared = withFindings(output);
  const [nix, programs, git, fleet] = await Promise.all([
    examineNix(world),
    examinePrograms(world, project),
    examineGit(world, compared.project),
    examineFleet(compared, version),
  ]);
  const command = examined("programs", "fleet", {
    says: `${version} on ${world.machine.runtime}, ${world.machine.platform}`,
    fact: `${version} on ${world.machine.runtime}, ${world.machine.platform}`,
  });
  return {
    compared,
    rows: [
      command,
      ...nix,
      ...programs,
      ...git,
      ...fleet,
      ...examineFlake(world, project, version),
      ...examineCaches(world),
    ],
  };
}

function withFindings(output: ComparedOutput): ComparedOutput {
  const { project, findings } = output;
  return { ...output, project: { ...project, findings: [...project.findings, ...findings] } };
}
