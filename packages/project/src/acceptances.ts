import type { ComputedFleet } from "@fleet/codegen";
import { checkAcceptedCodes, coreCodes } from "@fleet/core/internal";
import {
  type AcceptedFinding,
  applyAcceptances,
  type CodeIndex,
  type Diagnostic,
  type Finding,
  indexCodes,
} from "@fleet/diagnostics";
import { profilesCodes } from "@fleet/profiles";
import { secretsCodes } from "@fleet/secrets/codes";
import { projectCodes } from "./codes.ts";
import { verifyChoiceCodes } from "./verify-choices.ts";

/** Findings without those that the declaration accepts, and those. */
export interface JudgedFindings {
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
}

let index: CodeIndex | undefined;

/**
 * The codes of everything that is computed from a declaration, and of what Nix makes of it as far as that
 * is a choice: all that are a matter of choice are among them.
 */
export function knownCodes(): CodeIndex {
  index ??= indexCodes([coreCodes, profilesCodes, secretsCodes, projectCodes, verifyChoiceCodes]);
  return index;
}

/** What a declaration accepts and cannot. */
export function checkAcceptances({ declared }: ComputedFleet): readonly Diagnostic[] {
  // Few declarations accept anything, and an index of all codes takes its time.
  return declared.policy.accept.length === 0 ? [] : [...checkAcceptedCodes(declared, knownCodes())];
}

/** Findings with their places, without those that the declaration accepts. */
export function acceptFindings(
  fleet: ComputedFleet | undefined,
  findings: readonly Finding[],
): JudgedFindings {
  const { left, accepted } = applyAcceptances(findings, fleet?.declared.policy.accept ?? []);
  return { findings: left, accepted };
}
