import type { ContainerNode, Entry, Item, TextNode, TextTree } from "../tree/text-tree.ts";

/** A value of a text, to see from how it is written. */
export interface Sample {
  readonly node: TextNode;
  /** The node, where it holds others. */
  readonly container: ContainerNode | undefined;
  /** The part whose value it is, and whether that stands in a block. */
  readonly owner: Entry | Item | undefined;
  readonly isInBlock: boolean;
}

/** All values that are written out in a text, outer ones first. */
export function sampleTree({ root, names }: TextTree): Sample[] {
  const samples: Sample[] = [];
  const visit = (node: TextNode, owner: Entry | Item | undefined, isInBlock: boolean): void => {
    const container = node.kind === "object" || node.kind === "list" ? node : undefined;
    samples.push({ node, container, owner, isInBlock });
    for (const part of container?.parts ?? []) visit(part.value, part, container?.isBlock === true);
  };
  if (root !== undefined) visit(root, undefined, false);
  // An anchor's value has been visited where it stands.
  for (const { value } of names.values())
    if (value.name === undefined) visit(value, undefined, false);
  return samples;
}

/** Whether a container in brackets has its parts on lines of their own. */
export function isMultiLine({ code }: TextTree, { start, end, parts }: ContainerNode): boolean {
  return code.slice(start, parts[0]?.start ?? end).includes("\n");
}
