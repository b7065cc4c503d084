import type { Fleet } from "../parse/fleet.ts";

/** A file or, with "/" at its end, a folder of secrets that has the name of somebody or something in it. */
interface SecretPlace {
  readonly from: string;
  /** The same with another name. */
  readonly target: string;
}

/** The places of secrets that have the id of a user or host in braces, with both ids in its place. */
function listSecretPlaces(
  { secrets }: Pick<Fleet, "secrets">,
  { kind, id }: { readonly kind: "user" | "host"; readonly id: string },
  to: string,
): SecretPlace[] {
  if (secrets === undefined) return [];
  const own = kind === "host" ? secrets.hostFile : secrets.userFile;
  const standard = [`secrets/${kind}s/{${kind}}.yaml`, `secrets/${kind}s/{${kind}}/**`];
  const templates = [
    own,
    ...secrets.files.map(({ path }) => path),
    ...(secrets.defaultRules ? standard : []),
  ];
  return [...new Set(templates)].flatMap((template) => {
    const literal = template.includes("*")
      ? template.slice(0, template.lastIndexOf("/", template.indexOf("*")) + 1)
      : template;
    if (!literal.includes(`{${kind}}`)) return [];
    const fill = (name: string) => literal.replaceAll(`{${kind}}`, name);
    // Another name in braces stands for many, of which each would be a place.
    return fill(id).includes("{") ? [] : [{ from: fill(id), target: fill(to) }];
  });
}

/** The files that lie at the places of an old id, each with where the new one has it, as far as nothing is there. */
export function listMovedSecrets(
  fleet: Pick<Fleet, "secrets">,
  subject: { readonly kind: "user" | "host"; readonly id: string; readonly to: string },
  files: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const moves = new Map<string, string>();
  for (const { from, target } of listSecretPlaces(fleet, subject, subject.to)) {
    for (const file of files) {
      const isOf = from.endsWith("/") ? file.startsWith(from) : file === from;
      const path = `${target}${file.slice(from.length)}`;
      if (isOf && !files.has(path)) moves.set(file, path);
    }
  }
  return new Map([...moves].sort(([a], [b]) => (a < b ? -1 : 1)));
}
