import type { Table } from "@fleet/diagnostics";
import { compareNames } from "@fleet/diagnostics";
import type { Access, ComparedAccess, ComparedFiles, FileReading } from "@fleet/secrets";
import { nameReader } from "@fleet/secrets/internal";

/** More readers than this do not fit on a terminal. */
const widestMatrix = 7;

/** What is to be said of a file as a whole, beside who reads it; nothing where its readers are known. */
const marks: { readonly [R in FileReading]: string } = {
  understood: "",
  missing: "no file yet",
  "not-encrypted": "not encrypted",
  "not-understood": "its readers are not known",
};

/**
 * How what is declared of a reader and a file compares with what the file says. `other-keys`: the reader can and
 * should, but the file lacks a key of the reader's that its rule names, or has one that it does not name.
 */
export type AccessState = "can" | "other-keys" | "cannot-yet" | "should-not" | "unknown";

/** The state of one access. */
export function stateOf(one: ComparedAccess): AccessState {
  const { declared, actual, missingKeys, extraKeys } = one;
  if (actual === undefined) return "unknown";
  if (declared === undefined) return "should-not";
  if (!actual) return "cannot-yet";
  return missingKeys.length + extraKeys.length === 0 ? "can" : "other-keys";
}

/** What is to be said of somebody's keys, where a file has others than its rule names. */
function explainKeys({ missingKeys, extraKeys }: ComparedAccess): string {
  const parts = [
    ...(missingKeys.length > 0 ? ["not with every key"] : []),
    ...(extraKeys.length > 0 ? ["with a key too many"] : []),
  ];
  return parts.join(" and ");
}

/**
 * Who can decrypt which file: a row for each file and a column for each reader, with the reason where
 * they meet, and what is not as declared; for many readers, a row for each file and reader.
 */
export function tabulateMatrix(compared: ComparedFiles): Table {
  const { files, access } = compared;
  const names = [...new Set(access.map(({ name }) => name))].sort(compareNames);
  if (names.length > widestMatrix) return tabulateAccess(compared);
  const byPath = Map.groupBy(access, ({ path }) => path);
  return {
    head: ["file", "state", ...names],
    rows: files.map(({ path, reading, isAsDeclared }) => {
      const here = byPath.get(path) ?? [];
      const isRight = isAsDeclared && here.every((one) => stateOf(one) === "can");
      return [
        path,
        marks[reading] || (isRight ? "as declared" : "differs"),
        ...names.map((name) => {
          const one = here.find((each) => each.name === name);
          return one === undefined ? "" : explainCell(one, reading);
        }),
      ];
    }),
  };
}

function explainCell(one: ComparedAccess, reading: FileReading): string {
  const reason = one.declared === undefined ? explainWay(one) : explain(one.declared);
  // The file's own mark says it.
  if (reading !== "understood") return reason;
  const words = {
    can: "",
    "other-keys": `but ${explainKeys(one)}`,
    "cannot-yet": "but cannot yet",
    "should-not": "can, but should not",
    unknown: "not known",
  } as const;
  return [reason, words[stateOf(one)]].filter((part) => part !== "").join(", ");
}

/** A row for each file and reader: whether it can, the rule that lets it in, and why. */
export function tabulateAccess({ files, access }: ComparedFiles): Table {
  const readings = new Map(files.map(({ path, reading }) => [path, reading]));
  const known = new Set(access.map(({ path }) => path));
  const others = files.filter(({ path }) => !known.has(path));
  const rows = [
    ...access.map((one) => [
      one.path,
      one.name,
      answer(one, readings.get(one.path) ?? "missing"),
      one.declared?.rule.template ?? "",
      one.declared === undefined ? explainWay(one) : explain(one.declared),
    ]),
    ...others.map(({ path, reading }) => [
      path,
      reading === "not-understood" ? "" : "nobody",
      marks[reading],
      "",
      "",
    ]),
  ];
  return {
    head: ["file", "reader", "can", "rule", "because"],
    rows: rows.sort(([a = ""], [b = ""]) => compareNames(a, b)),
  };
}

function answer(one: ComparedAccess, reading: FileReading): string {
  if (marks[reading] !== "") return marks[reading];
  const answers = {
    can: "yes",
    "other-keys": `yes, but ${explainKeys(one)}`,
    "cannot-yet": "not yet",
    "should-not": "yes, but should not",
    unknown: "not known",
  } as const;
  return answers[stateOf(one)];
}

/** Which expressions let a reader in; whether others are needed, or a key that lies in a file. */
function explain({ expressions, ...way }: Access): string {
  // Where nothing tells by which expression, it is still told that somebody is let in.
  const reason = expressions.length === 0 ? "declared" : expressions.map(nameReader).join(", ");
  return [way.through === undefined ? reason : "", explainWay(way)]
    .filter((part) => part !== "")
    .join(" ");
}

function explainWay({ through, needsOthers }: Pick<Access, "through" | "needsOthers">): string {
  if (through !== undefined) return `key of ${through.keyOf} in ${through.path}`;
  return needsOthers ? "(not alone)" : "";
}
