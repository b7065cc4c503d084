import type { Diagnostic } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";
import type { Invocation } from "./command.ts";

/**
 * Why changes must not be made, unless somebody agreed to them: on the command line, or on the terminal
 * when asked. `help` is for where nobody can be asked.
 */
export function confirm(
  { options, world }: Pick<Invocation, "options" | "world">,
  { plan, help }: { readonly plan: string; readonly help: string },
): Diagnostic | undefined {
  if (options.has("yes")) return undefined;
  const ask = options.has("json") ? undefined : world.confirm;
  if (ask === undefined) {
    return createProblem("not-confirmed", "Nobody is there to agree to the changes.", { help });
  }
  return ask(`${plan}\nGo on?`)
    ? undefined
    : createProblem("not-confirmed", "You did not agree, so that nothing was changed.");
}
