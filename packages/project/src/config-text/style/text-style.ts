import { lineIndent, lineStart } from "../text-lines.ts";
import type { ContainerNode, TextTree } from "../tree/text-tree.ts";
import { isMultiLine, type Sample, sampleTree } from "./style-samples.ts";

/** How a text is written, as far as that can be seen from it. */
export interface TextStyle {
  readonly newline: "\n" | "\r\n";
  /** What a level is indented by. */
  readonly unit: string;
  readonly quote: '"' | "'";
  /** Whether text is quoted, also where it could go without. */
  readonly quotesText: boolean;
  /** Behind the opening bracket of what stands on one line, and before the closing one. */
  readonly padding: { readonly object: string; readonly list: string };
  /** Behind a colon, and behind a comma within a line. */
  readonly colon: string;
  readonly comma: string;
  readonly hasTrailingComma: boolean;
  /** No line that is written is wider, if it can be broken. */
  readonly lineWidth: number;
  /** Whether what fits on one line is written on one. */
  readonly folds: { readonly object: boolean; readonly list: boolean };
  /** In blocks: whether lists are indented below their key, and whether they are in brackets. */
  readonly indentsLists: boolean;
  readonly hasFlowLists: boolean;
}

/** What is usual in a format. */
export interface UsualStyle {
  readonly hasTrailingComma: boolean;
  readonly folds: boolean;
  /** Whether what stands in brackets may go on in the next line, be the text itself on one or not. */
  readonly breaksLines: "always" | "in several lines" | "never";
}

/** Finds out how a text is written; what it does not show is as usual. */
export function detectStyle(tree: TextTree, usual: UsualStyle): TextStyle {
  const { text } = tree;
  const samples = sampleTree(tree);
  const filled = samples.flatMap(({ container }) =>
    container !== undefined && !container.isBlock && container.parts.length > 0 ? [container] : [],
  );
  const oneLine = filled.filter((container) => !isMultiLine(tree, container));
  const expanded = filled.filter((container) => isMultiLine(tree, container));
  const colon = samples.map((sample) => colonGap(text, sample)).find(isKnown) ?? " ";
  const folds = (kind: ContainerNode["kind"]) =>
    usual.folds ||
    oneLine.some((container) => container.kind === kind) ||
    (!expanded.some((container) => container.kind === kind) && isOneLineText(text));
  const mayBreak =
    usual.breaksLines === "always" ||
    (usual.breaksLines === "in several lines" && !isOneLineText(text));
  return {
    newline: text.includes("\r\n") ? "\r\n" : "\n",
    unit: samples.map((sample) => unitOf(text, sample)).find(Boolean) ?? "  ",
    quote: commonQuote(text, samples),
    quotesText: quotesAllText(text, samples),
    padding: {
      object: paddingOf(text, oneLine, "object") ?? (colon === "" ? "" : " "),
      list: paddingOf(text, oneLine, "list") ?? "",
    },
    colon,
    comma: oneLine.map((container) => commaGap(tree, container)).find(isKnown) ?? colon,
    hasTrailingComma:
      usual.hasTrailingComma &&
      (expanded.length === 0 || expanded.some((container) => endsInComma(tree, container))),
    lineWidth: mayBreak ? lineWidthOf(text, oneLine) : Number.POSITIVE_INFINITY,
    folds: { object: folds("object"), list: folds("list") },
    ...listStyle(text, samples),
  };
}

function isOneLineText(text: string): boolean {
  return !/[\r\n]\s*\S/.test(text);
}

function lineWidthOf(text: string, oneLine: readonly ContainerNode[]): number {
  return oneLine.some(({ start, end }) => end - lineStart(text, start) > 80) ? 100 : 80;
}

function isKnown(gap: string | undefined): gap is string {
  return gap !== undefined;
}

function colonGap(text: string, { container, owner }: Sample): string | undefined {
  if (owner === undefined || !("keyRange" in owner) || owner.form !== "pair") return undefined;
  if (container?.isBlock === true || owner.keyRange.end > owner.value.start) return undefined;
  return /:(\s*)$/.exec(text.slice(owner.keyRange.end, owner.value.start))?.[1]?.slice(0, 1);
}

function commaGap({ text }: TextTree, { parts }: ContainerNode): string | undefined {
  const [first, second] = parts;
  if (first === undefined || second === undefined) return undefined;
  return /^\s*,( ?)\S*$/.exec(text.slice(first.end, second.start))?.[1];
}

function paddingOf(
  text: string,
  oneLine: readonly ContainerNode[],
  kind: string,
): string | undefined {
  const sample = oneLine.find((container) => container.kind === kind);
  if (sample === undefined) return undefined;
  return /^\s/.test(text.slice(sample.start + 1, sample.start + 2)) ? " " : "";
}

function endsInComma({ code }: TextTree, { parts, end }: ContainerNode): boolean {
  return /^[\s)]*,/.test(code.slice(parts.at(-1)?.end ?? end, end));
}

/** What a container's parts are indented by beyond the line that it belongs to. */
function unitOf(text: string, { container, owner, isInBlock }: Sample): string | undefined {
  const first = container?.parts[0];
  if (container === undefined || first === undefined) return undefined;
  if (container.isBlock && (owner === undefined || !isInBlock)) return undefined;
  const outer = lineIndent(text, container.isBlock ? (owner?.start ?? 0) : container.start);
  const inner = lineIndent(text, first.start);
  return inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
}

function commonQuote(text: string, samples: readonly Sample[]): '"' | "'" {
  const starts = samples.flatMap(({ node, owner }) => [
    text[node.start],
    owner !== undefined && "keyRange" in owner ? text[owner.keyRange.start] : undefined,
  ]);
  const quotes = starts.filter((start) => start === "'" || start === '"');
  // Where no data is in quotes, code may be.
  const all = quotes.length > 0 ? quotes : (text.match(/'(?=[^'"\n]*')|"(?=[^'"\n]*")/g) ?? []);
  return all.filter((quote) => quote === "'").length * 2 > all.length ? "'" : '"';
}

function quotesAllText(text: string, samples: readonly Sample[]): boolean {
  const texts = samples.filter(
    ({ node }) => node.kind === "data" && typeof node.value === "string",
  );
  return texts.length > 0 && texts.every(({ node }) => /["']/.test(text[node.start] ?? ""));
}

function listStyle(
  text: string,
  samples: readonly Sample[],
): Pick<TextStyle, "indentsLists" | "hasFlowLists"> {
  const lists = samples.flatMap(({ container, owner, isInBlock, node }) =>
    container?.kind === "list" && isInBlock && container.parts.length > 0
      ? [{ container, owner, isInBlock, node }]
      : [],
  );
  const plain = lists.filter(({ container }) =>
    container.parts.every(({ value }) => value.kind === "data"),
  );
  return {
    indentsLists: !lists.some((sample) => sample.container.isBlock && unitOf(text, sample) === ""),
    hasFlowLists: plain.length > 0 && plain.every(({ container }) => !container.isBlock),
  };
}
