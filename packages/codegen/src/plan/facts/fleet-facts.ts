import type { AccessEdges } from "@fleet/core/access";
import type { Home } from "@fleet/profiles";
import type { ComputedFleet } from "../../computed-fleet.ts";
import { accountJson } from "../../fleet-json/account-json.ts";
import { hostJson } from "../../fleet-json/host-json.ts";
import { fieldsOf, isRecord, type JsonRecord } from "../../fleet-json/json-value.ts";
import { secretsJson } from "../../fleet-json/secrets-json.ts";

/**
 * A fleet as it is compared with another: all that a `fleet.json` says, be it computed or read back, and
 * whatever else is known of it. Nothing that is not in here is compared, and everything that is.
 */
export interface FleetFacts {
  /** What it was learned from; `nothing` where there was no fleet, which is known for certain. */
  readonly source: "declaration" | "fleet.json" | "nothing";
  /** By id. */
  readonly hosts: ReadonlyMap<string, HostFacts>;
  /** Whose the standalone homes are, by name. */
  readonly homes: ReadonlyMap<string, unknown>;
  /** Who can decrypt what; undefined where nothing is said of secrets. */
  readonly secrets: JsonRecord | undefined;
  /** Data of one's own about the fleet. */
  readonly data: unknown;
  /** The text of `.sops.yaml`, whatever its digest; undefined where fleet writes none. */
  readonly sopsYaml: string | undefined;
  /** Where each value was decided; undefined where only a `fleet.json` is there. */
  readonly fleet: ComputedFleet | undefined;
  /** Who can do what; undefined where it is not known, which is not "nothing". */
  readonly access: AccessEdges | undefined;
  /** Whether nothing is said anywhere of a field, so that what it holds is not known. */
  readonly isUntold: (scope: FactScope, field: string) => boolean;
}

/** A host as `fleet.json` has it. */
export interface HostFacts {
  /** All but the accounts. */
  readonly fields: JsonRecord;
  /** By user id. */
  readonly accounts: ReadonlyMap<string, JsonRecord>;
}

/** What has fields of which a `fleet.json` of before may know nothing. */
export type FactScope = "host" | "account" | "home" | "root" | "secrets" | "rule";

/** What is known beside a computed fleet. */
export interface MoreFacts {
  readonly sopsYaml?: string | undefined;
  readonly access?: AccessEdges | undefined;
}

const isNeverUntold = () => false;

/** The facts of there being no fleet. */
export const noFacts: FleetFacts = {
  source: "nothing",
  hosts: new Map(),
  homes: new Map(),
  secrets: undefined,
  data: undefined,
  sopsYaml: undefined,
  fleet: undefined,
  access: undefined,
  isUntold: isNeverUntold,
};

/** The facts of a computed fleet. Hosts share the objects of accounts in which they are equal. */
export function factsOfFleet(fleet: ComputedFleet, { access }: MoreFacts = {}): FleetFacts {
  const { resolved, homes, secrets } = fleet;
  const wiring = secrets?.wiring;
  const known = new Map<object, Map<Home["kind"] | undefined, JsonRecord>>();
  const hosts = [...resolved.hosts.values()].map((host): [string, HostFacts] => {
    const own = homes.byHost.get(host.id);
    const accounts = [...host.accounts].map(([user, account]): [string, JsonRecord] => {
      const home = own?.get(user);
      const byHome = known.get(account.kind) ?? new Map<Home["kind"] | undefined, JsonRecord>();
      known.set(account.kind, byHome);
      const json =
        byHome.get(home?.kind) ?? fieldsOf(accountJson(account, home, wiring?.users.get(user)));
      byHome.set(home?.kind, json);
      return [user, json];
    });
    return [host.id, { fields: fieldsOf(hostJson(host, secrets)), accounts: new Map(accounts) }];
  });
  return {
    source: "declaration",
    hosts: new Map(hosts),
    homes: new Map([...homes.standalone].map(([name, { host, user }]) => [name, { host, user }])),
    secrets: secrets === undefined ? undefined : fieldsOf(secretsJson(secrets)),
    data: resolved.data,
    sopsYaml: secrets?.sopsYaml === undefined ? undefined : withoutStamp(secrets.sopsYaml),
    fleet,
    access,
    isUntold: isNeverUntold,
  };
}

/**
 * The facts of a `fleet.json` of any time; undefined where the text is no such file. `sopsYaml` is the text of
 * the `.sops.yaml` beside it, if fleet wrote that.
 */
export function factsOfText(text: string, { sopsYaml }: MoreFacts = {}): FleetFacts | undefined {
  const content = parseJson(text);
  if (!isRecord(content) || typeof content["version"] !== "number") return undefined;
  const hosts = entriesOf(content["hosts"]).map(([id, host]): [string, HostFacts] => {
    const { accounts, ...fields } = fieldsOf(host);
    const all = entriesOf(accounts).map(([user, one]): [string, JsonRecord] => [
      user,
      fieldsOf(one),
    ]);
    return [id, { fields, accounts: new Map(all) }];
  });
  const secrets = content["secrets"];
  const facts = {
    source: "fleet.json",
    hosts: new Map(hosts),
    homes: new Map(entriesOf(content["homes"])),
    secrets: isRecord(secrets) ? secrets : undefined,
    data: content["data"],
    sopsYaml: sopsYaml === undefined ? undefined : withoutStamp(sopsYaml),
    fleet: undefined,
    access: undefined,
  } as const;
  return { ...facts, isUntold: createUntold(facts) };
}

/**
 * Fields that fleet.json has had for as long as they can be declared: where one is left out, nothing of it was
 * declared, whatever time the file is of.
 */
const oldAsTheirDeclaration: { readonly [S in FactScope]: ReadonlySet<string> } = {
  host: new Set(["data", "deploy", "groups", "root", "serviceAccounts", "tailscale"]),
  account: new Set([
    "data",
    "expires",
    "hasOwnGroup",
    "isDefaultShell",
    "isDisabled",
    "linger",
    "lockedFrom",
    "password",
    "primaryGroup",
    "services",
    "subordinateIds",
  ]),
  home: new Set(),
  root: new Set(["password", "sshKeys", "sudoNeedsPassword"]),
  secrets: new Set(["clanFolder", "ignore"]),
  rule: new Set(["cryptRule", "groups", "holdsKeyOf", "threshold"]),
};

/**
 * A file leaves out what is empty, and one of before also what its fleet did not write yet. So any other field is
 * known to be empty only where the file has it anywhere.
 */
function createUntold({
  hosts,
  secrets,
}: Pick<FleetFacts, "hosts" | "secrets">): FleetFacts["isUntold"] {
  const told = new Map<FactScope, ReadonlySet<string>>();
  const list = (scope: FactScope): readonly unknown[] => {
    const all = [...hosts.values()];
    const accounts = () => all.flatMap((host) => [...host.accounts.values()]);
    switch (scope) {
      case "host":
        return all.map(({ fields }) => fields);
      case "root":
        return all.map(({ fields }) => fields["root"]);
      case "account":
        return accounts();
      case "home":
        return accounts().map((account) => account["home"]);
      case "secrets":
        return [secrets];
      case "rule":
        return listOf(secrets?.["files"]);
      default:
        return scope satisfies never;
    }
  };
  return (scope, field) => {
    if (oldAsTheirDeclaration[scope].has(field)) return false;
    const fields =
      told.get(scope) ?? new Set(list(scope).flatMap((one) => Object.keys(fieldsOf(one))));
    told.set(scope, fields);
    return !fields.has(field);
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The entries of an object by its own names, whatever they are; of anything else there are none. */
export function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(fieldsOf(value));
}

/** The items of a list; of anything else there are none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list; what is none of them is left out. */
export function textsOf(value: unknown): string[] {
  return listOf(value).filter((one) => typeof one === "string");
}

function withoutStamp(text: string): string {
  return text.replace(/"generated": *"sha256-[\da-f]{64}"/, '"generated": ""');
}
