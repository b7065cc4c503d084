import { type Path, quote } from "@fleet/diagnostics";

/** The key in front of a value, as it is written; nothing in a list, and for the declaration itself. */
export function writeKey(path: Path): string {
  const key = path.at(-1);
  if (typeof key !== "string") return "";
  return /^[A-Za-z_$][\w$]{0,60}$/.test(key) ? `${key}: ` : `${quote(key)}: `;
}
