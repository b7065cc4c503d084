import { compareNames } from "@fleet/diagnostics";
import { openCodeIndex } from "../command/codes.ts";

/** All codes, one a line in order, behind a tab when there is a finding of each. */
export function listCodes(): string {
  const codes = [...openCodeIndex()].sort(([a], [b]) => compareNames(a, b));
  return codes.map(([code, { when }]) => `${code}\t${when}\n`).join("");
}
