import type { FleetDeclaration } from "@fleet/core";
import type { Proposal } from "../proposal/proposal.ts";
import { withSection } from "../proposal/sections.ts";
import type { FoundClan } from "./read-clan.ts";

/**
 * Adds to a proposal that has its hosts what a declaration says of clan: where its secrets lie, so that who reads them
 * is read there, and that it deploys its machines. Whoever deploys by something else already goes on so.
 */
export function proposeForClan(proposal: Proposal, clan: FoundClan): Proposal {
  const deployed = deployByClan(proposal.declaration, clan);
  if (clan.folder === undefined) return { ...proposal, declaration: deployed };
  const secrets = { ...deployed.secrets, clanFolder: clan.folder };
  return { ...proposal, declaration: withSection(deployed, "secrets", secrets) };
}

function deployByClan(declaration: FleetDeclaration, { fleet }: FoundClan): FleetDeclaration {
  const machines = new Set(fleet.hosts.map(({ name }) => name));
  const hosts = Object.entries(declaration.hosts);
  const isClans = ([id, { deploy, platform }]: (typeof hosts)[number]) =>
    machines.has(id) && deploy?.engine === undefined && platform !== "linux";
  const own = hosts.filter(isClans);
  if (own.length === 0) return declaration;
  const { defaults } = declaration;
  if (own.length === hosts.length && defaults?.deploy?.engine === undefined) {
    const deploy = { engine: "clan" as const, ...defaults?.deploy };
    return withSection(declaration, "defaults", { ...defaults, deploy });
  }
  const changed = hosts.map(([id, host]) => {
    if (!isClans([id, host])) return [id, host] as const;
    return [id, { ...host, deploy: { engine: "clan" as const, ...host.deploy } }] as const;
  });
  return { ...declaration, hosts: Object.fromEntries(changed) };
}
