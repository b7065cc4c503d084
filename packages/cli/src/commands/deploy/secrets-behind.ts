import type { DeployStep } from "@fleet/codegen/deploy";
import { type Finding, quote } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { createProblem } from "@fleet/project/internal";

/**
 * The secret files that what is deployed needs, and that are missing or not in step with the declaration: warnings,
 * for neither may keep a host from being deployed in an emergency.
 */
export async function listSecretsBehind(
  project: Project,
  steps: readonly DeployStep[],
): Promise<readonly Finding[]> {
  const uses = project.fleet?.secrets?.wiring.uses ?? [];
  const wanted = listReaders(project, steps);
  const needs = new Map<string, string[]>();
  for (const { reader, file } of uses) {
    if (!wanted.has(reader)) continue;
    needs.set(file, [...new Set([...(needs.get(file) ?? []), reader])]);
  }
  if (needs.size === 0) return [];
  const { findSecrets } = await import("../secrets/secret-findings.ts");
  const { opened } = await findSecrets(project);
  if (opened === undefined) return [];
  const known = new Map(opened.status.files.map((one) => [one.file.path, one]));
  const owners = project.fleet?.secrets?.secrets.keyring.owners;
  return [...needs].flatMap(([file, readers]) => {
    const status = known.get(file);
    if (status === undefined) return [describe(file, readers, "missing")];
    if (!status.isOutOfStep) return [];
    const lacking = new Set(status.missing.map((id) => owners?.get(id)));
    const outside = readers.filter((reader) => lacking.has(reader));
    return [
      outside.length > 0
        ? describe(file, outside, "unopened")
        : describe(file, readers, "out-of-step"),
    ];
  });
}

function describe(
  file: string,
  readers: readonly string[],
  state: "missing" | "unopened" | "out-of-step",
): Finding {
  const named = readers.slice(0, 3).map(quote).join(", ");
  const who = readers.length > 3 ? `${named} and ${readers.length - 3} more` : named;
  const verb = readers.length === 1 ? "needs" : "need";
  const message = {
    missing: `${who} ${verb} ${quote(file)}, which is missing: what needs it will not start.`,
    unopened: `${who} cannot open ${quote(file)} yet, which is not encrypted to ${readers.length === 1 ? "it" : "them"}: what needs it will not start.`,
    "out-of-step": `${who} ${verb} ${quote(file)}, which is not in step: its readers are others than declared.`,
  }[state];
  return createProblem("secret-behind", message, {
    severity: "warning",
    file,
    help: state === "missing" ? "Look: fleet secrets status" : "Run: fleet secrets sync",
  });
}

/** Whose secrets are put in place: hosts with their systems, and users with homes, alone or deployed with a system. */
function listReaders({ fleet }: Project, steps: readonly DeployStep[]): ReadonlySet<string> {
  const ofSteps = steps.flatMap(({ engine, hosts, targets }) => {
    if (engine === undefined) {
      return targets.map((name) => `user:${fleet?.homes.standalone.get(name)?.user}`);
    }
    return hosts.flatMap((id) => {
      const homes = [...(fleet?.homes.byHost.get(id) ?? [])];
      const modes = ["integrated", "both", ...(engine.bringsHomes ? ["standalone"] : [])];
      const within = homes.filter(([, { mode }]) => modes.includes(mode.value));
      return [`host:${id}`, ...within.map(([user]) => `user:${user}`)];
    });
  });
  return new Set(ofSteps);
}
