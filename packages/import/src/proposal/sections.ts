import type { FleetDeclaration } from "@fleet/core";

/** The sections of a declaration in the order in which people write them. */
const sections: readonly (keyof FleetDeclaration)[] = [
  "$schema",
  "users",
  "hosts",
  "serviceAccounts",
  "groups",
  "root",
  "operators",
  "secrets",
  "profiles",
  "aggregates",
  "features",
  "layout",
  "defaults",
  "policy",
  "data",
];

/**
 * A declaration with a section, in the place of what was there. One that is new goes before the first that people write
 * behind it; the others keep their order.
 */
export function withSection<K extends keyof FleetDeclaration>(
  declaration: FleetDeclaration,
  section: K,
  value: FleetDeclaration[K],
): FleetDeclaration {
  if (Object.hasOwn(declaration, section)) return { ...declaration, [section]: value };
  const later = new Set<string>(sections.slice(sections.indexOf(section) + 1));
  const names = Object.keys(declaration);
  const at = names.findIndex((name) => later.has(name));
  const isAhead = (name: string) => at === -1 || names.indexOf(name) < at;
  return {
    ...pick(declaration, isAhead),
    [section]: value,
    ...pick(declaration, (name) => !isAhead(name)),
    // They are there already, and keep their places.
    users: declaration.users,
    hosts: declaration.hosts,
  };
}

function pick(
  declaration: FleetDeclaration,
  isWanted: (name: string) => boolean,
): Partial<FleetDeclaration> {
  const picked: Partial<FleetDeclaration> = { ...declaration };
  for (const name of Object.keys(picked)) {
    if (!isWanted(name)) Reflect.deleteProperty(picked, name);
  }
  return picked;
}
