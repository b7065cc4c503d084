import type { Json } from "../config-text-types.ts";
import { changeValue, type EditRequest } from "../planning/change-value.ts";
import { planEdit } from "../planning/plan-edit.ts";
import { applyChanges, type TextChange } from "../text-change.ts";
import { isSameData } from "../tree/static-value.ts";
import { carryOut } from "./carry-out.ts";
import { type EditContext, says } from "./edit-text.ts";

/**
 * The text after edits that are made in one step, and read again once; undefined where one of them cannot be made, or
 * touches another. Of a large config with an edit for every host, each step costs as much as reading all of it.
 */
export async function editTogether(
  context: EditContext,
  requests: readonly EditRequest[],
): Promise<string | undefined> {
  const { draft, value: before } = context;
  const changes: (readonly TextChange[])[] = [];
  for (const request of requests) {
    const operation = planEdit(draft.tree, request);
    const own = carryOut(draft, operation);
    if (own === undefined) return undefined;
    changes.push(own);
  }
  if (doTouch(changes)) return undefined;
  const edited = await applyChanges(draft.tree.text, changes.flat());
  const after = await context.reread(edited);
  if (after === undefined) return undefined;
  const isSaid =
    before === undefined
      ? requests.every((request) => says(after, context, request))
      : isSameData(
          after.value,
          requests.reduce<Json | undefined>(
            (value, request) => changeValue(value, request),
            before,
          ),
        );
  return isSaid ? edited : undefined;
}

/** Whether what one edit changes, with all between, meets what another does. */
function doTouch(changes: readonly (readonly TextChange[])[]): boolean {
  const ranges = changes
    .filter((own) => own.length > 0)
    .map((own) => ({
      start: Math.min(...own.map(({ start }) => start)),
      end: Math.max(...own.map(({ end }) => end)),
    }))
    .sort((a, b) => a.start - b.start);
  return ranges.some(({ start }, at) => start <= (ranges[at - 1]?.end ?? -1));
}
