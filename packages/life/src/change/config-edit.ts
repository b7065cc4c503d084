import { type Checked, formatPath, positionAt } from "@fleet/diagnostics";
import { type ConfigText, openConfigText } from "@fleet/project";
import { createProblem } from "../codes.ts";
import type { DeclarationEdit } from "../edits/declaration-edit.ts";
import { splitEdits } from "../edits/split-edits.ts";
import {
  type EditedConfig,
  type Refusal,
  type RenamedKey,
  type RenameEdit,
  renameKey,
  writeRenamed,
} from "./renamed-key.ts";

/** The text of a config after some edits, or what is to be written by hand, edit by edit. */
export async function editConfig(
  config: EditedConfig,
  edits: readonly DeclarationEdit[],
): Promise<Checked<string>> {
  let { text } = config;
  const refused: Refusal[] = [];
  for (const together of splitEdits(edits)) {
    const edited = await editTogether({ ...config, text }, together);
    if (edited !== undefined) {
      text = edited;
      continue;
    }
    for (const edit of together) {
      const one = await editOnce({ ...config, text }, edit);
      if (typeof one === "string") text = one;
      else refused.push(one);
    }
  }
  if (refused.length === 0) return { ok: true, value: text, diagnostics: [] };
  return { ok: false, diagnostics: refused.map((refusal) => describeRefusal(config, refusal)) };
}

/** The text after edits of which none is about what another changes; undefined where they have to be made one by one. */
async function editTogether(
  config: EditedConfig,
  edits: readonly DeclarationEdit[],
): Promise<string | undefined> {
  if (edits.length < 2) return undefined;
  const opened = await openConfigText(config);
  const renames = edits.filter((edit) => edit.kind === "rename");
  if (renames.length > 0) return renameTogether(config, opened, renames);
  const values = edits.filter((edit) => edit.kind !== "rename");
  return opened.editTogether(values.map(requestOf));
}

function requestOf(edit: Exclude<DeclarationEdit, { readonly kind: "rename" }>) {
  const { path } = edit;
  const value = edit.kind === "delete" ? undefined : edit.value;
  return { path, value, way: edit.kind === "append" ? "append" : "set" } as const;
}

async function renameTogether(
  config: EditedConfig,
  opened: ConfigText,
  edits: readonly RenameEdit[],
): Promise<string | undefined> {
  const renamed: RenamedKey[] = [];
  for (const edit of edits) {
    const one = await renameKey(config, opened, edit);
    if ("reason" in one) return undefined;
    renamed.push(one);
  }
  // One key that is a part of two things, by the name of a constant, is renamed once.
  const starts = new Set(renamed.map(({ start }) => start));
  return starts.size === renamed.length ? writeRenamed(config.text, renamed) : undefined;
}

async function editOnce(config: EditedConfig, edit: DeclarationEdit): Promise<string | Refusal> {
  const opened = await openConfigText(config);
  if (edit.kind === "rename") {
    const renamed = await renameKey(config, opened, edit);
    return "reason" in renamed ? renamed : writeRenamed(config.text, [renamed]);
  }
  const { path, value, way } = requestOf(edit);
  const edited = await opened.edit(path, value, way);
  if (edited.ok) return edited.text;
  const { reason, insert, place } = edited;
  const position = place === undefined ? undefined : positionAt(config.text, place.start);
  return { edit, reason, insert, position };
}

function describeRefusal({ name }: EditedConfig, { edit, reason, insert, position }: Refusal) {
  const where = formatPath(edit.path);
  const message = `${where} cannot be edited by a command. ${reason}`;
  return createProblem("config-by-hand", message, {
    file: name,
    ...(position === undefined ? {} : { position }),
    help: describeByHand(edit, where, insert),
  });
}

function describeByHand(edit: DeclarationEdit, where: string, insert: string): string {
  switch (edit.kind) {
    case "delete":
      return `Take ${where} out by hand, then run the command again: it does the rest.`;
    case "rename":
      return `Write ${JSON.stringify(edit.to)} for the name of ${where} by hand.`;
    case "append":
    case "set":
      return `Write there: ${insert === "" ? JSON.stringify(edit.value) : insert}`;
    default:
      return edit satisfies never;
  }
}
