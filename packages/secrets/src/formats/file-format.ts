/** The formats that sops keeps secrets in. */
export type FileFormat = "yaml" | "json" | "dotenv" | "ini" | "binary";

const suffixes: readonly (readonly [suffix: string, format: FileFormat])[] = [
  [".yaml", "yaml"],
  [".yml", "yaml"],
  [".json", "json"],
  [".env", "dotenv"],
  [".ini", "ini"],
];

/** The format that sops takes a file for: by the end of its name alone; everything else is binary. */
export function formatOf(path: string): FileFormat {
  return suffixes.find(([suffix]) => path.endsWith(suffix))?.[1] ?? "binary";
}

/** The format whose sops block a text seems to hold, or undefined when it holds none. */
export function sniffFormat(text: string): FileFormat | undefined {
  if (/(^|\n)sops:/.test(text) && /\n +mac:/.test(text)) return "yaml";
  if (/(^|\n)sops_mac=/.test(text)) return "dotenv";
  if (/(^|\n)\[sops\]\r?\n/.test(text)) return "ini";
  if (/^\s*\{/.test(text) && /"sops"\s*:\s*\{/.test(text)) return "json";
  return undefined;
}
