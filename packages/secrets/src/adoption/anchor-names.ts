import { isScalar, parseDocument, visit } from "yaml";

/** The anchors that people gave to the keys in a `.sops.yaml`, by key: mostly the names of whose they are. */
export function readAnchorNames(text: string): Map<string, string> {
  const names = new Map<string, string>();
  visit(parseDocument(text, { logLevel: "silent" }), {
    Scalar: (_, node) => {
      if (node.anchor === undefined || !isScalar(node) || typeof node.value !== "string") return;
      names.set(node.value.trim(), node.anchor);
    },
  });
  return names;
}
