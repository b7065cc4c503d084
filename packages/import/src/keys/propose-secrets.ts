import type { Proposal } from "../proposal/proposal.ts";
import type { FoundSops } from "./sops-sources.ts";

/** Adds to a proposal that has its users, hosts and operators the rules that give every encrypted file the recipients that it has. */
export function proposeSecrets(proposal: Proposal, _sops: FoundSops): Proposal {
  return proposal;
}
