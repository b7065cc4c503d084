import { compareNames } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import type { FoundHome } from "../found/found-home.ts";
import type { FoundSecret } from "../found/found-secret.ts";
import { type Members, readFlag, readList, readText, readTexts } from "./found-value.ts";
import { readFiles, readModules, type SourcePlaces } from "./source-places.ts";

/** A home, built with a system or on its own. */
export function readHome(home: Members, places: SourcePlaces): FoundHome {
  return {
    name: readText(home.get("name")) ?? "",
    login: readText(home.get("login")),
    homeDirectory: readText(home.get("homeDirectory")),
    stateVersion: readText(home.get("stateVersion")),
    system: readText(home.get("system")),
    fullName: readText(home.get("fullName")),
    email: readText(home.get("email")),
    shells: readTexts(home.get("shells")),
    modules: readModules(home.get("modules"), places),
    secrets: readSecrets(home.get("secrets"), places),
    definedIn: readFiles(home.get("definedIn"), places),
  };
}

/** What sops-nix decrypts, by name, in order. */
export function readSecrets(value: JsonValue | undefined, places: SourcePlaces): FoundSecret[] {
  return readList(value)
    .map((secret) => readSecret(secret, places))
    .sort((a, b) => compareNames(a.name, b.name));
}

function readSecret(secret: Members, places: SourcePlaces): FoundSecret {
  const file = readText(secret.get("file")) ?? "";
  const format = readText(secret.get("format")) ?? "";
  return {
    name: readText(secret.get("name")) ?? "",
    // Of a file that was copied to Nix's store by itself, only its name is known.
    file: places.namePath(file) ?? places.nameFile(file).path,
    // Of all other formats sops-nix takes the whole file, whatever key it is told.
    key: format === "yaml" || format === "json" ? (readText(secret.get("key")) ?? "") : "",
    format,
    mode: readText(secret.get("mode")),
    owner: readText(secret.get("owner")),
    group: readText(secret.get("group")),
    path: readText(secret.get("path")),
    neededForUsers: readFlag(secret.get("neededForUsers")) ?? false,
    restartUnits: readTexts(secret.get("restartUnits")) ?? [],
    reloadUnits: readTexts(secret.get("reloadUnits")) ?? [],
    definedIn: readFiles(secret.get("definedIn"), places),
  };
}
