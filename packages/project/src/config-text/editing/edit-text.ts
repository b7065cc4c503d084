import type { ConfigEdit, ConfigPath, Json } from "../config-text-types.ts";
import { changeValue, type EditRequest, nestValue } from "../planning/change-value.ts";
import { planEdit } from "../planning/plan-edit.ts";
import { applyChanges, type TextRange } from "../text-change.ts";
import { findPath } from "../tree/find-path.ts";
import { isSameData, staticValue } from "../tree/static-value.ts";
import type { TextTree } from "../tree/text-tree.ts";
import { carryOut, type Draft, renderForHand } from "./carry-out.ts";

/** A tree with the data that it says, as far as that is certain. */
export interface Reading {
  readonly tree: TextTree;
  readonly value: Json | undefined;
}

/** What an edit needs to know of its format. */
export interface EditContext {
  readonly draft: Draft;
  readonly value: Json | undefined;
  /** Reads an edited text; undefined where it is no valid one. */
  readonly reread: (text: string) => Promise<Reading | undefined>;
}

/** Edits a text, and reads it again to see that it says what was asked for. */
export async function editText(context: EditContext, request: EditRequest): Promise<ConfigEdit> {
  const { draft } = context;
  const operation = planEdit(draft.tree, request);
  if (operation.kind === "refuse") return refuseEdit(draft, request, operation);
  const changes = carryOut(draft, operation);
  const { text } = draft.tree;
  if (operation.kind === "none") return { ok: true, text, changes: [] };
  const edited = changes === undefined ? undefined : await applyChanges(text, changes);
  const after = edited === undefined ? undefined : await context.reread(edited);
  if (
    changes === undefined ||
    edited === undefined ||
    after === undefined ||
    !says(after, context, request)
  ) {
    const { start, end } = operation.kind === "replace" ? operation.node : operation.container;
    const reason = "The text around it cannot be edited without changing something else.";
    return refuseEdit(draft, request, {
      reason,
      place: { start, end },
      rest: request.path.slice(-1),
    });
  }
  return { ok: true, text: edited, changes };
}

/** Whether an edited text says what was asked for. */
export function says(
  after: Reading,
  { value: before }: EditContext,
  request: EditRequest,
): boolean {
  const { path, value, way } = request;
  if (before !== undefined) return isSameData(after.value, changeValue(before, request));
  const { status, node } = findPath(after.tree, path);
  if (value === undefined) return status !== "found" || typeof path.at(-1) === "number";
  const said = node === undefined ? undefined : staticValue(after.tree, node);
  if (way !== "append") return status === "found" && isSameData(said, value);
  const last = node?.kind === "list" ? node.parts.at(-1)?.value : undefined;
  return last !== undefined && isSameData(staticValue(after.tree, last), value);
}

/** Tells a person what to write instead. */
export function refuseEdit(
  draft: Draft,
  { path, value }: EditRequest,
  {
    reason,
    place,
    rest,
  }: { readonly reason: string; readonly place: TextRange | undefined; readonly rest: ConfigPath },
): Extract<ConfigEdit, { ok: false }> {
  const insert =
    value === undefined ? "" : textFor(draft, place === undefined ? path : rest, value);
  return place === undefined ? { ok: false, reason, insert } : { ok: false, reason, insert, place };
}

function textFor(draft: Draft, [key, ...rest]: ConfigPath, value: Json): string {
  const nested = nestValue(rest, value) ?? value;
  return renderForHand(draft, [typeof key === "string" ? key : undefined, nested]);
}
