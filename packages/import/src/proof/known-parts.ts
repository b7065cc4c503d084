import type { FoundHost } from "../found/found-fleet.ts";
import type { SurveyGap } from "../survey/survey-flake.ts";

/** A host before and after. */
export interface HostPair {
  readonly before: FoundHost;
  readonly after: FoundHost;
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

/** What of these gaps was none before: nobody can say that fleet broke what was broken. */
export function withoutKnown(
  gaps: readonly SurveyGap[],
  known: readonly SurveyGap[],
): readonly SurveyGap[] {
  return gaps.flatMap((gap) => {
    const before = known.filter(
      ({ source, name, part }) => source === gap.source && name === gap.name && part === gap.part,
    );
    if (before.some(({ names }) => names === null)) return [];
    if (gap.names === null) return [gap];
    const isKnown = new Set(before.flatMap(({ names }) => names ?? []));
    const names = gap.names.filter((name) => !isKnown.has(name));
    return names.length === 0 ? [] : [{ ...gap, names }];
  });
}
