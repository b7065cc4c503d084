import type { Diagnostic } from "@fleet/diagnostics";
import type { EvaluationOptions, NixEvaluator } from "@fleet/nix-eval";
import {
  type Answer,
  type Answers,
  type Question,
  readAnswers,
  readMembers,
} from "../facts/answers.ts";
import { readEntries, readTexts } from "../facts/fact.ts";
import { findProbeFile } from "./nix-library.ts";

/** What the modules of fleet itself make of `fleet.json`, and which files it says it is too old for. */
export interface ProbeAnswers extends Answers {
  readonly stale: readonly string[];
}

/**
 * Asks Nix what fleet's own modules set for the hosts and homes in `fleet.json`. That takes neither
 * inputs nor a network, and no module of the fleet's author is read.
 */
export async function askProbe(
  { evaluate, root }: { readonly evaluate: NixEvaluator["evaluate"]; readonly root: string },
  question: Question,
  options: Pick<EvaluationOptions, "timeLimit" | "nixArguments">,
): Promise<ProbeAnswers> {
  const result = await evaluate({
    kind: "file",
    file: findProbeFile(),
    arguments: { root },
    ...options,
  });
  if (!result.ok) return { ...failAll(result.diagnostics), stale: [] };
  const answer = readEntries(result.value);
  const read = readAnswers(
    { answers: readMembers(answer.get("hosts"), question.hosts.keys()), diagnostics: [] },
    { answers: readMembers(answer.get("homes"), question.homes), diagnostics: [] },
  );
  return { ...read, diagnostics: result.diagnostics, stale: readTexts(answer.get("stale")) ?? [] };
}

function failAll(diagnostics: readonly Diagnostic[]): Answers {
  const nothing: ReadonlyMap<string, Answer<never>> = new Map();
  return { hosts: nothing, homes: nothing, diagnostics };
}
