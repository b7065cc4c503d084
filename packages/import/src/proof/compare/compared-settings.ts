import type { FoundSetting } from "../../found/found-settings.ts";
import type { ComparedHosts } from "./compared-accounts.ts";
import { type ComparedPlace, comparePairs } from "./compared-values.ts";
import { nothing, showOption } from "./shown-value.ts";

/** Compares what no declaration has a word for: of systems, modules have to go on saying it. */
export function compareFurtherSettings(
  place: ComparedPlace,
  { later, before, after }: ComparedHosts,
): void {
  if (later === "declared" || !before.furtherSettings || !after.furtherSettings) return;
  const [old, now] = [before, after].map(({ furtherSettings = [] }) => byOption(furtherSettings));
  for (const [key, { name, kind }] of new Map([...(old ?? []), ...(now ?? [])])) {
    const pair = { name, before: old?.get(key)?.value, after: now?.get(key)?.value };
    comparePairs({ ...place, kind }, [pair]);
  }
}

function byOption(settings: readonly FoundSetting[]) {
  return new Map(
    settings.map(({ option, login, value }) => {
      const name = login === null ? option.split(".") : ["users", "users", login, option];
      const kind: ComparedPlace["kind"] = login === null ? "hosts" : "accounts";
      return [JSON.stringify(name), { name, kind, value }] as const;
    }),
  );
}

interface Failures {
  readonly before: readonly string[] | undefined;
  readonly after: readonly string[] | undefined;
}

/** Tells of each assertion that fails and did not before: for it, Nix would not build the system or home. */
export function compareFailures(
  { tally, later, host, option }: Pick<ComparedPlace, "tally" | "later" | "host" | "option">,
  { before = [], after = [] }: Failures,
): void {
  if (later === "declared") return;
  const known = new Set(before);
  for (const message of new Set(after)) {
    if (known.has(message)) continue;
    tally.differ(host, {
      kind: option.length === 0 ? "hosts" : "homes",
      what: showOption(...option, "assertions"),
      before: nothing,
      after: "one fails, so that Nix does not build it",
      reason: shorten(message),
    });
  }
}

/** So many characters of what somebody says. */
const shownLength = 300;

function shorten(message: string): string {
  const text = message.replaceAll(/\s+/g, " ").trim();
  return text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text;
}
