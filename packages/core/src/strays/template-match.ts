/** What stands in braces in a template, by name, as a path has it. */
export type MatchedNames = ReadonlyMap<string, string>;

/** Tells which names a path has in the place of those in braces; undefined where it does not fit. */
export type TemplateMatch = (path: string) => MatchedNames | undefined;

/** No id is longer or holds anything else. */
const segment = "[\\w-][\\w.-]*?";

/** A match for one template, such as `users/{user}/{host}.nix`. A name that stands twice is the same both times. */
export function createTemplateMatch(template: string): TemplateMatch {
  const parts = template.split(/\{(\w+)\}/);
  const seen = new Set<string>();
  let pattern = "";
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) pattern += part.replace(/[^\w/-]/g, "\\$&");
    else pattern += seen.has(part) ? `\\k<${part}>` : `(?<${part}>${segment})`;
    if (index % 2 === 1) seen.add(part);
  }
  const [start = ""] = parts;
  const end = parts.at(-1) ?? "";
  const whole = new RegExp(`^${pattern}$`);
  return (path) => {
    // Nearly no path fits, and a large fleet has thousands.
    if (!path.startsWith(start) || !path.endsWith(end)) return undefined;
    const found = whole.exec(path);
    return found === null ? undefined : new Map(Object.entries(found.groups ?? {}));
  };
}
