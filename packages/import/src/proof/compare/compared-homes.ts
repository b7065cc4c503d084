import type { FoundHome } from "../../found/found-fleet.ts";
import { compareModules } from "./compared-modules.ts";
import { compareSecrets } from "./compared-secrets.ts";
import { type ComparedPlace, comparePairs } from "./compared-values.ts";
import { nothing, showOption } from "./shown-value.ts";

/** Compares homes by their names: those of a host, or those that are built on their own. */
export function compareHomes(
  place: Omit<ComparedPlace, "kind">,
  homes: { readonly before: readonly FoundHome[]; readonly after: readonly FoundHome[] },
): void {
  const { tally, later, host } = place;
  const kind = "homes";
  const rest = new Map(homes.after.map((home) => [home.name, home]));
  for (const home of homes.before) {
    const other = rest.get(home.name);
    rest.delete(home.name);
    const option = [...place.option, home.name];
    if (other !== undefined) compareHome({ ...place, kind, option }, home, other);
    else if (later === "declared") tally.countLeft(kind);
    else {
      const reason = "Nothing builds it any more.";
      const words = { what: showOption(...option), before: "a home", after: nothing, reason };
      tally.differ(host, { kind, ...words });
    }
  }
  for (const { name } of rest.values()) {
    const what = showOption(...place.option, name);
    const reason = "There was no such home.";
    tally.differ(host, { kind, what, before: nothing, after: "a home", reason });
  }
}

function compareHome(place: ComparedPlace, before: FoundHome, after: FoundHome): void {
  const names = [
    [["home", "username"], "login"],
    [["home", "homeDirectory"], "homeDirectory"],
    [["home", "stateVersion"], "stateVersion"],
    [["programs", "git", "userName"], "fullName"],
    [["programs", "git", "userEmail"], "email"],
  ] as const;
  const isEqual = comparePairs(
    place,
    names.map(([name, key]) => ({ name, before: before[key], after: after[key] })),
  );
  const hasSameModules = compareModules(place, before.modules, after.modules);
  compareSecrets(place, { before: before.secrets, after: after.secrets });
  if (isEqual && hasSameModules) place.tally.countEqual("homes");
}
