import { positionAt } from "@fleet/diagnostics";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { PathLocator } from "./locate-path.ts";
import { yamlOptions } from "./parse-yaml.ts";

/** A locator for a YAML document; see `createPathLocator`. */
export function createYamlLocator(text: string): PathLocator {
  const document = parseDocument(text, yamlOptions);
  return (path) => {
    let node: unknown = document.contents;
    let offset = path.length === 0 ? startOf(node) : undefined;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (isMap(node)) {
        const pair = node.items.find((item) => keyOf(item.key) === String(key));
        if (pair === undefined) break;
        offset = startOf(pair.key);
        node = pair.value;
      } else if (isSeq(node) && typeof key === "number") {
        node = node.items[key];
        if (node === undefined) break;
        offset = startOf(node);
      } else {
        break;
      }
    }
    return offset === undefined ? undefined : positionAt(text, offset);
  };
}

function keyOf(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  const range: unknown =
    typeof node === "object" && node !== null ? Reflect.get(node, "range") : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === "number" ? start : undefined;
}
