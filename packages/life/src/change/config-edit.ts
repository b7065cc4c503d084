import { type Checked, formatPath, type Position, positionAt } from "@fleet/diagnostics";
import { type Json, openConfigText } from "@fleet/project";
import { createProblem } from "../codes.ts";
import type { DeclarationEdit } from "../edits/declaration-edit.ts";

/** The text of a config, and how it is read. */
export interface EditedConfig {
  /** Its name in the root. */
  readonly name: string;
  readonly text: string;
  readonly stripTypes: (text: string) => string;
}

/** The text of a config after some edits, or what is to be written by hand, edit by edit. */
export async function editConfig(
  config: EditedConfig,
  edits: readonly DeclarationEdit[],
): Promise<Checked<string>> {
  let { text } = config;
  const refused: Refusal[] = [];
  for (const edit of edits) {
    const edited = await editOnce({ ...config, text }, edit);
    if (typeof edited === "string") text = edited;
    else refused.push(edited);
  }
  if (refused.length === 0) return { ok: true, value: text, diagnostics: [] };
  return { ok: false, diagnostics: refused.map((refusal) => describeRefusal(config, refusal)) };
}

interface Refusal {
  readonly edit: DeclarationEdit;
  readonly reason: string;
  /** What is to stand there; "" where something is to be taken out. */
  readonly insert: string;
  /** Of the text that the edits before it have made. */
  readonly position: Position | undefined;
}

async function editOnce(config: EditedConfig, edit: DeclarationEdit): Promise<string | Refusal> {
  if (edit.kind === "rename") return renameKey(config, edit);
  const opened = await openConfigText(config);
  const value: Json | undefined = edit.kind === "delete" ? undefined : edit.value;
  const way = edit.kind === "append" ? "append" : "set";
  const edited = await opened.edit(edit.path, value, way);
  if (edited.ok) return edited.text;
  const { reason, insert, place } = edited;
  const position = place === undefined ? undefined : positionAt(config.text, place.start);
  return { edit, reason, insert, position };
}

/** Writes another name over the one that a key has, and leaves its value and what is said of it as they are. */
async function renameKey(
  { name, text, stripTypes }: EditedConfig,
  edit: Extract<DeclarationEdit, { readonly kind: "rename" }>,
): Promise<string | Refusal> {
  const opened = await openConfigText({ name, text, stripTypes });
  const place = await opened.locate(edit.path);
  const refuse = (reason: string): Refusal => ({
    edit,
    reason,
    insert: edit.to,
    position: place === undefined ? undefined : positionAt(text, place.start),
  });
  if (place?.isExact !== true || place.key === undefined) {
    return refuse(`${formatPath(edit.path)} is not written out here, but computed.`);
  }
  const { key, value } = place;
  const written = text.slice(key.start, key.end);
  const own = String(edit.path.at(-1));
  const isPlain = written === own || written === JSON.stringify(own) || written === `'${own}'`;
  if (!isPlain) return refuse(`The name of ${formatPath(edit.path)} is computed.`);
  const after = writeKey(name, written, edit.to);
  // In `{ keith }` one word is the key and what it holds.
  const isShort = key.start === value.start && key.end === value.end;
  const renamed = isShort ? `${after}: ${written}` : after;
  return `${text.slice(0, key.start)}${renamed}${text.slice(key.end)}`;
}

/** A key in the notation of the one that it replaces, as far as that can hold it. */
function writeKey(file: string, written: string, key: string): string {
  const [mark] = written;
  if (mark === '"') return JSON.stringify(key);
  if (mark === "'") return `'${key}'`;
  const isYaml = /\.ya?ml$/.test(file);
  const bare = isYaml ? /^[A-Za-z_][\w.-]*$/ : /^[A-Za-z_$][\w$]*$/;
  const isWord = isYaml && /^(true|false|null|yes|no|on|off|y|n)$/i.test(key);
  return bare.test(key) && !isWord ? key : JSON.stringify(key);
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
