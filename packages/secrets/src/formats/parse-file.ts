import { createTextDecoder } from "../tree/decoded-text.ts";
import { breakFile, type ParsedFile } from "../tree/parsed-file.ts";
import { parseYamlFile } from "../yaml/yaml-file.ts";
import { parseDotenvFile } from "./dotenv-file.ts";
import type { FileFormat } from "./file-format.ts";
import { parseIniFile } from "./ini-file.ts";
import { parseJsonFile } from "./json-file.ts";

/**
 * Reads a file in its format, all of it and strictly: what one version of sops reads otherwise than another,
 * or than is read here, is refused.
 */
export function parseText(text: string, format: FileFormat): ParsedFile {
  switch (format) {
    case "yaml":
      return parseYamlFile(text);
    case "json":
    case "binary":
      return parseJsonFile(text, format);
    case "dotenv":
      return parseDotenvFile(text);
    case "ini":
      return parseIniFile(text);
    default:
      return format satisfies never;
  }
}

/** Reads the bytes of a file in its format; see `parseText`. */
export function parseBytes(bytes: Uint8Array, format: FileFormat): ParsedFile {
  const decoded = createTextDecoder()(bytes);
  return decoded.ok ? parseText(decoded.text, format) : breakFile(decoded.problem);
}
