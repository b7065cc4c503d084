import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { HostFacts } from "../facts/nix-facts.ts";
import { type Comparison, createDifference, listNames } from "./difference.ts";

/** What NixOS says of them: nothing but that there are some. */
const ownMessage = "UIDs and GIDs must be unique!";

/**
 * The uids and gids that several have on a host, with their names. On NixOS nothing is said where its own
 * check is off, or finds nothing; nix-darwin has none.
 */
export function* listSharedIds(
  comparison: Comparison,
  host: ResolvedHost,
  { checks, privileges }: HostFacts,
): Iterable<Diagnostic> {
  if (host.platform !== "darwin" && !checks.failures.some(isOfSharedIds)) return;
  const of = `host ${quote(host.id)}`;
  for (const [uid, names] of privileges.sharedUids) {
    yield createDifference(comparison, {
      what: "shared-uid",
      path: ["hosts", host.id],
      message: `The users ${listNames(names)} on ${of} have one uid, ${uid}: to the machine they are one user.`,
      option: "users.users.<name>.uid",
      help: `A module of your own, or NixOS itself, gives one of them that uid. Give the other one another: for a user of the fleet, \`uid\` in users.<id> or in the placement.`,
    });
  }
  for (const [gid, names] of privileges.sharedGids) {
    yield createDifference(comparison, {
      what: "shared-gid",
      path: ["hosts", host.id],
      message: `The groups ${listNames(names)} on ${of} have one gid, ${gid}: to the machine they are one group.`,
      option: "users.groups.<name>.gid",
      help: `A module of your own, or NixOS itself, gives one of them that gid. Give the other one another: for a group of the fleet, \`gid\` in groups.<name>.`,
    });
  }
}

/** Whether a message of NixOS's says only that some ids are shared. */
export function isOfSharedIds(text: string): boolean {
  return text.trim() === ownMessage;
}
