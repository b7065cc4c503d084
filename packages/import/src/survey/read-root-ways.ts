import type { JsonValue } from "@fleet/nix-eval";
import type { FoundRootWay, RootWayKind } from "../found/found-settings.ts";
import { type Members, readList, readText, readTexts } from "./found-value.ts";
import { readFiles, type SourcePlaces } from "./source-places.ts";

const kinds: readonly RootWayKind[] = ["rule", "unread", "trusted", "keys", "login", "uid"];

/** Reads how somebody is let in or made root beside what accounts say; undefined where Nix told nothing of it. */
export function readRootWays(
  value: JsonValue | undefined,
  places: SourcePlaces,
): readonly FoundRootWay[] | undefined {
  if (value === undefined) return undefined;
  return readList(value).flatMap((told) =>
    readList(told.get("ways")).flatMap((way) => readRootWay(way, places)),
  );
}

function readRootWay(way: Members, places: SourcePlaces): FoundRootWay[] {
  const kind = kinds.find((one) => one === way.get("kind"));
  const option = readText(way.get("option"));
  if (kind === undefined || option === null) return [];
  const names = [...new Set(readTexts(way.get("names")) ?? [])];
  return [{ kind, option, names, definedIn: readFiles(way.get("definedIn"), places) }];
}
