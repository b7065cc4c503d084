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
  const needs = new Map<string, string[]>();
  const hosts = new Set(steps.flatMap((step) => (step.engine === undefined ? [] : step.hosts)));
  const users = new Set(listUsers(project, steps));
  for (const { reader, file } of uses) {
    const [kind = "", id = ""] = reader.split(":");
    if (!(kind === "host" ? hosts : users).has(id)) continue;
    needs.set(file, [...new Set([...(needs.get(file) ?? []), reader])]);
  }
  if (needs.size === 0) return [];
  const { findSecrets } = await import("./secret-findings.ts");
  const { opened } = await findSecrets(project);
  if (opened === undefined) return [];
  const known = new Map(opened.status.files.map((one) => [one.file.path, one]));
  return [...needs].flatMap(([file, readers]) => {
    const status = known.get(file);
    if (status !== undefined && !status.isOutOfStep) return [];
    const who = readers.slice(0, 3).map(quote).join(", ");
    const more = readers.length > 3 ? ` and ${readers.length - 3} more` : "";
    const what =
      status === undefined
        ? "which is missing: what needs it will not start."
        : "which is not in step: its readers are others than declared.";
    return [
      createProblem("secret-behind", `${who}${more} need ${quote(file)}, ${what}`, {
        severity: "warning",
        file,
        help: status === undefined ? "Look: fleet secrets status" : "Run: fleet secrets sync",
      }),
    ];
  });
}

/** Whose homes are deployed: by themselves, or built with a system. */
function listUsers({ fleet }: Project, steps: readonly DeployStep[]): readonly string[] {
  return steps.flatMap((step) =>
    step.hosts.flatMap((host) => [...(fleet?.resolved.hosts.get(host)?.accounts.keys() ?? [])]),
  );
}
