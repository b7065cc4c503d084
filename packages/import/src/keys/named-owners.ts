import { quote } from "@fleet/diagnostics";
import type { NamedKey } from "@fleet/secrets/internal";
import type { FoundOwner } from "../found/found-keys.ts";
import { bareName, kindOfText, type OwnerKind } from "../owners/kind-words.ts";
import { type FoundSopsConfig, pathOfConfig } from "./sops-sources.ts";

/** Whose the keys in a `.sops.yaml` are, by their anchors and by what is written around them; one for each name, in order. */
export function ownersByNames(
  keys: readonly NamedKey[],
  config: Pick<FoundSopsConfig, "folder">,
): FoundOwner[] {
  const file = pathOfConfig(config);
  const owners = new Map<string, FoundOwner>();
  for (const key of keys) {
    const name = key.name ?? nameInComment(key.comment);
    if (name === undefined) continue;
    const there = owners.get(name);
    const recipients = [...new Set([...(there?.recipients ?? []), key.id])];
    if (there !== undefined) owners.set(name, { ...there, recipients });
    else
      owners.set(name, {
        name,
        recipients,
        ...tellKind(key, name),
        comment: key.comment,
        file,
        line: key.line,
      });
  }
  return [...owners.values()];
}

/** What a key is, the nearest word first: around its name, of the lists that it stands in, above it. */
function tellKind(
  { groups, headings }: NamedKey,
  name: string,
): Pick<FoundOwner, "kind" | "because"> {
  const affixed = bareName(name).kind;
  if (affixed !== undefined) return { kind: affixed, because: `it is called ${quote(name)}` };
  const lists = groups.flatMap((group) =>
    because(kindOfText(group), `it stands in the list ${quote(group)}`),
  );
  const above = headings.flatMap((heading) =>
    because(kindOfText(heading), `it stands under the comment ${quote(heading)}`),
  );
  // A heading is nearer than the mapping that all keys stand in.
  const [found] = headings.length > 0 ? [...above, ...lists] : lists;
  return found ?? { kind: null, because: null };
}

function because(
  kind: OwnerKind | undefined,
  why: string,
): { readonly kind: OwnerKind; readonly because: string }[] {
  return kind === undefined ? [] : [{ kind, because: why }];
}

/** The name behind a key that has no other, such as `ada`, `ada (laptop)`, `host mini` and `ada@laptop`. */
function nameInComment(comment: string): string | undefined {
  const [, name, more = ""] = /^([A-Za-z][\w.@+-]{0,60})(?:'s\b)?[,;:]?(.*)$/.exec(comment) ?? [];
  if (name === undefined) return undefined;
  const [, second] = /^\s*([A-Za-z][\w.@+-]{0,60})\s*$/.exec(more) ?? [];
  if (second !== undefined && kindOfText(name) !== undefined)
    return `${name.toLowerCase()}_${second}`;
  // A sentence speaks of more than a name.
  const count = more.split(/\s+/).filter((word) => word !== "").length;
  return count > 3 ||
    /^(?:the|a|an|my|our|from|derived|generated|key|age|see|todo|old|new|this)$/i.test(name)
    ? undefined
    : name;
}
