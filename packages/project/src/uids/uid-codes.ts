import type { Diagnostic } from "@fleet/diagnostics";

const aboutUids: ReadonlySet<string> = new Set([
  "core/uid-needed",
  "core/uid-off-nixos",
  "core/uid-out-of-range",
  "core/uid-range-full",
  "core/uid-shared",
  "core/uid-taken",
]);

/** Whether a finding is about uids alone, so that it leaves nobody and nothing out of what is declared. */
export function isAboutUids({ code }: Pick<Diagnostic, "code">): boolean {
  return aboutUids.has(code);
}
