import type { HostDeclaration } from "@fleet/core";
import { splitHostName } from "@fleet/core/internal";
import type { FoldedHost } from "../folded-host.ts";
import { countValues } from "../frequency.ts";

/** Where hosts are reached: for all that say nothing, and of each what it is deployed by. */
export interface SharedTargets {
  readonly ofAll: string | undefined;
  readonly byHost: ReadonlyMap<string, HostDeclaration["deploy"]>;
}

/** Puts what most targets have in common into a default, with `{host}` for the name, if each host has a target. */
export function shareTargets(hosts: Iterable<FoldedHost>): SharedTargets {
  const all = [...hosts].filter(({ platform }) => platform !== "linux");
  const targets = all.flatMap((host) => host.found.deployTarget ?? []);
  const templates = all.flatMap((host) => templateOf(host) ?? []);
  const [most] = countValues(templates);
  const isWorthIt = most !== undefined && most.count > 1 && targets.length === all.length;
  const ofAll = isWorthIt ? most.value : undefined;
  const byHost = all.map((host) => {
    const isUsual = ofAll !== undefined && templateOf(host) === ofAll;
    return [host.id, deployOf(host, isUsual)] as const;
  });
  return { ofAll, byHost: new Map(byHost) };
}

function templateOf({ id, found: { deployTarget, hostname } }: FoldedHost): string | undefined {
  const name = hostname ?? splitHostName(id)[0];
  if (deployTarget === null || /[{}]/.test(deployTarget)) return undefined;
  const words = deployTarget.split(/([@.])/);
  if (!words.includes(name)) return undefined;
  return words.map((word) => (word === name ? "{host}" : word)).join("");
}

function deployOf(
  { found: { deployTarget, buildHost, source } }: FoldedHost,
  isUsual: boolean,
): HostDeclaration["deploy"] {
  const deploy = {
    engine: source === "clan" ? ("clan" as const) : undefined,
    target: isUsual ? undefined : (deployTarget ?? undefined),
    buildHost: buildHost ?? undefined,
  };
  return Object.values(deploy).every((value) => value === undefined) ? undefined : deploy;
}
