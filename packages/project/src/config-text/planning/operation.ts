import type { ConfigPath, Json } from "../config-text-types.ts";
import { quoteJson } from "../style/notations.ts";
import type { TextRange } from "../text-change.ts";
import type { Search, Step } from "../tree/find-path.ts";
import type { ContainerNode, TextNode } from "../tree/text-tree.ts";

/** What is to be done to a text. */
export type Operation =
  | { readonly kind: "none" }
  | {
      readonly kind: "replace";
      readonly node: TextNode;
      readonly value: Json;
      readonly owner: Step | undefined;
    }
  | AddOperation
  | {
      readonly kind: "remove";
      readonly container: ContainerNode;
      readonly index: number;
      readonly owner: Step | undefined;
    }
  | Refusal;

/** A new part of a container, which is the value of `owner`. */
export interface AddOperation {
  readonly kind: "add";
  readonly container: ContainerNode;
  readonly index: number;
  readonly key: string | undefined;
  readonly value: Json;
  readonly owner: Step | undefined;
}

/** Why no edit can be made, and how much of the path a person has to write at the place. */
export interface Refusal {
  readonly kind: "refuse";
  readonly reason: string;
  readonly place: TextRange | undefined;
  readonly rest: ConfigPath;
}

/** The step whose value is the node as it is written. */
export function ownerOf(steps: readonly Step[], node: TextNode): Step | undefined {
  const last = steps.at(-1);
  return last?.part.value === node ? last : undefined;
}

/** Refuses what would change at other places as well. */
export function refuseShared(name: string, search: Search, path: ConfigPath): Refusal {
  const reason = `It is written in ${quoteJson(name)}, which is used elsewhere too, and would change there as well.`;
  return refuse(reason, search, path);
}

/** Says why there is no edit, at the innermost place that the path leads to. */
export function refuse(reason: string, { steps, node }: Search, path: ConfigPath): Refusal {
  const part = steps.at(-1)?.part;
  const range = part ?? node;
  const place = range === undefined ? undefined : { start: range.start, end: range.end };
  return {
    kind: "refuse",
    reason,
    place,
    rest: path.slice(Math.min(steps.length, path.length - 1)),
  };
}

/** A path for people. */
export function showPath(path: ConfigPath): string {
  return path.length === 0 ? "The declaration" : quoteJson(path.join("."));
}
