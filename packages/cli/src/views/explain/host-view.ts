import { shellWord } from "@fleet/diagnostics";
import type { HostExplanation } from "@fleet/project";
import type { Places } from "../access/access-ways.ts";
import { showPlace } from "./placed-values.ts";
import { renderSections } from "./sections.ts";
import { listSecrets, listWays } from "./shared-sections.ts";
import { tabulateModules, tabulateValues } from "./value-table.ts";

/** A host for people: every value with its origin, who is on it, and what leads to it. */
export function renderHost(host: HostExplanation, places: Places, width?: number): string {
  const { host: id, path, values, features, people, modules, groups, ways, secrets } = host;
  return renderSections(
    `${id}, by ${showPlace(path, places)}`,
    [
      { head: "Host", body: tabulateValues(values, places) },
      {
        head: "People",
        body: {
          head: ["user", "login", "uid", "admin", "because"],
          rows: people.map(({ user, login, uid, isAdmin, because }) => [
            user,
            login,
            uid === null ? "of the machine" : String(uid),
            isAdmin ? "yes" : "no",
            because,
          ]),
        },
      },
      {
        head: "",
        body: people
          .slice(0, 1)
          .map(({ user }) => `Why: fleet explain ${shellWord(`${user}@${id}`)}`),
      },
      {
        head: "Features",
        body: {
          head: ["feature", "gives everybody the groups", "because"],
          rows: features.map(({ feature, groups: given, path: at }) => [
            feature,
            given.join(", ") || "none",
            showPlace(at, places),
          ]),
        },
      },
      { head: "System modules, in the order of import", body: tabulateModules(modules, places) },
      {
        head: "Groups",
        body: {
          head: ["group", "members", "made by", "because"],
          rows: groups.map(({ group, members, isDeclared }) => [
            group,
            members.map(({ login }) => login).join(", ") || "nobody",
            isDeclared ? "fleet" : "a module",
            [...new Set(members.map(({ because }) => because))].join(", "),
          ]),
        },
      },
      { head: "Who gets in, and to root", body: listWays(ways, places, { hasSubject: true }) },
      {
        head: "",
        body: [`All ways: fleet access who-can root ${shellWord(id)}`],
      },
      ...listSecrets(secrets, places, `host:${id}`),
    ],
    width,
  );
}
