import type { ResolvedFleet, ResolvedHost } from "@fleet/core";
import type { Homes } from "@fleet/profiles";
import { listDeployCommands, listHostVariables, type Usages } from "./deploy-commands.ts";
import { type DeployTarget, listDeployTargets } from "./deploy-targets.ts";
import type { Engine } from "./engine.ts";
import { type CommandEngine, engines } from "./engines.ts";
import { engineOf } from "./host-engine.ts";
import { type Here, type UndeployedTarget, whyNot } from "./undeployed-target.ts";

/** A command that is to be run, and all that it deploys. */
export interface DeployStep {
  /** What it is called: the target's name, or an engine with how many it deploys. No two are called the same. */
  readonly name: string;
  /** The names of what it deploys, in order: `mini`, `ada@mini`. */
  readonly targets: readonly string[];
  /** The hosts that they are on, in order. */
  readonly hosts: readonly string[];
  /** The program and its arguments; the fleet's root is where it is started. */
  readonly words: readonly string[];
  /** The engine of a system; undefined for a home. */
  readonly engine: Engine | undefined;
  /** The arguments at which its program says which options it knows; undefined where nothing depends on that. */
  readonly asks: readonly string[] | undefined;
  /** The environment variables that the keys of its hosts come from. */
  readonly variables: readonly string[];
  /** The step that has to have succeeded before: that of the system on which a home is. */
  readonly after: string | undefined;
}

/** What is to be deployed, and from where. */
export interface DeployRequest {
  /** The names of what is wanted. Default: everything. */
  readonly chosen?: ReadonlySet<string> | undefined;
  readonly here: Here;
  /** The folder of the flake, from the fleet's root. */
  readonly flake: string;
  /** How many hosts at once an engine that rolls out itself is to take. */
  readonly jobs: number;
  /** The host whose call is its own, so that it can be waited for. Default: none. */
  readonly first?: string | undefined;
  /** What programs say of their options, by program. Default: nobody asked. */
  readonly usages?: Usages | undefined;
}

/** What is run, in order, and what is left out. */
export interface Deployment {
  readonly steps: readonly DeployStep[];
  readonly left: readonly UndeployedTarget[];
}

/**
 * The commands that deploy what is wanted: one for each system and home, but for engines that roll out
 * themselves, which get one call with all their hosts of which nothing is said that only one can be told.
 */
export function planDeployment(
  fleet: Pick<ResolvedFleet, "hosts">,
  homes: Homes,
  request: DeployRequest,
): Deployment {
  const list = (usages?: Usages) =>
    new Map(
      listDeployCommands(fleet, homes, request.flake, usages).map((one) => [keyOf(one), one]),
    );
  const commands = list(request.usages);
  // What programs here know says nothing of those elsewhere.
  const elsewhere = request.usages === undefined ? commands : list();
  const wanted = listDeployTargets(fleet, homes).filter(
    ({ name }) => request.chosen?.has(name) !== false,
  );
  const left: UndeployedTarget[] = [];
  const steps: DeployStep[] = [];
  const rollouts = new Map<CommandEngine, ResolvedHost[]>();
  for (const target of wanted) {
    const host = fleet.hosts.get(target.host);
    if (host === undefined) continue;
    const command = commands.get(keyOf(target));
    const reason = whyNot(host, { target, command, here: request.here });
    if (command === undefined || reason !== undefined) {
      const words = elsewhere.get(keyOf(target))?.words ?? [];
      if (reason !== undefined) left.push({ target: target.name, host: host.id, words, ...reason });
      continue;
    }
    const engine = target.user === undefined ? engineOf(host) : undefined;
    if (engine !== undefined && isRolledOut(engine, host, request)) {
      rollouts.set(engine, [...(rollouts.get(engine) ?? []), host]);
      continue;
    }
    steps.push({
      name: target.name,
      targets: [target.name],
      hosts: [host.id],
      words: command.words,
      engine: engine === undefined ? undefined : engines[engine],
      asks: engine === undefined ? undefined : engines[engine].askingWords?.(host),
      variables: target.user === undefined ? listHostVariables([host]) : [],
      after: undefined,
    });
  }
  const calls = [...rollouts].map(([name, hosts]) => rolloutStep(name, hosts, request));
  return { steps: putInOrder([...calls, ...steps], fleet), left };
}

/** A call with all hosts of an engine, or the usual one of a single host. */
function rolloutStep(
  name: CommandEngine,
  hosts: readonly ResolvedHost[],
  { flake, jobs }: DeployRequest,
): DeployStep {
  const engine = engines[name];
  const variables = listHostVariables(hosts);
  const ids = hosts.map(({ id }) => id);
  const [only] = hosts;
  const words =
    hosts.length === 1 && only !== undefined
      ? engine.systemWords(only, { flake, variables })
      : (engine.rolloutWords?.(hosts, { flake, variables, jobs }) ?? []);
  const title = hosts.length === 1 ? (ids[0] ?? name) : `${name} (${hosts.length} hosts)`;
  return {
    name: title,
    targets: ids,
    hosts: ids,
    words,
    engine,
    asks: undefined,
    variables,
    after: undefined,
  };
}

/** What a command and what it deploys have in common. */
function keyOf({ host, user }: Pick<DeployTarget, "host" | "user">): string {
  return `${host} ${user}`;
}

function isRolledOut(name: CommandEngine, host: ResolvedHost, { first }: DeployRequest): boolean {
  const { target, buildHost } = host.deploy;
  const engine = engines[name];
  const isPlain =
    engine.isToldByFlake === true || (target === undefined && buildHost === undefined);
  return engine.rolloutWords !== undefined && isPlain && host.id !== first;
}

/** As the fleet has its hosts, a home after the system that it is on: nobody has a home before an account. */
function putInOrder(
  steps: readonly DeployStep[],
  { hosts }: Pick<ResolvedFleet, "hosts">,
): readonly DeployStep[] {
  const places = new Map([...hosts.keys()].map((id, index) => [id, index]));
  const placeOf = ({ hosts: [host = ""] }: DeployStep) => places.get(host) ?? 0;
  const systems = new Map(
    steps.flatMap((step) =>
      step.engine === undefined ? [] : step.hosts.map((host) => [host, step.name] as const),
    ),
  );
  const ordered = [...steps].sort(
    (a, b) =>
      placeOf(a) - placeOf(b) || Number(a.engine === undefined) - Number(b.engine === undefined),
  );
  return ordered.map((step) =>
    step.engine === undefined ? { ...step, after: systems.get(step.hosts[0] ?? "") } : step,
  );
}
