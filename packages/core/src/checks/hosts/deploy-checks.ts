import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { DeployEngine } from "../../declaration/hosts/deploy-declaration.ts";
import {
  buildsHereOrThere,
  canDeploy,
  defaultEngine,
  pullsItself,
  reservedIds,
  settingsOf,
} from "../../declaration/hosts/deploy-engines.ts";
import type { Host } from "../../parse/fleet.ts";

import { isGap } from "../../parse/gaps.ts";
import type { DeclaredContext, ResolvedContext } from "../check.ts";
import { badValue } from "../values/bad-value.ts";
import { listKeyVariables } from "../values/strict-keys.ts";
import { targetProblem } from "./target-problem.ts";

/** Machines to reach are named as SSH takes them. */
export function* targetsAreReachable({
  fleet: { declaredDeploys },
}: DeclaredContext): Iterable<Diagnostic> {
  for (const { path, deploy } of declaredDeploys) {
    yield* target(deploy.target, [...path, "target"]);
    yield* target(deploy.buildHost, [...path, "buildHost"]);
  }
}

function* target(text: string | undefined, path: Path): Iterable<Diagnostic> {
  const problem = text === undefined ? undefined : targetProblem(text);
  if (problem !== undefined) yield badValue("target", path, problem);
}

/** No two hosts are deployed to one machine: each would get the other's system. */
export function* targetsAreOnesOwn({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const owners = new Map<string, string>();
  for (const { id, hostname, deploy } of fleet.hosts.values()) {
    if (deploy.target === undefined) continue;
    const machine = deploy.target.replaceAll("{host}", hostname).replace(/^.*@/, "").toLowerCase();
    const other = owners.get(machine);
    if (other === undefined) {
      owners.set(machine, id);
      continue;
    }
    const own = fleet.declaredDeploys.find(
      (one) => one.host === id && one.deploy.target !== undefined,
    );
    yield coreCodes.create(
      "shared-target",
      `${quote(other)} and ${quote(id)} are both deployed to ${quote(machine)}: it would get the system of whichever comes last.`,
      {
        path: [...(own?.path ?? ["defaults", "deploy"]), "target"],
        help: 'Write the machine of each, or {host} for its name: target: "root@{host}.example.org".',
      },
    );
    if (own === undefined) return;
  }
}

/** A host is deployed by an engine that can do it, and told what that can be told. */
export function* enginesFitHosts({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const { declaredDeploys, hosts, gaps } = fleet;
  for (const { path, deploy, host: id } of declaredDeploys) {
    const host = id === undefined ? undefined : hosts.get(id);
    if (host === undefined || isGap(gaps, ["hosts", host.id, "system"])) continue;
    const { platform } = host;
    const engine = deploy.engine ?? host.deploy.engine ?? defaultEngine(platform);
    const takes = settingsOf(engine, platform);
    if (deploy.engine !== undefined && !canDeploy(deploy.engine, platform)) {
      yield cannotDeploy(deploy.engine, host, [...path, "engine"]);
      continue;
    }
    if (deploy.channel !== undefined && engine !== "nixfleet") {
      yield coreCodes.create(
        "engine-mismatch",
        `Nothing but "nixfleet" has channels, so ${quote(deploy.channel)} would count for nothing.`,
        { path: [...path, "channel"], help: 'Leave it out, or write engine: "nixfleet".' },
      );
    }
    if (deploy.buildHost !== undefined && buildsHereOrThere(engine)) {
      yield* checkBuildHost(deploy.buildHost, host, path);
    }
    for (const key of ["target", "buildHost"] as const) {
      if (deploy[key] === undefined || takes[key]) continue;
      yield coreCodes.create(
        "engine-mismatch",
        `${engine === undefined ? `There is no system of ${quote(host.id)} to deploy` : `${quote(engine)} cannot be told a \`${key}\``}, so ${quote(deploy[key])} would count for nothing.`,
        {
          path: [...path, key],
          help: "Leave it out, or choose another engine: nixos-rebuild and clan take both a target and a build host.",
        },
      );
    }
  }
}

/** Where it is built, for an engine that knows no other place than here and the host itself. */
function* checkBuildHost(buildHost: string, host: Host, path: Path): Iterable<Diagnostic> {
  const { id, deploy } = host;
  if (deploy.buildHost === deploy.target) return;
  yield coreCodes.create(
    "engine-mismatch",
    `${quote(deploy.engine ?? "")} builds where it is called or on the host itself, so ${quote(buildHost)} cannot build ${quote(id)}.`,
    {
      path: [...path, "buildHost"],
      help: "Leave it out, or write the same as `target`: then the host builds it.",
    },
  );
}

/** The hives of engines have names of their own, which no host can have. */
export function* idsFitHives({ fleet: { hosts } }: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, deploy } of hosts.values()) {
    if (!reservedIds(deploy.engine).includes(id)) continue;
    yield coreCodes.create(
      "engine-mismatch",
      `${quote(deploy.engine ?? "")} cannot deploy ${quote(id)}: its hive has that name for something else.`,
      { path: ["hosts", id], help: "Give the host another id, or another engine." },
    );
  }
}

function cannotDeploy(engine: DeployEngine, { id, platform }: Host, path: Path): Diagnostic {
  return coreCodes.create(
    "engine-mismatch",
    `${quote(engine)} cannot deploy ${quote(id)}, ${platform === "linux" ? "on which fleet manages no system" : "which is of another kind"}.`,
    {
      path,
      help:
        platform === "linux"
          ? 'Leave it out: there are homes alone, and `home` says what activates them. For accounts as well, choose "system-manager".'
          : 'Choose an engine that can: "clan" and "deploy-rs" deploy NixOS and Macs, from anywhere.',
    },
  );
}

/** Where nothing is evaluated with an environment, no key comes from one: a placeholder would stay for ever. */
export function* keysAreInReach({ fleet, hosts }: ResolvedContext): Iterable<Diagnostic> {
  for (const [id, host] of hosts) {
    const { engine } = host.deploy;
    const isPulling = pullsItself(engine);
    // It has no option for an evaluation that is not pure (wire 1.4, crates/cli/src/cli.rs).
    if (!isPulling && engine !== "wire") continue;
    const [variable, ...others] = listKeyVariables({ hosts: new Map([[id, host]]) });
    if (variable === undefined) continue;
    const own = fleet.declaredDeploys.find(
      (one) => one.host === id && one.deploy.engine === engine,
    );
    const more = others.length === 0 ? "" : `, and ${others.length} more of its variables`;
    yield coreCodes.create(
      "key-out-of-reach",
      isPulling
        ? `${quote(id)} builds its system itself, with ${engine}, where nobody sets ${quote(variable)}${more}: a placeholder would stand for the key for ever.`
        : `${engine} evaluates ${quote(id)} without an environment, and so without ${quote(variable)}${more}: a placeholder would stand for the key for ever.`,
      {
        path: [...(own?.path ?? ["defaults", "deploy"]), "engine"],
        help: "Write the key itself, or its file, in place of { env: … }; or choose an engine that deploys from a machine where it is set.",
      },
    );
  }
}

/** Tailscale is switched on with a system of ours. */
export function* systemsHaveTailscale({ fleet: { hosts } }: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, platform, tailscale } of hosts.values()) {
    if (platform !== "linux" || !tailscale) continue;
    yield coreCodes.create(
      "tailscale-without-system",
      `fleet manages no system on ${quote(id)}, so it cannot switch Tailscale on there.`,
      { path: ["hosts", id, "tailscale"], help: "Leave `tailscale` out for this host." },
    );
  }
}
