import type {
  AgeKeyDeclaration,
  AgeKeysDeclaration,
} from "../../declaration/secret-declaration.ts";
import type { DeclaredAgeKey } from "../fleet.ts";
import { mapValues } from "./map-values.ts";

/** The keys of somebody: those of a list in its order, others in order of their names. */
export function normalizeAgeKeys(declared: AgeKeysDeclaration = []): readonly DeclaredAgeKey[] {
  if (isList(declared)) return declared.map((key, name) => ({ key, name }));
  return [...mapValues(declared, (name, key) => ({ key, name })).values()];
}

function isList(declared: AgeKeysDeclaration): declared is readonly AgeKeyDeclaration[] {
  return Array.isArray(declared);
}
