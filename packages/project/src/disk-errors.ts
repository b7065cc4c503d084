import { coreCodes } from "@fleet/core/internal";
import { type CodeIndex, type Diagnostic, indexCodes, isError } from "@fleet/diagnostics";
import { profilesCodes } from "@fleet/profiles";
import { projectCodes } from "./codes.ts";

let index: CodeIndex | undefined;

/**
 * Whether a finding keeps a declaration from being computed as it is meant: an error that is not about files
 * beside it (the stage `disk`), such as a module that is missing.
 */
export function isOfDeclaration(finding: Diagnostic): boolean {
  if (!isError(finding)) return false;
  index ??= indexCodes([coreCodes, profilesCodes, projectCodes]);
  return index.get(finding.code)?.stage !== "disk";
}
