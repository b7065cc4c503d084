import type { ResolvedHost } from "@fleet/core";
import { pullsItself } from "@fleet/core/internal";
import type { DeployCommand } from "./deploy-commands.ts";
import type { DeployTarget } from "./deploy-targets.ts";

/** What is not deployed from here, and why. */
export interface UndeployedTarget {
  readonly target: string;
  /** The host's id. */
  readonly host: string;
  /**
   * `pulls`: the host fetches its system itself, by `detail`; `elsewhere`: the command is for the machine itself,
   * there as `detail`; `brought`: the home comes with the system of the host, by `detail`; `systemless`: there is no
   * system of it to deploy.
   */
  readonly reason: "pulls" | "elsewhere" | "brought" | "systemless";
  readonly detail: string;
  /** The command that deploys it there; empty where there is none. */
  readonly words: readonly string[];
}

/** The machine that commands are run on, and the login name of whoever runs them. */
export interface Here {
  readonly machine: string;
  readonly login: string | undefined;
}

/** Why something cannot be deployed from here; undefined where it can. */
export function whyNot(
  host: ResolvedHost,
  {
    target,
    command,
    here,
  }: {
    readonly target: DeployTarget;
    readonly command: DeployCommand | undefined;
    readonly here: Here;
  },
): Pick<UndeployedTarget, "reason" | "detail"> | undefined {
  const { engine } = host.deploy;
  if (target.user === undefined && pullsItself(engine)) return { reason: "pulls", detail: engine };
  if (command === undefined) {
    const isBrought = target.user !== undefined && engine !== undefined;
    return isBrought ? { reason: "brought", detail: engine } : { reason: "systemless", detail: "" };
  }
  const { login } = command;
  if (login === undefined) return undefined;
  const isOwners = target.user === undefined || here.login === login;
  if (isMachine(host, here.machine) && isOwners) return undefined;
  return { reason: "elsewhere", detail: login };
}

/** Whether a machine that calls itself so is the host: its name may have a domain behind it. */
function isMachine({ id, hostname }: ResolvedHost, machine: string): boolean {
  const name = machine.toLowerCase();
  return [hostname, id].some((one) => {
    const own = one.toLowerCase();
    return name === own || name.startsWith(`${own}.`);
  });
}
