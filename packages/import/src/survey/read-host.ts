import { compareNames, type Diagnostic } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import type { FoundHost } from "../found/found-fleet.ts";
import type { FoundHome } from "../found/found-home.ts";
import type { FoundIdentity } from "../found/found-secret.ts";
import {
  type Members,
  readFlag,
  readList,
  readMembers,
  readNumber,
  readText,
  readTexts,
} from "./found-value.ts";
import { readAgeSecrets } from "./read-age-secrets.ts";
import { readFurtherSettings } from "./read-further-settings.ts";
import { readHome, readSecrets } from "./read-home.ts";
import { readRootWays } from "./read-root-ways.ts";
import { readAccounts } from "./read-user.ts";
import type { ConfigurationAnswer } from "./search/configuration-answer.ts";
import { readModules, readSourcePlaces } from "./source-places.ts";
import type { SurveyedOutput } from "./survey-question.ts";

/** What an answer came to. */
export interface ReadAnswer<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what Nix told of a host. */
export function readHost(
  source: Exclude<SurveyedOutput, "homeConfigurations">,
  name: string,
  { members }: Pick<ConfigurationAnswer, "members">,
): ReadAnswer<FoundHost> {
  const places = readSourcePlaces(members.get("source"));
  const settings = readSettings(members.get("settings"));
  const parts = { users: members.get("users"), groups: members.get("groups") };
  const { users, groups, diagnostics } = readAccounts(parts, places, name);
  const structure = readMembers(members.get("modules"));
  const trusted = readTexts(settings.get("trustedUsers"));
  const known = readTexts(settings.get("knownUsers"));
  const stateVersion = settings.get("stateVersion");
  const value: FoundHost = {
    name,
    source,
    platform: source === "nixosConfigurations" ? "nixos" : "darwin",
    system: readText(settings.get("system")),
    hostname: readText(settings.get("hostname")),
    domain: readText(settings.get("domain")),
    stateVersion: readText(stateVersion) ?? readNumber(stateVersion),
    primaryUser: readText(settings.get("primaryUser")),
    mutableUsers: readFlag(settings.get("mutableUsers")),
    sudoNeedsPassword: readFlag(settings.get("sudoNeedsPassword")),
    trustedUsers: trusted === null ? null : sortedOnce(trusted),
    knownUsers: known === null ? null : sortedOnce(known),
    users,
    groups,
    homes: readList(members.get("homes"))
      .map((home) => readHome(home, places))
      .sort((a, b) => compareNames(a.name, b.name)),
    secrets: readSecrets(members.get("secrets"), places),
    identity: readIdentity(settings),
    modules: readModules(structure.get("modules"), places),
    specialArguments: sortedOnce(readTexts(structure.get("specialArguments")) ?? []),
    rootWays: readRootWays(members.get("rootWays"), places),
    furtherSettings: readFurtherSettings(settings.get("furtherSettings"), places),
    ageSecrets: readAgeSecrets(settings.get("ageSecrets"), places),
    failures: readTexts(members.get("failures")) ?? undefined,
    tags: [],
    deployTarget: readText(settings.get("deployTarget")),
    buildHost: readText(settings.get("buildHost")),
    sshHostKey: null,
    data: null,
  };
  return { value, diagnostics };
}

/** Reads what Nix told of a home that is built on its own. */
export function readStandaloneHome(
  name: string,
  { members }: Pick<ConfigurationAnswer, "members">,
): ReadAnswer<FoundHome> {
  const places = readSourcePlaces(members.get("source"));
  const structure = readMembers(members.get("modules"));
  const home = readHome(readSettings(members.get("settings")), places);
  const value: FoundHome = {
    ...home,
    name,
    modules: readModules(structure.get("modules"), places),
    secrets: readSecrets(members.get("secrets"), places),
    failures: readTexts(members.get("failures")) ?? undefined,
  };
  return { value, diagnostics: [] };
}

/** Without sops-nix there are no paths, not even none. */
function readIdentity(settings: Members): FoundIdentity | null {
  const sshKeyPaths = readTexts(settings.get("sshKeyPaths"));
  return sshKeyPaths === null
    ? null
    : { keyFile: readText(settings.get("ageKeyFile")), sshKeyPaths };
}

function readSettings(value: JsonValue | undefined): Members {
  return new Map(
    readList(value).map((setting) => [
      readText(setting.get("name")) ?? "",
      setting.get("value") ?? null,
    ]),
  );
}

function sortedOnce(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareNames);
}
