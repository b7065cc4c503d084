import { type AccessNode, type AccessVerb, isNode, splitNode } from "@fleet/core/access";
import {
  type Checked,
  compareNames,
  type Diagnostic,
  quote,
  suggestName,
} from "@fleet/diagnostics";
import type { LockedFleet } from "@fleet/project";
import { sopsCodes } from "@fleet/sops/codes";
import { createProblem } from "../../command/codes.ts";

/** The verbs that a host is asked about. */
const hostVerbs = ["login", "root", "trust-nix"] as const satisfies readonly AccessVerb[];

/** All verbs that can be asked about. */
const askedVerbs = [...hostVerbs, "read"] as const;

/** A verb that can be asked about. */
export type AskedVerb = (typeof askedVerbs)[number];

/** The verb that somebody wrote. */
export function readVerb(text: string): Checked<AskedVerb> {
  const verb = askedVerbs.find((one) => one === text);
  if (verb !== undefined) return { ok: true, value: verb, diagnostics: [] };
  const message = `Nothing can be asked about ${quote(text)}.`;
  return refuse(
    createProblem("unknown-option", message, { help: suggestName(text, askedVerbs, "verb") }),
  );
}

/** The hosts that somebody named: one by its id or as `host:mini`, or those with a tag as `tag:server`. */
export function readHosts({ resolved }: LockedFleet, text: string): Checked<readonly string[]> {
  const [, kind = "host", name = ""] = /^(?:([a-z]+):)?(.*)$/s.exec(text) ?? [];
  if (kind === "tag") {
    const tagged = [...resolved.hosts.values()].filter(({ tags }) => tags.includes(name));
    if (tagged.length > 0) return { ok: true, value: tagged.map(({ id }) => id), diagnostics: [] };
    const tags = new Set([...resolved.hosts.values()].flatMap((host) => host.tags));
    return unknownName(`No host has the tag ${quote(name)}.`, name, { names: tags, what: "tag" });
  }
  if (kind !== "host") {
    const help = "Name a host, such as mini or host:mini, or hosts by a tag: tag:server.";
    return refuse(createProblem("unknown-option", `${quote(text)} is no host.`, { help }));
  }
  if (resolved.hosts.has(name)) return { ok: true, value: [name], diagnostics: [] };
  if (/[*?[{]/.test(name)) {
    const help = "Name one host, or several by a tag that they have: tag:server.";
    const message = `${quote(name)} is no host, and patterns are not looked for.`;
    return refuse(sopsCodes.create("unknown-reader", message, { help }));
  }
  const names = resolved.hosts.keys();
  return unknownName(`The host ${quote(name)} is not declared.`, name, { names, what: "host" });
}

/** All that are called by an id, or the one that `user:keith`, `host:mini`, `service:backup` or `operator:ci` is. */
export function listNamed({ declared }: LockedFleet, text: string): readonly AccessNode[] {
  const all = listNodes(declared);
  const exact = all.find((node) => node === text);
  return exact === undefined ? all.filter((node) => splitNode(node).name === text) : [exact];
}

function listNodes({
  users,
  hosts,
  serviceAccounts,
  operators,
}: LockedFleet["declared"]): AccessNode[] {
  return [
    ...[...users.keys()].map((id): AccessNode => `user:${id}`),
    ...[...hosts.keys()].map((id): AccessNode => `host:${id}`),
    ...[...serviceAccounts.keys()].map((id): AccessNode => `service:${id}`),
    ...[...operators.keys()].map((id): AccessNode => `operator:${id}`),
  ];
}

/** Whom somebody named: as `user:keith`, `host:mini`, `service:backup` or `operator:ci`, or by an id that is one of these alone. */
export function readSubject(fleet: LockedFleet, text: string): Checked<AccessNode> {
  const meant = listNamed(fleet, text);
  const [first, second] = meant;
  if (first === undefined) {
    const all = listNodes(fleet.declared);
    const names = isNode(text) ? all : all.map((node) => splitNode(node).name);
    const message = `${quote(text)} is no user, host, service account or operator.`;
    return unknownName(message, text, { names, what: "reader" });
  }
  if (second === undefined) return { ok: true, value: first, diagnostics: [] };
  const message = `${quote(text)} may be ${meant.join(" or ")}.`;
  return refuse(createProblem("unknown-option", message, { help: `Write ${meant.join(" or ")}.` }));
}

function unknownName(
  message: string,
  name: string,
  { names, what }: { readonly names: Iterable<string>; readonly what: string },
): Checked<never> {
  const known = [...new Set(names)].sort(compareNames);
  const help = suggestName(name, known, what);
  return refuse(sopsCodes.create("unknown-reader", message, { help }));
}

function refuse(diagnostic: Diagnostic): Checked<never> {
  return { ok: false, diagnostics: [diagnostic] };
}
