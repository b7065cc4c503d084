import { shellWord } from "@fleet/diagnostics";
import type { ExplainedProfile } from "@fleet/profiles";
import type { Places } from "../access/access-ways.ts";
import { showPlace } from "./placed-values.ts";
import { renderSections, type Section } from "./sections.ts";
import { tabulateModules } from "./value-table.ts";

/** In which order an account is asked for its profile; see `decideProfile` of `@fleet/profiles`. */
const order =
  "An account has the profile of the first that names one: its placement (hosts.HOST.users.USER.homeProfile), its user (users.USER.homeProfile), defaults.nonAdminProfile unless it is an admin's, its host (hosts.HOST.homeProfile), defaults.homeProfile.";

/** A profile for people: what it is made of, who has it, and why. */
export function renderProfile(profile: ExplainedProfile, places: Places, width?: number): string {
  const { profile: id, path, order: chain, extendedBy, homes, namedBy, modules } = profile;
  const [first] = homes;
  return renderSections(
    `The profile ${id}, by ${showPlace(path, places)}`,
    [
      {
        head: "Made of, in this order",
        body: chain.length > 1 ? [chain.join(" → ")] : [],
      },
      { head: "Extended by", body: extendedBy.length > 0 ? [extendedBy.join(", ")] : [] },
      ...listModules(modules, places),
      {
        head: "Homes that have it",
        body: {
          head: ["user", "host", "home", "because"],
          rows: homes.map(({ user, host, mode, because }) => [user, host, mode, because ?? ""]),
        },
      },
      { head: "Named by", body: namedBy.map(({ path: at }) => showPlace(at, places)) },
      {
        head: "",
        body: [
          ...(first === undefined ? ["No home has it."] : []),
          order,
          ...(first === undefined
            ? []
            : [`Who was asked: fleet explain ${shellWord(`${first.user}@${first.host}`)}`]),
        ],
      },
    ],
    width,
  );
}

/** One list where both platforms have the same. */
function listModules({ nixos, darwin }: ExplainedProfile["modules"], places: Places): Section[] {
  const head = "Home modules, in the order of import";
  const isSame = JSON.stringify(nixos) === JSON.stringify(darwin);
  return isSame
    ? [{ head, body: tabulateModules(nixos, places) }]
    : [
        { head: `${head}, on Linux`, body: tabulateModules(nixos, places) },
        { head: `${head}, on a Mac`, body: tabulateModules(darwin, places) },
      ];
}
