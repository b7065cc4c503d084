import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import type { DeclaredContext } from "../checks/check.ts";
import { badValue } from "../checks/values/bad-value.ts";
import { coreCodes } from "../codes.ts";
import type { Fleet, Host } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import { isDisabledOn } from "../resolve/accounts/disabled.ts";

// Machines keep the release they began with: 13.10, 14.04 and 14.12, 15.09 to 20.09 in March and
// September, since then in May and November.
const releases = /^(13\.10|14\.(04|12)|15\.09|1[6-9]\.0[39]|20\.0[39]|(2[1-9]|[34]\d)\.(05|11))$/;

/** The release that a number likely is, which YAML made of what was not in quotes; undefined where it is none. */
function releaseOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? value.toFixed(2) : "";
  return Number(text) === value && releases.test(text) ? text : undefined;
}

/** Where nix-darwin's own number goes, which counts upwards from 1 (`system.stateVersion`). */
function numberOfDarwin(number: number | string): string {
  return `nix-darwin's own number stands in a module of the Mac: \`system.stateVersion = ${number};\`.`;
}

/** Whether it is such a number, as it is written or in quotes. */
function isNumberOfDarwin(value: unknown): value is number | string {
  return (typeof value === "number" || typeof value === "string") && /^[1-9]\d?$/.test(`${value}`);
}

// The releases that home-manager knows begin with 18.09 (`home.stateVersion`, modules/misc/version.nix).
const beforeHomes = /^(1[3-7]\.|18\.03)/;

/** What to write where a release belongs, for what stands at `path`. */
export function releaseHelp(value: unknown, path: Path, isMac: boolean): string {
  const release = releaseOf(value) ?? "24.05";
  const line = `stateVersion: ${quote(release)}`;
  if (releaseOf(value) !== undefined) return `Put it in quotes: ${line}.`;
  const whose =
    path[0] === "users" || isMac
      ? "the release of home-manager that the home began with"
      : "the release of NixOS that it was installed with";
  const other = isNumberOfDarwin(value) && path[0] !== "users" ? ` ${ofDarwin(value, path)}` : "";
  return `Write ${whose}, such as ${line}.${other}`;
}

function ofDarwin(value: number | string, path: Path): string {
  const sentence = numberOfDarwin(value);
  return path[0] === "defaults" ? `If it is for Macs: ${sentence}` : upper(sentence);
}

/** Whether a text is a release of NixOS, or one that home-manager knows. */
export function isRelease(text: string, of: "nixos" | "home"): boolean {
  return releases.test(text) && !(of === "home" && beforeHomes.test(text));
}

/** Releases look like releases. */
export function* stateVersionsAreReleases({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  const { users, hosts, defaults } = fleet;
  yield* stateVersion(defaults.stateVersion, ["defaults", "stateVersion"], false);
  for (const [id, { stateVersion: version, platform }] of hosts) {
    if (version === undefined) continue;
    yield* stateVersion(version, ["hosts", id, "stateVersion"], platform !== "nixos");
  }
  for (const [id, user] of users) {
    yield* stateVersion(user.stateVersion, ["users", id, "stateVersion"], false);
  }
}

function* stateVersion(
  version: string | undefined,
  path: Path,
  isMac: boolean,
): Iterable<Diagnostic> {
  if (version === undefined) return;
  const isOfHome = path[0] === "users" || (isMac && path[0] === "hosts");
  if (isRelease(version, isOfHome ? "home" : "nixos")) return;
  const of = isMac || path[0] === "users" ? "home-manager" : "NixOS";
  yield badValue("state-version", path, {
    message: `${quote(version)} is no release of ${of}.`,
    help: releaseHelp(version, path, isMac),
  });
}

/** What is said of a host that needs a release and has none, or undefined. */
export function checkStateVersion(fleet: Fleet, host: Host): Diagnostic | undefined {
  const { defaults, gaps } = fleet;
  const { id, platform } = host;
  if (host.stateVersion !== undefined || defaults.stateVersion !== undefined) return undefined;
  const places = [
    ["defaults", "stateVersion"],
    ["hosts", id, "stateVersion"],
  ];
  if (places.some((place) => isGap(gaps, place))) return undefined;
  const isNixos = platform === "nixos";
  if (!isNixos && !hasHomeWithoutRelease(fleet, host)) return undefined;
  return coreCodes.create(
    "missing-state-version",
    isNixos
      ? `The host ${quote(id)} has no \`stateVersion\`, and \`defaults\` has none either.`
      : `The homes on the host ${quote(id)} have no \`stateVersion\`, and \`defaults\` has none either.`,
    { path: ["hosts", id], help: missingHelp(platform) },
  );
}

function missingHelp(platform: Host["platform"]): string {
  const line = 'such as stateVersion: "24.05", and never change it.';
  if (platform === "nixos") return `Write the release the host was installed with, ${line}`;
  const help = `Write the release of home-manager that they began with, ${line}`;
  return platform === "darwin" ? `${help} ${upper(numberOfDarwin(6))}` : help;
}

function upper(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Where the system takes no release from fleet, only the homes need one. */
function hasHomeWithoutRelease({ users, defaults, gaps }: Fleet, host: Host): boolean {
  for (const placement of host.placements.values()) {
    const { user: id, own } = placement;
    const user = users.get(id);
    if (user === undefined || user.stateVersion !== undefined) continue;
    if (isDisabledOn(user, placement)) continue;
    if (isGap(gaps, ["users", id, "stateVersion"])) continue;
    const isAdmin = own.isAdmin ?? user.own.isAdmin ?? false;
    const byRole = isAdmin ? defaults.adminHomeMode : defaults.nonAdminHomeMode;
    const otherwise = host.platform === "linux" ? undefined : byRole;
    if ((own.home ?? user.own.home ?? otherwise) !== "none") return true;
  }
  return false;
}
