import { shellWord } from "@fleet/diagnostics";
import type { UserExplanation } from "@fleet/project";
import type { Places } from "../access/access-ways.ts";
import { showPlace } from "./placed-values.ts";
import { renderSections } from "./sections.ts";
import { listKeys, listSecrets } from "./shared-sections.ts";

/** A user for people: where the accounts are, and with which keys. */
export function renderUser(user: UserExplanation, places: Places, width?: number): string {
  const { user: id, path, fullName, email, accounts, profiles, sshKeys, ageKeys, secrets } = user;
  const profileOn = new Map(profiles.map(({ host, profile }) => [host, profile]));
  const [first] = accounts;
  return renderSections(
    `${id} (${[fullName, email ?? []].flat().join(", ")}), by ${showPlace(path, places)}`,
    [
      {
        head: "Accounts",
        body: {
          head: ["host", "login", "uid", "admin", "profile", "because"],
          rows: accounts.map(({ host, login, uid, isAdmin, because }) => [
            host,
            login,
            uid === null ? "of the machine" : String(uid),
            isAdmin ? "yes" : "no",
            profileOn.get(host) ?? "none",
            because,
          ]),
        },
      },
      {
        head: "",
        body:
          first === undefined
            ? ["No host names this user, so that there is no account."]
            : [`Why: fleet explain ${shellWord(`${id}@${first.host}`)}`],
      },
      listKeys(sshKeys, ageKeys, places),
      ...listSecrets(secrets, places, `user:${id}`),
    ],
    width,
  );
}
