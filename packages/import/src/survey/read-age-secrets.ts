import type { JsonValue } from "@fleet/nix-eval";
import type { FoundAgeSecret } from "../found/found-settings.ts";
import { readList, readText } from "./found-value.ts";
import type { SourcePlaces } from "./source-places.ts";

/** Reads what agenix decrypts for a system, in order; undefined where Nix told nothing of it. */
export function readAgeSecrets(
  value: JsonValue | undefined,
  places: SourcePlaces,
): readonly FoundAgeSecret[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return readList(value).flatMap((secret) => {
    const [name, file] = [readText(secret.get("name")), readText(secret.get("file"))];
    if (name === null || file === null) return [];
    const textOf = (key: string) => readText(secret.get(key));
    return {
      name,
      file: places.namePath(file) ?? places.nameFile(file).path,
      mode: textOf("mode"),
      owner: textOf("owner"),
      group: textOf("group"),
      path: textOf("path"),
    };
  });
}
