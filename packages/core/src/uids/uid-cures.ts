import { quote } from "@fleet/diagnostics";
import { hostIdProblem } from "../declaration/names.ts";
import { sayMove } from "../moved/said-move.ts";
import type { Fleet, Host, Placement } from "../parse/fleet.ts";
import type { UidConflict } from "./allot-space.ts";
import type { AccountClaim } from "./uid-claims.ts";

/** What a finding says, and how to mend it. */
export interface Words {
  readonly message: string;
  readonly help: string;
}

type Owned = Omit<UidConflict, "kind">;

/** What is said of a uid whose owner has it no more, and may be called otherwise where nobody is called so any more. */
export function formerOwner(
  { users }: Fleet,
  { uid, user, owner }: Owned,
  host: string | undefined,
): Words {
  const command = commandToFree(uid, host);
  const message = `The uid ${uid} of ${quote(user)} was that of ${quote(owner)}, whose files may still have it.`;
  const another = "choose another uid, and free this one when no such file is left anywhere";
  if (users.has(owner)) {
    return {
      message,
      help: `If the files are gone, \`${command}\` lets it be declared. Else ${another}.`,
    };
  }
  const rename = sayMove("user", owner, user);
  const help = `Where ${quote(owner)} is called ${quote(user)} now: ${rename}. Where they are two people, ${another}: \`${command}\`.`;
  return { message, help };
}

/** What is said of a uid that fleet gave to somebody else. A Mac chooses those of its own accounts by itself. */
export function allottedToOther({ uid, user, owner }: Owned, mac: Host | undefined): Words {
  const message = `The uid ${uid} of ${quote(user)} belongs to ${quote(owner)}, to whom it was allotted.`;
  const another = "another uid; `fleet uids` lists those that are given out.";
  if (mac === undefined) return { message, help: `Choose ${another}` };
  const help = `If the Mac gave it to ${quote(user)} (\`id -u LOGIN\` prints it there), declare for ${quote(owner)} in the placement there another one, then run \`${commandToFree(uid, mac.id)}\`. Otherwise choose ${another}`;
  return { message, help };
}

/** What is said of a uid that two people of one host would have; `there` is where the owner's is declared, in brackets. */
export function sameOnHost(
  { uid, user, owner, there }: Owned & { readonly there: string },
  host: string,
): Words {
  return {
    message: `On ${quote(host)}, the uid ${uid} belongs to both ${quote(owner)}${there} and ${quote(user)}.`,
    help: "Give one of the two another uid, before files on disk belong to the wrong person.",
  };
}

/** The command that takes the tombstone off a uid: of a single host, or of all NixOS hosts. */
function commandToFree(uid: number, host: string | undefined): string {
  const isPlain = host !== undefined && hostIdProblem(host) === undefined;
  return `fleet uids free ${uid}${isPlain ? ` --host ${host}` : ""}`;
}

/** So many entries of a list are written out, and dots for the others. */
const shownEntries = 6;

/** Where to write what a placement has to say, such as `uid: 501`: a list of ids has no room for it. */
export function describePlacing(
  { hosts }: Fleet,
  { user, host, placement }: Pick<AccountClaim, "user" | "host" | "placement">,
  line: string,
): string {
  if (typeof placement.path.at(-1) !== "number") {
    return `Set it in this placement, such as { ${line} }.`;
  }
  const isOfHost = placement.path[0] === "hosts";
  const isListed = (one: Placement | undefined) => one?.path[0] === placement.path[0];
  const ids = isOfHost
    ? [...host.placements.values()].filter(isListed).map((one) => one.user)
    : [...hosts.values()].filter((one) => isListed(one.placements.get(user))).map(({ id }) => id);
  const own = isOfHost ? user : host.id;
  const others = ids.filter((id) => id !== own);
  const entries = [own, ...others.slice(0, shownEntries - 1)].map((id) => {
    const key = /^[A-Za-z_]\w*$/.test(id) ? id : quote(id);
    return `${key}: {${id === own ? ` ${line} ` : ""}}`;
  });
  const more = others.length < shownEntries ? "" : ", …";
  return `Write the list as a mapping, which has room for it: ${isOfHost ? "users" : "hosts"}: { ${entries.join(", ")}${more} }.`;
}
