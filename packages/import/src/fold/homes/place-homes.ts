import { hostIdProblem, loginNameProblem } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { FoundFleet } from "../../found/found-fleet.ts";
import { unsaidHost } from "../../found/unsaid.ts";
import type { FoldedHost } from "../folded-host.ts";
import type { LeftList } from "../left-list.ts";
import { createHomeFinder, declarableHome, type PlacedHome } from "./found-homes.ts";

/** All homes that are somebody's on a host, and the machines on which there are homes alone. */
export interface PlacedHomes {
  /** By host, then in the order of the flake. */
  readonly byHost: ReadonlyMap<string, readonly PlacedHome[]>;
  readonly machines: readonly FoldedHost[];
}

/** Says where each home is. */
export function placeHomes(
  fleet: FoundFleet,
  hosts: ReadonlyMap<string, FoldedHost>,
  left: LeftList,
): PlacedHomes {
  const byHost = new Map<string, PlacedHome[]>();
  const machines = new Map<string, FoldedHost>();
  const add = (placed: PlacedHome) => {
    const known = byHost.get(placed.host);
    if (known === undefined) byHost.set(placed.host, [placed]);
    else known.push(placed);
  };
  for (const { id, found } of hosts.values()) {
    for (const home of found.homes) {
      add({ host: id, login: home.login ?? home.name, kind: "integrated", home });
    }
  }
  const find = createHomeFinder([...hosts.values()].map(({ found }) => found));
  for (const home of fleet.homes) {
    const found = find(home);
    const host = found?.host ?? (found === undefined ? undefined : findMachine(found, home.system));
    const isCarried = declarableHome(home) !== undefined;
    if (found === undefined || host === undefined || (found.host === undefined && !isCarried)) {
      left.add({
        kind: "home",
        about: quote(home.name),
        message:
          found === undefined
            ? "It is built on its own, and its name does not say on which host it is whose."
            : "It is built on its own, on a host that was not found.",
        help: 'It goes on as it is; to have fleet build it, declare the host with `platform: "linux"`, and place the user there.',
        files: home.definedIn,
      });
      continue;
    }
    if (found.host === undefined && !machines.has(host)) {
      machines.set(host, machineOf(host, home.system ?? "x86_64-linux"));
    }
    add({ host, login: found.login, kind: "standalone", home });
  }
  return { byHost, machines: [...machines.values()] };
}

/** A machine that nobody but a home speaks of. */
function findMachine(
  { login, label }: { readonly login: string; readonly label: string },
  system: string | null,
): string | undefined {
  const isUsable =
    hostIdProblem(label) === undefined &&
    label !== "__proto__" &&
    loginNameProblem(login) === undefined &&
    system?.endsWith("-linux") === true;
  return isUsable ? label : undefined;
}

function machineOf(id: string, system: string): FoldedHost {
  const found = { ...unsaidHost(id, "homeConfigurations"), system, modules: [] };
  return { id, found, platform: "linux", system };
}
