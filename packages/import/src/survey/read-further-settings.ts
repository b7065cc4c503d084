import type { JsonValue } from "@fleet/nix-eval";
import type { FoundSetting } from "../found/found-settings.ts";
import { readList, readText } from "./found-value.ts";
import { readFiles, type SourcePlaces } from "./source-places.ts";

/** Reads what a system says for which a declaration has no word; undefined where Nix told nothing of it. */
export function readFurtherSettings(
  value: JsonValue | undefined,
  places: SourcePlaces,
): readonly FoundSetting[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return readList(value).flatMap((told) => {
    const [option, shown] = [readText(told.get("option")), readText(told.get("value"))];
    if (option === null || shown === null) return [];
    const login = readText(told.get("login"));
    return [{ option, login, value: shown, definedIn: readFiles(told.get("definedIn"), places) }];
  });
}
