import { checkStrictKeys, listKeyVariables } from "@fleet/core/internal";
import { addFindings, type Project } from "./project.ts";

/**
 * The project with what a build would say that takes SSH keys from the environment of its world, and no
 * placeholders: keys that are not there, and users who have none.
 */
export async function checkProvidedKeys(project: Project): Promise<Project> {
  const { fleet } = project;
  if (fleet === undefined) return project;
  const { declared, resolved } = fleet;
  const { environment } = project.world;
  const variables = listKeyVariables(resolved).flatMap((name) => {
    // Of a name such as "constructor", every object has something.
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return addFindings(project, checkStrictKeys(declared, resolved, new Map(variables)));
}
