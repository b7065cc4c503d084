import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import type { FileRule } from "@fleet/secrets";
import { canOpen } from "@fleet/secrets/internal";
import { createProblem } from "../codes.ts";
import { listOwnIdentities } from "./own-identities.ts";

/** What somebody does who has no key of a file. */
export const closedHelp =
  "Make a key of your own with age-keygen -o ~/.config/sops/age/keys.txt, and declare its public half as ageKeys of you or of an operator. A file that is there then gets it by fleet secrets sync, where a key of it is.";

/**
 * That whoever makes a file could not open it again; nothing where a key of theirs is among its readers, or may be:
 * one with a passphrase or on a device does not say whose it is.
 */
export async function findClosed(
  world: World,
  path: string,
  { groups, threshold }: Pick<FileRule, "groups" | "threshold">,
): Promise<Diagnostic | undefined> {
  const identities = await listOwnIdentities(world);
  if (identities.some(({ unknown }) => unknown !== undefined)) return undefined;
  const own = new Set(identities.flatMap(({ recipients }) => [...recipients]));
  const wanted = groups.map((group) => group.map(({ recipient }) => recipient.id));
  if (canOpen(wanted, threshold, own)) return undefined;
  const message = `Nobody can open ${quote(path)} again from here: no key that sops finds is one of its readers'.`;
  return createProblem("no-identity", message, {
    severity: "warning",
    file: path,
    help: closedHelp,
  });
}
