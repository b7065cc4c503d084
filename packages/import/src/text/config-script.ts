import type { Proposal } from "../proposal/proposal.ts";

/** The text of a `fleet.config.ts` as a careful person would write it. */
export function renderConfigScript(_proposal: Proposal): string {
  return "";
}
