/** A part of a text: offsets in UTF-16 code units from its beginning, the end not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What stands at a range from now on; an empty range is a place to insert at. */
export interface TextChange extends TextRange {
  readonly text: string;
}

/** Applies changes, none of which overlaps another, and leaves every other byte as it is. */
export async function applyChanges(text: string, changes: readonly TextChange[]): Promise<string> {
  const { default: MagicString } = await import("magic-string");
  const edited = new MagicString(text);
  // What is appended at the end of something that is taken out later would go with it.
  const removals = changes.filter(({ start, end }) => start < end);
  for (const { start, end } of removals) edited.remove(start, end);
  for (const { start, text: inserted } of changes) edited.appendLeft(start, inserted);
  return edited.toString();
}
