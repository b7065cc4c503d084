import type { Diagnostic } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import type { CheckFacts } from "../facts/nix-facts.ts";
import type { Comparison } from "./difference.ts";

/** What the modules of a host or home say themselves: assertions that do not hold, and warnings. */
export function* listCheckFindings(
  { isStale }: Comparison,
  { failures, warnings }: CheckFacts,
  { name, host }: { readonly name: string; readonly host: string },
): Iterable<Diagnostic> {
  const path = ["hosts", host];
  for (const text of failures) {
    yield verifyCodes.create("failed-assertion", `An assertion of ${name} fails: ${text}`, {
      path,
      help: "A build would stop here. Change what the assertion looks at.",
    });
  }
  for (const text of warnings) {
    // That fleet.json is out of date has been said, and every host repeats it.
    if (isStale && /^fleet: .*\bfleet\.json was computed/.test(text)) continue;
    yield verifyCodes.create("nix-warning", `The modules of ${name} warn: ${text}`, { path });
  }
}
