import { type Checked, compareNames, quote, suggestName } from "@fleet/diagnostics";
import { explainProfile } from "@fleet/profiles";
import {
  accessGraphOf,
  explainAccountOf,
  explainHostOf,
  explainUserOf,
  type FleetPlace,
  type LockedFleet,
} from "@fleet/project";
import { createProblem } from "../../command/codes.ts";
import { renderAccount } from "../../views/explain/account-view.ts";
import { renderHost } from "../../views/explain/host-view.ts";
import { renderProfile } from "../../views/explain/profile-view.ts";
import { renderUser } from "../../views/explain/user-view.ts";
import type { Explained } from "./explain-answer.ts";

/** A thing of the declaration that is to be explained. */
export type ExplainedThing =
  | { readonly kind: "account"; readonly user: string; readonly host: string }
  | { readonly kind: "host" | "user" | "profile"; readonly name: string };

/** A fleet, and where it lies. */
interface FleetAt {
  readonly fleet: LockedFleet;
  readonly place: FleetPlace | undefined;
}

/** Explains a thing of a fleet, or says that there is none of that name. */
export function explainThing(at: FleetAt, thing: ExplainedThing): Promise<Checked<Explained>> {
  switch (thing.kind) {
    case "account":
      return explainAccount(at, thing);
    case "host":
      return explainHost(at, thing.name);
    case "user":
      return Promise.resolve(explainUser(at, thing.name));
    default:
      return Promise.resolve(explainOneProfile(at, thing.name));
  }
}

async function explainAccount(
  { fleet, place }: FleetAt,
  { user, host }: { readonly user: string; readonly host: string },
): Promise<Checked<Explained>> {
  const { hosts, users } = fleet.declared;
  if (!hosts.has(host)) return unknown("host", host, hosts.keys());
  if (!users.has(user)) return unknown("user", user, users.keys());
  const value = explainAccountOf(fleet, await accessGraphOf(fleet, place), { user, host });
  if (value === undefined) return withoutAccount(fleet, user, host);
  return found("account", value, (places, width) => renderAccount(value, places, width));
}

async function explainHost({ fleet, place }: FleetAt, id: string): Promise<Checked<Explained>> {
  const { hosts } = fleet.declared;
  if (!hosts.has(id)) return unknown("host", id, hosts.keys());
  const value = explainHostOf(fleet, await accessGraphOf(fleet, place), id);
  if (value === undefined) return unknown("host", id, hosts.keys());
  return found("host", value, (places, width) => renderHost(value, places, width));
}

function explainUser({ fleet }: FleetAt, id: string): Checked<Explained> {
  const value = explainUserOf(fleet, id);
  if (value === undefined) return unknown("user", id, fleet.declared.users.keys());
  return found("user", value, (places, width) => renderUser(value, places, width));
}

function explainOneProfile({ fleet }: FleetAt, id: string): Checked<Explained> {
  const value = explainProfile(fleet, id);
  if (value === undefined) return unknown("profile", id, fleet.declared.profiles.keys());
  return found("profile", value, (places, width) => renderProfile(value, places, width));
}

function found(
  kind: Explained["kind"],
  value: object,
  render: Explained["render"],
): Checked<Explained> {
  return { ok: true, value: { kind, value, render }, diagnostics: [] };
}

function unknown(kind: string, name: string, names: Iterable<string>): Checked<never> {
  const help = suggestName(name, [...names].sort(compareNames), kind);
  return refuse(`The ${kind} ${quote(name)} is not declared.`, help);
}

/** More hosts than this are counted. */
const listedHosts = 12;

function withoutAccount({ declared }: LockedFleet, user: string, host: string): Checked<never> {
  const on = [...declared.hosts.values()].flatMap(({ id, placements }) =>
    placements.has(user) ? id : [],
  );
  const rest = on.length > listedHosts ? ` and ${on.length - listedHosts} more` : "";
  const help =
    on.length === 0
      ? "No host names this user: add it to the `users` of one."
      : `There is one on ${on.slice(0, listedHosts).join(", ")}${rest}.`;
  return refuse(`${quote(user)} has no account on ${quote(host)}.`, help);
}

function refuse(message: string, help: string): Checked<never> {
  return { ok: false, diagnostics: [createProblem("unknown-name", message, { help })] };
}
