/** What go-yaml takes as an anchor: letters, digits, "_" and "-". A bare recipient goes by its end. */
export function anchorName(reader: string): string {
  const name = reader.startsWith("recipient:") ? `recipient_${reader.slice(-8)}` : reader;
  return name.replaceAll(/[^A-Za-z0-9_-]/g, "_");
}

/** The reader that an anchor stands for where nothing else is said: `user:ben` for `user_ben`. */
export function readerOfAnchor(anchor: string): string | undefined {
  const [, kind, id] = /^(user|host|service|operator)_(.+)$/.exec(anchor) ?? [];
  return kind === undefined || id === undefined ? undefined : `${kind}:${id}`;
}
