import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { Project } from "../project.ts";
import { createModuleReader } from "./module-settings.ts";
import { isTrue, type NixSetting } from "./nix-settings.ts";

/**
 * The groups of `system.defaults` that nix-darwin writes as the primary user:
 * https://github.com/nix-darwin/nix-darwin/blob/master/modules/system/defaults-write.nix. `""` is
 * `".GlobalPreferences"`.
 */
const groups = [
  "CustomUserPreferences",
  '""',
  "LaunchServices",
  "NSGlobalDomain",
  "menuExtraClock",
  "dock",
  "finder",
  "hitoolbox",
  "magicmouse",
  "screencapture",
  "screensaver",
  "spaces",
  "trackpad",
  "universalaccess",
  "ActivityMonitor",
  "WindowManager",
  "controlcenter",
];

/**
 * The services and programs that nix-darwin runs as agents of the primary user, by what switches them on: the
 * `managedBy` of `launchd.user.agents` in https://github.com/nix-darwin/nix-darwin/tree/master/modules.
 */
const agents = [
  "programs.arqbackup",
  "services.aerospace",
  "services.chunkwm",
  "services.emacs",
  "services.ipfs",
  "services.jankyborders",
  "services.karabiner-elements",
  "services.khd",
  "services.kwm",
  "services.lorri",
  "services.mopidy",
  "services.offlineimap",
  "services.postgresql",
  "services.privoxy",
  "services.redis",
  "services.sketchybar",
  "services.skhd",
  "services.spacebar",
  "services.spotifyd",
  "services.synapse-bt",
  "services.synergy.client",
  "services.synergy.server",
  "services.trezord",
  "services.yabai",
];

const preference = new RegExp(`(?:^|\\.)(system\\.defaults\\.(?:${groups.join("|")})(?:\\..+)?)$`);
const agent = new RegExp(`(?:^|\\.)((?:${agents.join("|")}|homebrew)\\.enable)$`);
const launchd = /(?:^|\.)(launchd\.user\.(?:agents|envVariables)\.(?:[\w'-]+|""))(?:\.|$)/;

/**
 * The Macs without a primary user whose own modules set what nix-darwin does as that user: it builds nothing
 * then (`system.requiresPrimaryUser`). Each Mac once.
 */
export function reportPrimaryUsers({ world, config, fleet }: Project): Diagnostic[] {
  if (config === undefined || fleet === undefined) return [];
  const read = createModuleReader(world.disk, config.root);
  return [...fleet.resolved.hosts.values()].flatMap((host) => {
    if (host.platform !== "darwin" || host.primaryUser !== undefined) return [];
    const settings = read(host);
    if (settings.some(({ path }) => /(?:^|\.)system\.primaryUser$/.test(path))) return [];
    // Homebrew may be run as somebody else.
    const hasBrewer = settings.some(({ path }) => /(?:^|\.)homebrew\.user$/.test(path));
    const needing = settings
      .map(findNeed)
      .find((option) => option !== undefined && !(hasBrewer && option === "homebrew.enable"));
    return needing === undefined ? [] : [describeNeed(host, needing)];
  });
}

/** What of a setting nix-darwin does as the primary user; undefined where that is nothing. */
function findNeed(setting: NixSetting): string | undefined {
  const { path, value } = setting;
  const isGroup = value.endsWith("}") || value === "null";
  const found = isGroup ? undefined : preference.exec(path)?.[1];
  if (found !== undefined) return found.replace('""', '".GlobalPreferences"');
  const switched = isTrue(setting) ? agent.exec(path)?.[1] : undefined;
  return switched ?? launchd.exec(path)?.[1];
}

function describeNeed({ id, accounts }: ResolvedHost, option: string): Diagnostic {
  const all = [...accounts.values()];
  const someone = all.find(({ isAdmin }) => isAdmin.value) ?? all[0];
  const message = `The Mac ${quote(id)} has no primary user, and its modules set ${quote(option)}, which nix-darwin does as that user: nothing can be built there.`;
  const help =
    someone === undefined
      ? 'Place the person whose Mac it is on the host, and write: primaryUser: "keith".'
      : `Write whose Mac it is: primaryUser: ${quote(someone.user)}.`;
  return createProblem("primary-user-needed", message, { path: ["hosts", id], help });
}
