import type { Fleet, ResolvedFleet } from "@fleet/core";
import {
  askNobody,
  askPerson,
  askPlace,
  type ExplainedModule,
  type ExplainedValue,
  explainValue,
  traceModules,
} from "@fleet/core/internal";
import type { Home, Homes } from "./home.ts";
import type { HomeQuestion } from "./home-decisions.ts";
import { createModuleLister } from "./home-modules.ts";
import { orderProfiles } from "./profile-order.ts";

/** A fleet with its homes, and the files below its root. */
export interface FleetOfHomes {
  readonly declared: Fleet;
  readonly resolved: ResolvedFleet;
  readonly homes: Homes;
  readonly files: ReadonlySet<string>;
}

/** The home of an account, each of its values with what decided it. A row of plain data, as JSON holds it. */
export interface ExplainedHome {
  readonly values: readonly ExplainedValue[];
  /** The profiles that its own stands for: those that it extends, then itself. Empty where it has none. */
  readonly profiles: readonly string[];
  /** In the order of import. */
  readonly modules: readonly ExplainedModule[];
  /** Its names among the standalone homes; none where it is not built on its own. */
  readonly names: readonly string[];
}

/** Explains the home of a user on a host; undefined where there is no such account. */
export function explainHome(
  fleet: FleetOfHomes,
  hostId: string,
  userId: string,
): ExplainedHome | undefined {
  const { declared, resolved, homes, files } = fleet;
  const host = declared.hosts.get(hostId);
  const user = declared.users.get(userId);
  const placement = host?.placements.get(userId);
  const account = resolved.hosts.get(hostId)?.accounts.get(userId);
  const home = homes.byHost.get(hostId)?.get(userId);
  if (host === undefined || user === undefined || placement === undefined) return undefined;
  if (account === undefined || home === undefined) return undefined;
  const question = { fleet: declared, host, user, placement, account };
  const orders = orderProfiles(declared.profiles).value;
  const tracer = traceModules(declared, files);
  // The list itself is the home's: that is what was computed, here are only the reasons.
  createModuleLister(declared, orders, tracer.finder)(question, home.profile.value);
  return {
    values: listValues(question, home),
    profiles: home.profile.value === null ? [] : (orders.get(home.profile.value) ?? []),
    modules: tracer.explain(home.modules),
    names: [...homes.standalone].flatMap(([name, one]) =>
      one.user === userId && one.host === hostId ? name : [],
    ),
  };
}

/** The values, with all that were asked for them in the order of `home-decisions.ts`. */
function listValues(question: HomeQuestion, home: Home): ExplainedValue[] {
  const { fleet, host, user, account } = question;
  const { defaults } = fleet;
  const isAdmin = account.isAdmin.value;
  const role = isAdmin ? "admin" : "nonAdmin";
  const byRole = isAdmin ? defaults.adminHomeMode : defaults.nonAdminHomeMode;
  return [
    explainValue("homeProfile", home.profile, [
      ...askPerson(question, "homeProfile"),
      ...(isAdmin
        ? []
        : [askPlace("defaults", ["defaults", "nonAdminProfile"], defaults.nonAdminProfile)]),
      askPlace("host", ["hosts", host.id, "homeProfile"], host.homeProfile),
      askPlace("defaults", ["defaults", "homeProfile"], defaults.homeProfile),
      askNobody(null),
    ]),
    explainValue("home", home.mode, [
      ...askPerson(question, "home"),
      ...(host.platform === "linux"
        ? []
        : [askPlace("defaults", ["defaults", "homeMode", role], byRole)]),
      askNobody(host.platform === "linux" ? "standalone" : "integrated"),
    ]),
    explainValue("stateVersion", home.stateVersion, [
      askPlace("user", ["users", user.id, "stateVersion"], user.stateVersion),
      askPlace("host", ["hosts", host.id, "stateVersion"], host.stateVersion),
      askPlace("defaults", ["defaults", "stateVersion"], defaults.stateVersion),
    ]),
  ];
}
