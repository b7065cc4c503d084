import { isScalar, parseDocument, visit } from "yaml";

/** How a key is called in a `.sops.yaml`. */
export interface KeyAnchor {
  readonly anchor: string;
  /** What stands behind the key; "" for nothing. */
  readonly comment: string;
}

/** The anchors in a `.sops.yaml`, with their comments, by key. */
export function readAnchors(text: string): Map<string, KeyAnchor> {
  const anchors = new Map<string, KeyAnchor>();
  visit(parseDocument(text, { logLevel: "silent" }), {
    Scalar: (_, node) => {
      if (node.anchor === undefined || !isScalar(node) || typeof node.value !== "string") return;
      const comment = node.comment?.trim() ?? "";
      anchors.set(node.value.trim(), { anchor: node.anchor, comment });
    },
  });
  return anchors;
}

/** The anchors that people gave to the keys in a `.sops.yaml`, by key: mostly the names of whose they are. */
export function readAnchorNames(text: string): Map<string, string> {
  return new Map([...readAnchors(text)].map(([key, { anchor }]) => [key, anchor]));
}
