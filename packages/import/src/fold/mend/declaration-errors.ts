import { type FleetDeclaration, parseFleet, resolveFleet } from "@fleet/core";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import { resolveHomes } from "@fleet/profiles";
import { resolveSecrets, resolveWiring } from "@fleet/secrets";
import { listModuleFiles } from "./module-files.ts";

/** What keeps a declaration from being computed, but for what stands in files. */
export function findErrors(declaration: FleetDeclaration): readonly Diagnostic[] {
  const parsed = parseFleet(declaration);
  const shape = parsed.diagnostics.filter(isError);
  if (parsed.value === undefined || shape.length > 0) return shape;
  const surroundings = {
    files: listModuleFiles(declaration),
    tracked: undefined,
    contents: new Map<string, string>(),
  };
  const resolved = resolveFleet(parsed.value, surroundings);
  const homes = resolveHomes(parsed.value, resolved.value, surroundings);
  const errors = [...resolved.diagnostics, ...homes.diagnostics];
  if (parsed.value.secrets !== undefined) {
    errors.push(...resolveSecrets(parsed.value, resolved.value).diagnostics);
    errors.push(...resolveWiring(parsed.value, resolved.value).diagnostics);
  }
  return errors.filter((found) => isError(found) && !isOfFiles(found));
}

/** Errors about files are not known to be ones before somebody has looked. */
function isOfFiles({ code }: Diagnostic): boolean {
  return ["core/missing-file", "core/missing-key-file", "core/untracked-file"].includes(code);
}
