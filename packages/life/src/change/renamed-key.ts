import { formatPath, type Position, positionAt } from "@fleet/diagnostics";
import type { ConfigText } from "@fleet/project";
import type { DeclarationEdit } from "../edits/declaration-edit.ts";

/** The text of a config, and how it is read. */
export interface EditedConfig {
  /** Its name in the root. */
  readonly name: string;
  readonly text: string;
  readonly stripTypes: (text: string) => string;
}

/** Why a command cannot make an edit. */
export interface Refusal {
  readonly edit: DeclarationEdit;
  readonly reason: string;
  /** What is to stand there; "" where something is to be taken out. */
  readonly insert: string;
  /** Of the text that the edits before it have made. */
  readonly position: Position | undefined;
}

/** An edit that gives a key another name. */
export type RenameEdit = Extract<DeclarationEdit, { readonly kind: "rename" }>;

/** What is to stand in the place of a key, by offsets in the text. */
export interface RenamedKey {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Another name in the place of the one that a key has, which leaves its value and what is said of it as they are. */
export async function renameKey(
  { name, text }: EditedConfig,
  opened: ConfigText,
  edit: RenameEdit,
): Promise<RenamedKey | Refusal> {
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
  return { ...key, text: isShort ? `${after}: ${written}` : after };
}

/** The text with all of these in their places. */
export function writeRenamed(text: string, renamed: readonly RenamedKey[]): string {
  // From behind, so that offsets stay.
  return renamed
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, one) => `${now.slice(0, one.start)}${one.text}${now.slice(one.end)}`, text);
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
