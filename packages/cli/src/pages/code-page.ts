import type { CodeEntry, Stage } from "@fleet/diagnostics";
import type { CodeExample } from "./code-example.ts";
import { codeExamples } from "./code-examples.ts";

/** All that is known of a code before anything has it. A row of plain data, as JSON holds it. */
export interface CodePage {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly stage: Stage;
  /** The exit code of a command that found it, alone. */
  readonly exit: 0 | 1 | 2;
  /** When there is such a finding, as half a sentence. */
  readonly when: string;
  /** Whether `policy.accept` can accept it. */
  readonly canBeAccepted: boolean;
  /** A declaration that has it, and the same mended; null where none is at hand. */
  readonly example: CodeExample | null;
}

/** The page of a code of which the catalogues say this. */
export function describeCode(code: string, entry: CodeEntry): CodePage {
  const { severity, stage, exit = 1, when, choice = false } = entry;
  return {
    code,
    severity,
    stage,
    exit: severity === "error" ? exit : 0,
    when,
    canBeAccepted: choice,
    example: codeExamples.get(code) ?? null,
  };
}
