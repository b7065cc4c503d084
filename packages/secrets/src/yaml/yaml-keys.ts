import { isMap, isScalar, type Pair, type ParsedNode } from "yaml";
import { foldCase } from "../tree/parsed-file.ts";
import { isDate } from "./yaml-block.ts";
import { complain, type Reading } from "./yaml-reading.ts";

/** A key that every reader takes for the same text, and where it begins. */
export function readKey(
  { key }: Pair<ParsedNode, ParsedNode | null>,
  reading: Reading,
): { readonly start: number; readonly key: string } {
  const [start] = key.range;
  if (isMergeKey(key)) return { start, key: "<<" };
  if (isScalar(key) && typeof key.value === "string" && key.tag === undefined && !isDate(key)) {
    if (key.value !== "<<" || key.type !== "PLAIN") return { start, key: key.value };
  }
  complain(reading, "A key in it is no text, or one that sops never writes.", start);
  return { start, key: "" };
}

/** What was a merge key when sops encrypted it has the tag of one since, as no other key has a tag. */
function isMergeKey(key: ParsedNode): boolean {
  return isScalar(key) && key.tag === "tag:yaml.org,2002:merge" && key.source === "<<";
}

/** Notes a key, and that it stands there twice: to look at each pair, as the parser does, takes too long. */
export function addKey(
  keys: Set<string>,
  key: string,
  { reading, start }: { readonly reading: Reading; readonly start: number },
): void {
  if (keys.has(key)) complain(reading, "A key stands twice in one mapping.", start);
  keys.add(key);
}

/** Whether a block would come into the root by a merge key, which older versions of sops obey. */
export function hasSops(merged: ParsedNode | null): boolean {
  if (!isMap(merged)) return true;
  return merged.items.some(
    ({ key }) => !isScalar(key) || /sops|<</i.test(foldCase(String(key.value))),
  );
}
