import { hostIdProblem, systems } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { FoundHost } from "../../found/found-fleet.ts";
import type { AssignedOwner } from "../../found/found-keys.ts";
import { unsaidHost } from "../../found/unsaid.ts";
import type { Remark } from "../../proposal/proposal.ts";
import type { FoldedHost } from "../folded-host.ts";
import type { LeftList } from "../left-list.ts";

const guessed = { linux: "x86_64-linux", darwin: "aarch64-darwin" } as const;

interface Notes {
  readonly left: LeftList;
  readonly remarks: Remark[];
}

/** The hosts that can be declared, by id: those that were found, then those whose keys alone are known. */
export function listHosts(
  found: readonly FoundHost[],
  owners: readonly AssignedOwner[],
  { left, remarks }: Notes,
): ReadonlyMap<string, FoldedHost> {
  const hosts = new Map<string, FoldedHost>();
  const ofKeys = owners
    .filter(({ kind }) => kind === "host")
    .map(({ name }) => ({ ...unsaidHost(name, "sops"), modules: [] }));
  for (const host of [...found, ...ofKeys]) {
    const id = host.name;
    const problem = id === "__proto__" ? "JavaScript keeps it for itself." : hostIdProblem(id);
    if (problem !== undefined) {
      left.add({
        kind: "host",
        about: quote(id),
        message: `No host can be called so: ${problem}`,
        help: "Give it another name in the flake, and import it again.",
      });
      continue;
    }
    if (hosts.has(id)) continue;
    const folded = foldHost(id, host);
    if (folded.system !== host.system) remarks.push(guessOfSystem(folded));
    hosts.set(id, folded);
  }
  return hosts;
}

function foldHost(id: string, found: FoundHost): FoldedHost {
  const known: readonly string[] = systems;
  const isMac =
    found.platform === "darwin" ||
    found.source === "darwinConfigurations" ||
    (found.platform === null && found.system?.endsWith("-darwin") === true);
  const fits = found.system !== null && found.system.endsWith("-darwin") === isMac;
  const system =
    found.system !== null && fits && known.includes(found.system)
      ? found.system
      : guessed[isMac ? "darwin" : "linux"];
  return { id, found, platform: isMac ? "darwin" : "nixos", system };
}

function guessOfSystem({ id, found }: FoldedHost): Remark {
  const why =
    found.system === null ? "nobody says what it is" : `it is said to be ${quote(found.system)}`;
  return { path: ["hosts", id, "system"], text: why, isGuess: true };
}
