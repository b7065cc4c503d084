import type { FoundHome } from "../../found/found-home.ts";
import { compareModules } from "./compared-modules.ts";
import { compareSecrets } from "./compared-secrets.ts";
import { compareFailures } from "./compared-settings.ts";
import { type ComparedPlace, comparePairs, compareSets } from "./compared-values.ts";
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
  const hasSameShells = compareShells(place, before, after);
  compareSecrets(place, { before: before.secrets, after: after.secrets });
  compareFailures(place, { before: before.failures, after: after.failures });
  if (isEqual && hasSameModules && hasSameShells) place.tally.countEqual("homes");
}

/** The shell that somebody has is enabled in the home that fleet builds, and only where home-manager has a module for it. */
function compareShells(place: ComparedPlace, before: FoundHome, after: FoundHome): boolean {
  if (!before.shells || !after.shells) return true;
  const known = after.shells.filter((shell) => withModules.has(shell));
  const left = place.later === "declared" ? before.shells : [];
  return compareSets(place, {
    name: ["programs"],
    before: before.shells,
    after: [...new Set([...known, ...left])],
    show: (shell) => `${shell}.enable`,
    gainReason: () =>
      "fleet enables in a home the shell that is declared, and home-manager then writes its files.",
  }).isEqual;
}

/** The shells that home-manager has modules for. */
const withModules: ReadonlySet<string> = new Set(["bash", "fish", "nushell", "xonsh", "zsh"]);
