import { badValue } from "./bad-value.ts";
import type { Platform } from "./declaration.ts";
import type { DeployEngine } from "./deploy-declaration.ts";
import type { Diagnostic, Path } from "./diagnostic.ts";
import type { Fleet } from "./fleet.ts";
import type { Rule } from "./fleet-rules.ts";
import { isGap } from "./gaps.ts";
import { quote } from "./suggestion.ts";

/** The engine that a host has when nothing says otherwise; undefined where there is no system to deploy. */
export function defaultEngine(platform: Platform): DeployEngine | undefined {
  return { nixos: "nixos-rebuild" as const, darwin: "darwin-rebuild" as const, linux: undefined }[
    platform
  ];
}

/** Whether an engine can deploy systems of a platform. */
export function canDeploy(engine: DeployEngine, platform: Platform): boolean {
  if (engine === "darwin-rebuild") return platform === "darwin";
  return platform === "nixos" || (engine !== "nixos-rebuild" && engine !== "colmena");
}

/** Whether an engine can deploy a system of a platform from another machine. */
export function canReach(engine: DeployEngine, platform: Platform): boolean {
  if (platform !== "darwin") return true;
  return engine !== "darwin-rebuild" && engine !== "nh";
}

/** Machines to reach are named as SSH takes them. */
function* targets({ declaredDeploys }: Fleet): Iterable<Diagnostic> {
  for (const { path, deploy } of declaredDeploys) {
    yield* target(deploy.target, [...path, "target"]);
    yield* target(deploy.buildHost, [...path, "buildHost"]);
  }
}

function* target(text: string | undefined, path: Path): Iterable<Diagnostic> {
  // Commands take what begins with a dash for an option.
  if (text === undefined || /^(\w[\w.-]*@)?(\w|\{host\})([\w.:-]|\{host\})*$/.test(text)) return;
  yield badValue("target", path, {
    message: `${quote(text)} is no machine that SSH could reach.`,
    help: 'Write one such as "root@mini.example.org"; {host} stands for the name of the host.',
  });
}

/** A host is deployed by an engine that can do it. */
function* enginesFit({ declaredDeploys, hosts, gaps }: Fleet): Iterable<Diagnostic> {
  for (const { path, deploy, host: id } of declaredDeploys) {
    const host = id === undefined ? undefined : hosts.get(id);
    if (host === undefined || isGap(gaps, ["hosts", host.id, "system"])) continue;
    const engine = deploy.engine ?? host.deploy.engine ?? defaultEngine(host.platform);
    if (deploy.engine !== undefined && !canDeploy(deploy.engine, host.platform)) {
      yield misfit([...path, "engine"], `${quote(deploy.engine)} cannot deploy ${quote(host.id)}`);
    } else if (deploy.target !== undefined && engine && !canReach(engine, host.platform)) {
      yield misfit(
        [...path, "target"],
        `${quote(engine)} deploys the Mac that it runs on, and not ${quote(deploy.target)}`,
      );
    }
  }
}

function misfit(path: Path, what: string): Diagnostic {
  return {
    code: "core/engine-mismatch",
    severity: "error",
    path,
    message: `${what}.`,
    help: 'Choose an engine that can: "clan" and "deploy-rs" deploy NixOS and Macs, from anywhere.',
  };
}

/** The rules about how hosts are deployed, in the order in which they report. */
export const deployRules: readonly Rule[] = [targets, enginesFit];
