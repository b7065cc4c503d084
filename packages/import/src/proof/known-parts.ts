import type { FoundHost } from "../found/found-fleet.ts";
import type { SurveyGap } from "../survey/survey-flake.ts";

/** A host before and after. */
export interface HostPair {
  readonly before: FoundHost;
  readonly after: FoundHost;
}

/** What of a gap was known before: what could not be told of the flake as it is has not changed. */
export function takeKnown(gap: SurveyGap, before: FoundHost): SurveyGap | undefined {
  const { part, names } = gap;
  if (part === "modules") return before.modules === null ? undefined : gap;
  if (names === null) return gap;
  const known = new Set(listNames(before, part));
  const left = names.filter((name) => known.has(name));
  return left.length === 0 ? undefined : { ...gap, names: left };
}

function listNames(host: FoundHost, part: SurveyGap["part"]): string[] {
  if (part === "groups") return host.groups.map(({ name }) => name);
  if (part === "homes") return host.homes.map(({ name }) => name);
  if (part === "secrets") return host.secrets.map(({ name }) => name);
  return host.users.map(({ login }) => login);
}

/** A host before and after, both without what Nix could not tell of the later one: nobody can say how that came out. */
export function leaveOutGaps(pair: HostPair, gaps: readonly SurveyGap[]): HostPair {
  return gaps.reduce(leaveOutGap, pair);
}

function leaveOutGap({ before, after }: HostPair, { part, names }: SurveyGap): HostPair {
  const isKnown = (name: string) => names !== null && !names.includes(name);
  const leaveOut = (host: FoundHost): FoundHost => {
    if (part === "users")
      return { ...host, users: host.users.filter(({ login }) => isKnown(login)) };
    if (part === "shells")
      return { ...host, users: host.users.map((user) => ({ ...user, shell: null })) };
    if (part === "groups")
      return { ...host, groups: host.groups.filter(({ name }) => isKnown(name)) };
    if (part === "homes") return { ...host, homes: host.homes.filter(({ name }) => isKnown(name)) };
    if (part === "secrets") {
      return { ...host, secrets: host.secrets.filter(({ name }) => isKnown(name)) };
    }
    return part === "modules" ? { ...host, modules: null } : host;
  };
  if (part !== "settings") return { before: leaveOut(before), after: leaveOut(after) };
  const { users, groups, homes, secrets, modules } = after;
  return { before, after: { ...before, users, groups, homes, secrets, modules } };
}
