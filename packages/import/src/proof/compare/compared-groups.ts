import type { FoundGroup } from "../../found/found-fleet.ts";
import type { ComparedHosts } from "./compared-accounts.ts";
import { type ComparedPlace, comparePairs, compareSets } from "./compared-values.ts";
import { nothing, showOption } from "./shown-value.ts";

/**
 * Compares the groups of a host: their numbers, and members who have no account there. Whoever has one is looked at
 * there. Of a group that is not declared, modules go on saying all.
 */
export function compareGroups({ tally, later, before, after }: ComparedHosts): void {
  const rest = new Map(after.groups.map((group) => [group.name, group]));
  const logins = new Set([...before.users, ...after.users].map(({ login }) => login));
  const place = { tally, later, host: before.name, kind: "groups" } as const;
  const strangers = ({ members }: FoundGroup) => members.filter((login) => !logins.has(login));
  for (const group of before.groups) {
    const other = rest.get(group.name);
    rest.delete(group.name);
    const option = ["users", "groups", group.name];
    if (other !== undefined) {
      const own: ComparedPlace = { ...place, option };
      const pairs = [{ name: ["gid"], before: group.gid, after: other.gid }];
      const isEqual = comparePairs(own, pairs);
      const members = {
        name: ["members"],
        before: strangers(group),
        after: strangers(other),
      };
      if (compareSets(own, members).isEqual && isEqual) tally.countEqual("groups");
    } else if (later === "declared") tally.countLeft("groups");
    else {
      const reason = "Nothing makes it any more.";
      const words = { what: showOption(...option), before: "a group", after: nothing, reason };
      tally.differ(before.name, { kind: "groups", ...words });
    }
  }
  for (const { name } of rest.values()) {
    const what = showOption("users", "groups", name);
    const reason = "There was no such group.";
    tally.differ(before.name, { kind: "groups", what, before: nothing, after: "a group", reason });
  }
}
