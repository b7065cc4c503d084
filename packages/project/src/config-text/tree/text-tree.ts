import type { Json } from "../config-text-types.ts";
import type { TextRange } from "../text-change.ts";

/** The data in a text, in whichever format it is written. */
export interface TextTree {
  readonly text: string;
  /** The text with types blanked out, of equal length. */
  readonly code: string;
  /** The declaration; undefined where it is not written out. */
  readonly root: TextNode | undefined;
  /** What constants and anchors stand for. */
  readonly names: ReadonlyMap<string, NamedNode>;
}

/** What a name stands for. */
export interface NamedNode {
  readonly value: TextNode;
  /** As it is written. */
  readonly name: string;
  /** Whether more than one place would feel a change. */
  readonly isShared: boolean;
}

/** A value as it is written. */
export type TextNode = ObjectNode | ListNode | DataNode | NameNode | CodeNode;

/** What all nodes have. */
interface BaseNode extends TextRange {
  /** The name that other places know it by: of an anchor in YAML. */
  readonly name?: string;
}

/** Keys and values, in order. */
export interface ObjectNode extends BaseNode {
  readonly kind: "object";
  readonly parts: readonly Entry[];
  /** Whether it is written by indentation, not in braces. */
  readonly isBlock: boolean;
}

/** Items, in order. */
export interface ListNode extends BaseNode {
  readonly kind: "list";
  readonly parts: readonly Item[];
  readonly isBlock: boolean;
}

/** Text, a number, a truth value or null. */
interface DataNode extends BaseNode {
  readonly kind: "data";
  readonly value: Json;
}

/** The name of a constant, or an alias; `keys` lead further, as in `people.keith`. */
interface NameNode extends BaseNode {
  readonly kind: "name";
  readonly target: string;
  readonly keys: readonly string[];
}

/** What has to be computed. */
interface CodeNode extends BaseNode {
  readonly kind: "code";
}

/** A part of an object. */
export interface Entry extends TextRange {
  /** `code` is what is no plain value, as a getter; `merge` yields to all keys of its object. */
  readonly form: "pair" | "spread" | "merge" | "code";
  /** Undefined where it is not certain, and of spreads. */
  readonly key: string | undefined;
  readonly keyRange: TextRange;
  readonly value: TextNode;
  /** In blocks: behind the colon and what belongs to it. */
  readonly headEnd: number;
}

/** A part of a list. */
export interface Item extends TextRange {
  readonly form: "item" | "spread";
  readonly value: TextNode;
  /** In blocks: behind the dash and what belongs to it. */
  readonly headEnd: number;
}

/** What holds other values. */
export type ContainerNode = ObjectNode | ListNode;
