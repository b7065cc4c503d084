import type { UserDeclaration } from "../../declaration/declaration.ts";
import type { User } from "../fleet.ts";
import { mapValues } from "./map-values.ts";
import { normalizeAgeKeys } from "./normalize-age-keys.ts";
import { normalizeData } from "./normalize-data.ts";

/** A person, written out in full. */
export function normalizeUser(
  id: string,
  user: UserDeclaration,
  formerId: string | undefined,
): User {
  return {
    id,
    formerId,
    fullName: user.fullName ?? id,
    isNamed: user.fullName !== undefined,
    email: user.email,
    description: user.description,
    stateVersion: user.stateVersion,
    sshKeys: (user.sshKeys ?? []).map((key) => (typeof key === "string" ? { key } : key)),
    isKeyless: user.sshKeys?.length === 0,
    ageKeys: normalizeAgeKeys(user.ageKeys),
    secrets: mapValues(user.secrets, (_, secret) => secret),
    codeServer: user.services?.codeServer ?? undefined,
    own: user,
    data: normalizeData(user),
  };
}
