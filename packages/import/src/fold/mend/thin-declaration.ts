import type { FleetDeclaration, HostDeclaration } from "@fleet/core";

/**
 * The same declaration with the accounts of one host of each kind: of those that say the same and that nothing names
 * by their ids, the others keep none. What is wrong with any of them is wrong with the one, and a large fleet has
 * thousands of hosts of a few kinds.
 */
export function thinDeclaration(declaration: FleetDeclaration): FleetDeclaration {
  const { hosts, ...rest } = declaration;
  const isNamed = listWords(rest);
  const kinds = new Set<string>();
  const thinned = Object.entries(hosts).map(([id, host]): [string, HostDeclaration] => {
    if (isNamed.has(id)) return [id, host];
    // Where its modules lie has nothing to do with who has an account.
    const kind = JSON.stringify({ ...host, modules: undefined });
    if (!kinds.has(kind)) {
      kinds.add(kind);
      return [id, host];
    }
    const { users: _, primaryUser: __, ...others } = host;
    return [id, others];
  });
  return { ...declaration, hosts: Object.fromEntries(thinned) };
}

/** All words of plain data that could be the id of a host: `mini` of `admins@mini` as well. */
function listWords(data: unknown): Set<string> {
  const words = new Set<string>();
  const look = (value: unknown) => {
    if (typeof value === "string") {
      words.add(value);
      for (const word of value.split(/[:@]/)) words.add(word);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        words.add(key);
        look(one);
      }
    }
  };
  look(data);
  return words;
}
