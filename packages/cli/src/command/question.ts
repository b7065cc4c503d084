import { readSync } from "node:fs";
import { isatty } from "node:tty";
import type { Diagnostic } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";
import type { Invocation } from "./command.ts";
import { writeStandard } from "./standard-streams.ts";

/** Whether somebody sits there who can be asked. */
function canAsk(): boolean {
  return isatty(0) && isatty(2);
}

/** Asks a question on the terminal; only a plain yes is one. */
function ask(question: string): boolean {
  writeStandard("stderr", `${question} [y/N] `);
  const bytes = Buffer.alloc(256);
  try {
    const length = readSync(0, bytes, 0, bytes.length, null);
    return /^y(es)?\s*$/i.test(bytes.toString("utf8", 0, length));
  } catch {
    return false;
  }
}

/**
 * Why changes must not be made, unless somebody agreed to them: on the command line, or on the terminal
 * when asked. `help` is for where nobody can be asked.
 */
export function confirm(
  { options }: Invocation,
  { plan, help }: { readonly plan: string; readonly help: string },
): Diagnostic | undefined {
  if (options.has("yes")) return undefined;
  if (options.has("json") || !canAsk()) {
    return createProblem("not-confirmed", "Nobody is there to agree to the changes.", { help });
  }
  return ask(`${plan}\nGo on?`)
    ? undefined
    : createProblem("not-confirmed", "You did not agree, so that nothing was changed.");
}
