import type { FoundHost } from "../../found/found-fleet.ts";
import type { LeftItem, Proposal } from "../../proposal/proposal.ts";
import { withSection } from "../../proposal/sections.ts";
import type { FoundAgenix } from "../found-agenix.ts";
import { listLeftOfAgenix } from "./agenix-left.ts";
import { planAgenixRules } from "./agenix-rules.ts";
import { listAnewSecrets } from "./anew-secrets.ts";
import { collectReaderNames } from "./reader-names.ts";

/**
 * Adds rules for the files that sops is to have in the place of those of agenix, and says what has to be encrypted anew, and what
 * to declare then on the hosts that have it.
 */
export function proposeForAgenix(
  proposal: Proposal,
  agenix: FoundAgenix,
  hosts: readonly FoundHost[] = [],
): { readonly proposal: Proposal; readonly left: readonly LeftItem[] } {
  const { declaration } = proposal;
  const { files, readers, odd } = planAgenixRules(declaration, agenix.secrets);
  const declared = hosts.filter(({ name }) => Object.hasOwn(declaration.hosts, name));
  const left = listLeftOfAgenix(agenix, odd, {
    names: collectReaderNames(declaration),
    secrets: listAnewSecrets(declared),
  });
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
