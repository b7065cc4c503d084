import type { LeftItem, Proposal } from "../../proposal/proposal.ts";
import { withSection } from "../../proposal/sections.ts";
import type { FoundAgenix } from "../found-agenix.ts";
import { listLeftOfAgenix } from "./agenix-left.ts";
import { planAgenixRules } from "./agenix-rules.ts";
import { collectReaderNames } from "./reader-names.ts";

/** Adds rules for the files that sops is to have in the place of those of agenix, and says what has to be encrypted anew. */
export function proposeForAgenix(
  proposal: Proposal,
  agenix: FoundAgenix,
): { readonly proposal: Proposal; readonly left: readonly LeftItem[] } {
  const { declaration } = proposal;
  const { files, readers, odd } = planAgenixRules(declaration, agenix.secrets);
  const left = listLeftOfAgenix(agenix, odd, collectReaderNames(declaration));
  if (files.length === 0) return { proposal, left };
  const groups =
    readers.size === 0
      ? {}
      : { readers: { ...declaration.secrets?.readers, ...Object.fromEntries(readers) } };
  // agenix has no rule for files that do not exist yet.
  const base = declaration.secrets ?? { defaultRules: false };
  const value = { ...base, ...groups, files: [...(base.files ?? []), ...files] };
  return {
    proposal: { ...proposal, declaration: withSection(declaration, "secrets", value) },
    left,
  };
}
