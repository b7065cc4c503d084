import { compareNames, type Outcome } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { isRecord, itemsOf } from "../keys/plain.ts";
import { type Debt, emptyRecord, isDate, type SecretsRecord, type SeenFiles } from "./debt.ts";

/**
 * Reads a record from JSON that was written before; nothing at all is the empty record. One that is
 * damaged is reported and not used, because what is owed would be forgotten.
 */
export function parseRecord(value: unknown, file: string): Outcome<SecretsRecord> {
  if (value === undefined) return { value: emptyRecord, diagnostics: [] };
  const isWhole = isRecord(value) && Array.isArray(value["seen"]) && Array.isArray(value["debts"]);
  const seen = isWhole ? itemsOf(value["seen"]).map(readSeen) : [undefined];
  const debts = isWhole ? itemsOf(value["debts"]).map(readDebt) : [];
  const names = isWhole ? readNames(value["names"]) : {};
  const record = {
    seen: seen.filter(isThere),
    debts: debts.filter(isThere),
    ...(names === undefined || Object.keys(names).length === 0 ? {} : { names }),
  };
  const isAllRead = record.seen.length === seen.length && record.debts.length === debts.length;
  if (isAllRead && names !== undefined) {
    return { value: record, diagnostics: [] };
  }
  const message = "The record of who could read which secret file is damaged.";
  const help = `Restore ${file} from git: it says what is still to be done after people have left.`;
  return {
    value: emptyRecord,
    diagnostics: [secretsCodes.create("bad-record", message, { file, help })],
  };
}

function readSeen(value: unknown): SeenFiles | undefined {
  if (!isRecord(value) || !isRecord(value["recipients"])) return undefined;
  const recipients: [string, string | null][] = [];
  for (const [id, reader] of Object.entries(value["recipients"])) {
    if (typeof reader !== "string" && reader !== null) return undefined;
    recipients.push([id, reader]);
  }
  const files = itemsOf(value["files"]).filter((file) => typeof file === "string");
  if (files.length !== itemsOf(value["files"]).length) return undefined;
  const inOrder = recipients.sort(([a], [b]) => compareNames(a, b));
  return { recipients: Object.fromEntries(inOrder), files };
}

function readNames(value: unknown): Record<string, string> | undefined {
  if (value === undefined) return {};
  if (!isRecord(value)) return undefined;
  const names: [string, string][] = [];
  for (const [id, reader] of Object.entries(value)) {
    if (typeof reader !== "string") return undefined;
    names.push([id, reader]);
  }
  return Object.fromEntries(names.sort(([a], [b]) => compareNames(a, b)));
}

function readDebt(value: unknown): Debt | undefined {
  if (!isRecord(value)) return undefined;
  const { file, recipient, reader, isRotated, acknowledged } = value;
  if (typeof file !== "string" || typeof recipient !== "string") return undefined;
  if ((typeof reader !== "string" && reader !== null) || typeof isRotated !== "boolean")
    return undefined;
  if (acknowledged !== null && (typeof acknowledged !== "string" || !isDate(acknowledged)))
    return undefined;
  // Records of an earlier fleet have none of these.
  const { isGone = false, lastModified, rotatedAt } = value;
  if (typeof isGone !== "boolean") return undefined;
  if (lastModified !== undefined && typeof lastModified !== "string") return undefined;
  if (rotatedAt !== undefined && typeof rotatedAt !== "string") return undefined;
  return {
    ...{ file, recipient, reader, isRotated, acknowledged },
    ...(isGone ? { isGone } : {}),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(rotatedAt === undefined ? {} : { rotatedAt }),
  };
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
