import { shellWord } from "@fleet/diagnostics";
import type { AccountExplanation } from "@fleet/project";
import type { Places } from "../access/access-ways.ts";
import { showPlace } from "./placed-values.ts";
import { renderSections } from "./sections.ts";
import { listKeys, listSecrets, listWays } from "./shared-sections.ts";
import { tabulateModules, tabulateValues } from "./value-table.ts";

/** An account for people: every value with its origin, its home, its keys, and what it leads to. */
export function renderAccount(account: AccountExplanation, places: Places, width?: number): string {
  const { user, host, path, values, groups, sshKeys, ageKeys, ways, home, secrets } = account;
  const modules = home?.modules ?? [];
  const chain = home === null || home.profiles.length < 2 ? [] : [home.profiles.join(" → ")];
  const names = home?.names ?? [];
  return renderSections(
    `${user} on ${host}, by ${showPlace(path, places)}`,
    [
      { head: "Account", body: tabulateValues(values, places) },
      {
        head: "Groups",
        body: {
          head: ["group", "because", ""],
          rows: groups.map(({ group, path: at, origin, rootEquivalent }) => [
            group,
            at === null ? origin : showPlace(at, places),
            rootEquivalent === null ? "" : `amounts to root: ${rootEquivalent}`,
          ]),
        },
      },
      { head: "Home", body: tabulateValues(home?.values ?? [], places) },
      { head: "Profiles, each with what it extends before it", body: chain },
      {
        head: "",
        body: names.map((name) => `Built on its own as homeConfigurations.${shellWord(name)}`),
      },
      { head: "Home modules, in the order of import", body: tabulateModules(modules, places) },
      listKeys(sshKeys, ageKeys, places),
      { head: "What that comes to", body: listWays(ways, places, { hasSubject: false }) },
      {
        head: "",
        body: [
          `Each way, step by step: fleet access why ${shellWord(`user:${user}`)} root ${shellWord(host)}`,
        ],
      },
      ...listSecrets(secrets, places, `user:${user}`),
    ],
    width,
  );
}
