import type { Ground } from "./disguise.ts";
import { change, indented } from "./layouts.ts";

/** Changes the wrap of the first entry, as an age file with real line breaks. */
export function rewrap(
  text: string,
  ground: Ground,
  by: (enc: string) => string,
): string | undefined {
  const { base, format } = ground;
  const enc = base.wraps.get("keith") ?? "";
  if (format === "yaml") {
    return change(
      text,
      new RegExp(`(?<=enc: )\\|\n {12}${escaped(enc.trimEnd()).replaceAll("\n", "\n {12}")}\n`),
      () => {
        const changed = by(enc);
        return changed.includes("\r") || !changed.endsWith("\n") || changed.includes("\n\n\n")
          ? `${JSON.stringify(changed)}\n`
          : `|\n${indented(changed, " ".repeat(12))}`;
      },
    );
  }
  const written = (value: string) =>
    format === "json" || format === "binary"
      ? JSON.stringify(value).slice(1, -1)
      : value.replaceAll("\n", "\\n");
  return change(text, written(enc), () => written(by(enc)));
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** An entry whose recipient is written so. */
export const named = (ground: Ground, recipient: string, wrap = "evil") =>
  ground.layout.entry(recipient, ground.wrap(wrap), 3);

export const foreign = {
  pgp: {
    fp: "E328899E936705B093E4845FB090D1B500AABD77",
    created_at: "2026-01-01T00:00:00Z",
    enc: "x",
  },
  hc_vault: {
    vault_address: "http://127.0.0.1:9",
    engine_path: "e",
    key_name: "k",
    created_at: "2026-01-01T00:00:00Z",
    enc: "x",
  },
  kms: {
    arn: "arn:aws:kms:eu-west-1:111111111111:key/x",
    created_at: "2026-01-01T00:00:00Z",
    enc: "x",
  },
  hckms: { key_id: "eu:x", created_at: "2026-01-01T00:00:00Z", enc: "x" },
} as const;

export function addForeign(
  text: string,
  { format, layout }: Ground,
  type: keyof typeof foreign,
): string | undefined {
  const fields = Object.entries(foreign[type]);
  if (format === "yaml")
    return layout.addToBlock(
      text,
      `    ${type}:\n        - ${fields.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join("          ")}`,
      "last",
    );
  if (format === "dotenv" || format === "ini")
    return (
      text +
      fields.map(([key, value]) => layout.blockLine(`${type}__list_0__map_${key}`, value)).join("")
    );
  return layout.addToBlock(text, `\t\t"${type}": ${JSON.stringify([foreign[type]])}`, "last");
}
