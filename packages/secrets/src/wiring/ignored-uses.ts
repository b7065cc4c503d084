import type { Fleet } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { createHidden, createIgnoreFinder, resolveIgnored } from "../rules/ignored-paths.ts";
import type { SecretUse } from "./wiring.ts";

/** Files that declared secrets come from, and that would be ignored; each once. */
export function* usesAreSeen(uses: readonly SecretUse[], fleet: Fleet): Iterable<Diagnostic> {
  const ignored = resolveIgnored(fleet).value;
  if (ignored.length === 0) return;
  const find = createIgnoreFinder(ignored);
  for (const [file, [first]] of Map.groupBy(uses, (use) => use.file)) {
    const hider = find(file);
    if (hider === undefined || first === undefined) continue;
    const whose = `the secret ${quote(first.name)} of ${first.reader} comes from`;
    const help = "Make it narrower, or let the secret come from a file of fleet's own.";
    yield createHidden(hider, `It ignores ${quote(file)}, which ${whose}`, help);
  }
}
