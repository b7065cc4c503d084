import type { Diagnostic } from "@fleet/diagnostics";
import { reportDebts, type SecretsRecord } from "@fleet/secrets";
import { join } from "pathe";
import type { SecretsProject } from "./secrets-comparison.ts";

/** As much of what was read as says what is owed. */
type Owing = Pick<SecretsProject, "config" | "project" | "secrets" | "record">;

/** What is owed, as findings; by another record than the one that was read where one is given. */
export function reportOwed(opened: Owing, record: SecretsRecord = opened.record): Diagnostic[] {
  const { keyring } = opened.secrets;
  return [...reportDebts(record, { keyring, isThere: (path) => isThere(opened, path) })];
}

/** Whether there is a file at a path from the root, or a link that leads to one. */
export function isThere(
  { config, project }: Omit<Owing, "record" | "secrets">,
  path: string,
): boolean {
  return project.world.disk.follow(join(config.root, path)) !== undefined;
}
