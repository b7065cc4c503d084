import { fieldsOf } from "../../fleet-json/json-value.ts";
import { type Comparison, tellUntold } from "../facts/comparison.ts";
import {
  compareLists,
  type FieldDifference,
  isSame,
  listDifferences,
  listEntryDifferences,
} from "../facts/field-differences.ts";
import { listOf } from "../facts/fleet-facts.ts";
import { compareReleases } from "../hosts/releases.ts";
import type { DraftChange } from "../planned-change.ts";
import type { AccountPair } from "./account-pair.ts";
import { placeOfValue } from "./account-places.ts";

/** What changes about a home. Where there is one on one side alone, all of it comes or goes with it. */
export function* compareHomes(
  comparison: Comparison,
  pair: AccountPair,
  { before, after }: FieldDifference,
): Iterable<DraftChange> {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const about = (field: string) => ({
    host: pair.host,
    who: `user:${pair.user}`,
    place: placeOfValue(comparison, pair, { field }),
  });
  const isOneSided =
    [old, now].some(({ mode }) => mode === "none") && !isSame(old["mode"], now["mode"]);
  for (const difference of listDifferences(old, now, { scope: "home", sides: comparison })) {
    const { field, before: was, after: is, untold } = difference;
    if (isOneSided && field !== "mode") continue;
    if (untold !== undefined) yield tellUntold(difference, about(field));
    else if (field === "mode")
      yield { kind: "home-mode-changed", ...about(field), before: was, after: is };
    else if (field === "profile")
      yield { kind: "profile-changed", ...about(field), before: was, after: is };
    else if (field === "stateVersion")
      yield { ...about(field), what: "home", ...compareReleases(was, is) };
    else if (field === "modules")
      yield* compareModules("home-modules-changed", about(field), difference);
    else if (field === "secrets") yield* compareWired(about(field), difference);
    else
      yield {
        kind: "setting-changed",
        ...about(field),
        what: `home.${field}`,
        before: was,
        after: is,
      };
  }
}

type About = Pick<DraftChange, "host" | "who" | "place">;

/** Modules that are imported no longer, and now; `before` and `after` name those alone. */
export function* compareModules(
  kind: "modules-changed" | "home-modules-changed",
  about: About,
  { before, after }: FieldDifference,
): Iterable<DraftChange> {
  const { added, removed, isReordered } = compareLists(listOf(before), listOf(after));
  if (added.length + removed.length > 0) {
    yield { kind, ...about, before: removed.map(moduleText), after: added.map(moduleText) };
  }
  if (isReordered) yield { kind: "setting-changed", ...about, what: "order of modules" };
}

function moduleText(module: unknown): string {
  const { path, attr } = fieldsOf(module);
  const name = path ?? attr;
  const rest = Object.keys(fieldsOf(module)).some(
    (key) => key !== "path" && key !== "attr" && fieldsOf(module)[key] !== undefined,
  );
  return typeof name === "string" && !rest ? name : JSON.stringify(module);
}

/** Secrets that a host or a home has. */
export function* compareWired(about: About, difference: FieldDifference): Iterable<DraftChange> {
  for (const { name: what, was, is } of listEntryDifferences(difference)) {
    if (was === undefined) yield { kind: "secret-added", ...about, what, after: is };
    else if (is === undefined) yield { kind: "secret-removed", ...about, what, before: was };
    else yield { kind: "secret-changed", ...about, what, before: was, after: is };
  }
}
