import type { Path } from "@fleet/diagnostics";
import type { Platform } from "../declaration/declaration.ts";
import { splitHostName } from "../declaration/names.ts";
import type { Host } from "../parse/fleet.ts";
import { builtIn } from "../resolve/decisions.ts";
import { findSharedModules, listHostModules } from "../resolve/modules/host-modules.ts";
import type { Decided, Origin, ResolvedHost } from "../resolve/resolved-fleet.ts";
import { shortenKey } from "./explained-keys.ts";
import {
  type AskedPlace,
  askNobody,
  askPlace,
  type ExplainedJson,
  type ExplainedValue,
  explainValue,
  sayJson,
} from "./explained-value.ts";
import { type GroupOnHost, listGroups } from "./groups.ts";
import { listPeople, type PersonOnHost } from "./people.ts";
import type { QueriedFleet } from "./queried-fleet.ts";
import { type ExplainedModule, traceModules } from "./traced-modules.ts";

/** A host, each of its values with what decided it. A row of plain data, as JSON holds it. */
export interface ExplainedHost {
  readonly host: string;
  readonly platform: Platform;
  readonly path: Path;
  /** In the order in which they matter; those of which nothing is said are left out. */
  readonly values: readonly ExplainedValue[];
  /** In the order of the declaration. */
  readonly features: readonly ExplainedFeature[];
  /** In the order of import. */
  readonly modules: readonly ExplainedModule[];
  /** In order. */
  readonly people: readonly PersonOnHost[];
  /** The ids of the accounts that are nobody's, in order. */
  readonly serviceAccounts: readonly string[];
  readonly groups: readonly GroupOnHost[];
  readonly trustedByNix: readonly ExplainedTrust[];
}

/** A feature of a host. */
interface ExplainedFeature {
  readonly feature: string;
  readonly path: Path;
  /** What it adds to everybody's groups. */
  readonly groups: readonly string[];
}

/** Whom Nix trusts there beside root. */
interface ExplainedTrust {
  /** A login name, or a group as `@wheel`. */
  readonly name: string;
  readonly origin: Origin;
  readonly path: Path | null;
}

/** Explains a host; undefined where there is none. `files` are those below the root. */
export function explainHost(
  fleet: QueriedFleet & { readonly files: ReadonlySet<string> },
  id: string,
): ExplainedHost | undefined {
  const { declared, resolved, files } = fleet;
  const host = declared.hosts.get(id);
  const known = resolved.hosts.get(id);
  if (host === undefined || known === undefined) return undefined;
  const tracer = traceModules(declared, files);
  if (known.modules.length > 0) {
    listHostModules(host, findSharedModules(declared, tracer.finder), tracer.finder);
  }
  return {
    host: id,
    platform: host.platform,
    path: ["hosts", id],
    values: [...listValues(fleet, host, known)],
    features: known.features.map((feature) => ({
      feature,
      path: ["hosts", id, "features"],
      groups: declared.features.get(feature)?.groups ?? [],
    })),
    modules: tracer.explain(known.modules),
    people: listPeople(fleet, id),
    serviceAccounts: [...known.serviceAccounts.keys()],
    groups: listGroups(fleet, id),
    trustedByNix: listTrust(known),
  };
}

function listTrust({ accounts, root }: ResolvedHost): ExplainedTrust[] {
  const people = [...accounts.values()].flatMap(({ username, isTrustedByNix }) =>
    isTrustedByNix.value ? [{ ...isTrustedByNix, value: username.value }] : [],
  );
  return [...people, ...root.trustedByNix].map(({ value, origin, path = null }) => ({
    name: value,
    origin,
    path,
  }));
}

function* listValues(
  { declared: { defaults, declaredDeploys } }: QueriedFleet,
  host: Host,
  known: ResolvedHost,
): Iterable<ExplainedValue> {
  const own = (key: string): Path => ["hosts", host.id, key];
  const say = (key: string, said: unknown): AskedPlace => askPlace("host", own(key), said);
  const [label = host.id, ofId] = splitHostName(host.id);
  const unless = (usual: string | undefined, value: string | undefined) =>
    value === usual ? undefined : value;
  yield settle("hostname", [say("hostname", unless(label, host.hostname)), askNobody(label)]);
  if (host.domain !== undefined) {
    yield settle("domain", [say("domain", unless(ofId, host.domain)), askNobody(ofId ?? null)]);
  }
  yield settle("system", [say("system", known.system)]);
  yield settle("stateVersion", [
    say("stateVersion", host.stateVersion),
    askPlace("defaults", ["defaults", "stateVersion"], defaults.stateVersion),
  ]);
  for (const key of ["primaryUser", "homeProfile", "formFactor"] as const) {
    if (host[key] !== undefined) yield settle(key, [say(key, host[key])]);
  }
  if (host.tags.length > 0) yield settle("tags", [say("tags", known.tags)]);
  if (host.tailscale) yield settle("tailscale", [say("tailscale", true)]);
  for (const [key, value] of Object.entries(host.hardware)) {
    if (value !== undefined && value !== null) {
      yield settle(`hardware.${key}`, [askPlace("host", [...own("hardware"), key], value)]);
    }
  }
  yield* explainDeploy(host, declaredDeploys);
  yield* explainKeyOfHost(host);
  const { sudoNeedsPassword, password } = known.root;
  yield explainValue("sudo asks for a password", sudoNeedsPassword, []);
  if (password !== undefined) {
    yield explainValue("root's password", { ...password, value: sayJson(password.value) }, []);
  }
}

/** What a host's own key is, by which secrets are encrypted to it. */
function* explainKeyOfHost({ id, sshHostKey, sshHostKeyFile, ageKey }: Host) {
  const path = ["hosts", id];
  if (ageKey !== undefined) yield settle("ageKey", [askPlace("host", [...path, "ageKey"], ageKey)]);
  if (sshHostKeyFile !== undefined) {
    yield settle("sshHostKey", [askPlace("host", [...path, "sshHostKey"], sshHostKeyFile)]);
  } else if (sshHostKey !== undefined) {
    yield settle("sshHostKey", [askPlace("host", [...path, "sshHostKey"], shortenKey(sshHostKey))]);
  }
}

function* explainDeploy(
  { id, deploy }: Host,
  places: QueriedFleet["declared"]["declaredDeploys"],
): Iterable<ExplainedValue> {
  const own = places.find(({ host }) => host === id);
  const general = places.find(({ host }) => host === undefined);
  for (const key of ["engine", "target", "buildHost", "home"] as const) {
    const value = deploy[key];
    if (value === undefined) continue;
    const path = ["hosts", id, "deploy", key];
    const here = own?.deploy[key] === undefined ? null : value;
    const everywhere = general?.deploy[key] === undefined ? null : sayJson(general.deploy[key]);
    const asked: AskedPlace[] = [
      { origin: "host", path, says: here },
      { origin: "defaults", path: ["defaults", "deploy", key], says: everywhere },
    ];
    const decided = asked.find(({ says }) => says !== null);
    const where: Decided<ExplainedJson> =
      decided === undefined || decided.path === null
        ? builtIn(value)
        : { value, origin: decided.origin, path: decided.path };
    yield explainValue(`deploy.${key}`, where, [...asked, askNobody(value)]);
  }
}

/** A value that the first place decides that says something. */
function settle(name: string, asked: readonly AskedPlace[]): ExplainedValue {
  const decided = asked.find(({ says }) => says !== null);
  const { says: value = null, origin = "built-in", path = null } = decided ?? {};
  return { name, value, origin, path, asked };
}
