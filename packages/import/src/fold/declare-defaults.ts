import type { FleetDeclaration } from "@fleet/core";
import type { HomeMode } from "@fleet/core/internal";
import type { Remark } from "../proposal/proposal.ts";
import type { FoldedHomes } from "./homes/fold-homes.ts";
import type { SharedTargets } from "./hosts/share-targets.ts";
import type { StateVersions } from "./hosts/state-versions.ts";
import type { DefaultChoices } from "./people/default-choices.ts";
import type { FleetUids } from "./people/share-uids.ts";

interface Sources {
  readonly defaults: DefaultChoices;
  readonly uids: FleetUids;
  readonly versions: StateVersions;
  readonly homes: FoldedHomes;
  readonly targets: SharedTargets;
}

/** What holds for everybody who says nothing else. */
export function declareDefaults(
  { defaults: { shell, modes }, uids, versions, homes, targets }: Sources,
  remarks: Remark[],
): FleetDeclaration["defaults"] {
  if (versions.isGuess && versions.ofAll !== undefined) {
    const text = "nobody says with which release the machines began";
    remarks.push({ path: ["defaults", "stateVersion"], text, isGuess: true });
  }
  const said = (mode: HomeMode) => (mode === "integrated" ? undefined : mode);
  const homeMode = { admin: said(modes.admin), nonAdmin: said(modes.nonAdmin) };
  const isSaid = (homeMode.admin ?? homeMode.nonAdmin) !== undefined;
  const { nixos, darwin } = uids.highest;
  const range = {
    nixos: nixos > 60000 ? ([1000, nixos] as const) : undefined,
    darwin: darwin > 999 ? ([501, darwin] as const) : undefined,
  };
  const defaults = {
    shell,
    stateVersion: versions.ofAll,
    homeMode: isSaid ? homeMode : undefined,
    deploy: targets.ofAll === undefined ? undefined : { target: targets.ofAll },
    aggregates: homes.ofAll.length === 0 ? undefined : homes.ofAll,
    uid: uids.isMachines ? ("machine" as const) : undefined,
    uidRange: (range.nixos ?? range.darwin) === undefined ? undefined : range,
  };
  return Object.values(defaults).every((value) => value === undefined) ? undefined : defaults;
}

/** What is accepted because it is so already. */
export function declarePolicy(
  { shared }: FleetUids,
  remarks: Remark[],
): FleetDeclaration["policy"] {
  if (shared.length === 0) return undefined;
  const reason = "the machines had these numbers before the fleet";
  for (const index of shared.keys()) {
    remarks.push({
      path: ["policy", "sharedUids", index, "reason"],
      text: "files that move between their machines change hands",
      isGuess: true,
    });
  }
  return { sharedUids: shared.map(({ uid, users }) => ({ uid, users, reason })) };
}
