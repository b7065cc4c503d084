import { type Diagnostic, quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { parseRootKey } from "../../keys/root-key.ts";
import type { Fleet } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import type { VainKey } from "../../resolve/root.ts";

/** Who was to log in as root, and has no key or is nobody. What else is wrong with the keys of people is told there. */
export function* reportVainKeys(fleet: Fleet, vain: readonly VainKey[]): Iterable<Diagnostic> {
  if (isGap(fleet.gaps, ["users"]) || isGap(fleet.gaps, ["hosts"])) return;
  for (const { path, hosts } of vain) {
    const [, index, , position] = path;
    const text = fleet.root[Number(index)]?.sshKeys[Number(position)];
    if (typeof text !== "string") continue;
    const parsed = parseRootKey(text);
    // That these are not declared has been told.
    if (parsed.kind === "service" || ("host" in parsed && !isThere(fleet, parsed.host))) continue;
    const people = [...new Set([...hosts.values()].flat())].map((owner) =>
      owner.replace("user:", ""),
    );
    if (people.some((id) => hasKeys(fleet, id)) || fleet.strayUsers.size > 0) continue;
    const [first = ""] = hosts.keys();
    const more = hosts.size === 1 ? "" : ` and ${hosts.size - 1} more`;
    const why =
      people.length === 0
        ? "nobody is meant by it there"
        : `${people.slice(0, 3).map(quote).join(", ")} has no SSH key`;
    const message = `${quote(text)} lets nobody log in as root on ${quote(first)}${more}: ${why}.`;
    const help = "Declare the key in the user's `sshKeys`, select other hosts, or take it out.";
    yield coreCodes.create("vain-root-key", message, { path, help });
  }
}

function isThere({ hosts }: Fleet, id: string | undefined): boolean {
  return id === undefined || hosts.has(id);
}

/** Whether keys are declared, or the user is not. */
function hasKeys({ users }: Fleet, id: string): boolean {
  const user = users.get(id);
  return user === undefined || user.sshKeys.length > 0;
}
