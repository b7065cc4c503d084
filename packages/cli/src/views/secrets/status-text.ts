import { alignColumns, quote } from "@fleet/diagnostics";
import {
  type FileState,
  type FileStatus,
  judgeFile,
  type Keyring,
  listNameSources,
  listReaders,
  planSync,
} from "@fleet/secrets";

/** Of more files than this, only those that are not in step are listed. */
const listedFiles = 40;

/** What the files are compared with, and what comes before their paths. */
export interface FileSurroundings {
  readonly keyring: Keyring;
  readonly prefix: string;
  /** Whether it is also said how much of each is encrypted, and what its own rule leaves open. Default: no. */
  readonly isVerbose?: boolean;
  /** The columns of the terminal. Default: there is none. */
  readonly width?: number | undefined;
  /** The files that another tool owns, in order. Default: none. */
  readonly ignored?: readonly string[];
}

/** One line for each file, and their number. */
export function renderFileStates(
  files: readonly FileStatus[],
  { keyring, prefix, isVerbose = false, width, ignored = [] }: FileSurroundings,
): string {
  const shown =
    files.length <= listedFiles ? files : files.filter((file) => judgeFile(file) !== "in-step");
  const rows = shown
    .slice(0, 10 * listedFiles)
    .map((file) => [
      `${prefix}${file.file.path}`,
      words[judgeFile(file)],
      describeReaders(file, keyring),
      ...(isVerbose ? [describeValues(file)] : []),
    ]);
  const others = isVerbose ? ignored.slice(0, 10 * listedFiles) : [];
  const lines = alignColumns(
    [...rows, ...others.map((path) => [`${prefix}${path}`, "ignored", "", ""])],
    width,
  );
  const isOwn = ({ rule }: FileStatus) => rule?.owner === undefined;
  const clans = files.filter((file) => !isOwn(file));
  const tail = [
    `${countInStep(files.filter(isOwn), "files")} with the declaration`,
    ...(clans.length === 0 ? [] : [`${countInStep(clans, "files of clan")} with its links`]),
    ...countIgnored(ignored),
  ];
  return `${[...lines, ...(lines.length > 0 ? [""] : []), ...tail].join("\n")}\n`;
}

function countInStep(files: readonly FileStatus[], what: "files" | "files of clan"): string {
  const inStep = files.filter((file) => judgeFile(file) === "in-step").length;
  const secrets = files.filter(({ kind }) => kind === "secret").length;
  return `${secrets} ${secrets === 1 ? what.replace("files", "file") : what}, ${inStep} in step`;
}

function countIgnored({ length }: readonly string[]): string[] {
  if (length === 0) return [];
  return [
    `${length} ${length === 1 ? "file belongs" : "files belong"} to another tool (secrets.ignore)`,
  ];
}

const words: { readonly [S in FileState]: string } = {
  "in-step": "in step",
  "out-of-step": "out of step",
  "no-rule": "no rule",
  "no-secret": "no secret",
  "not-encrypted": "not encrypted",
  unsound: "not sound",
  unreadable: "unreadable",
};

/** More keys than this are counted. */
const listedKeys = 5;

function describeValues({ file: { header, sealed, open } }: FileStatus): string {
  if (header === undefined) return "";
  const shown = open.slice(0, listedKeys).map(quote).join(", ");
  const rest = open.length > listedKeys ? ` and ${open.length - listedKeys} more` : "";
  return `${sealed} encrypted${open.length === 0 ? "" : `, open: ${shown}${rest}`}`;
}

function describeReaders(status: FileStatus, keyring: Keyring): string {
  const { gains, loses, replaces } = planSync(status, keyring);
  if (status.isOutOfStep) {
    const parts = [
      ...gains.map((name) => `+${name}`),
      ...loses.map((name) => `-${name}`),
      ...replaces.map((name) => `~${name}`),
    ];
    return parts.join(" ");
  }
  return listReaders(status, keyring).join(", ");
}

/** The same for programs. */
export function describeFileStates(files: readonly FileStatus[], keyring: Keyring) {
  return files.map((file) => {
    const { gains, loses, replaces } = planSync(file, keyring);
    return {
      path: file.file.path,
      state: judgeFile(file),
      sealed: file.file.sealed,
      open: file.file.open,
      rule: file.rule?.template ?? null,
      owner: file.rule?.owner ?? "fleet",
      readers: listReaders(file, keyring),
      gains,
      loses,
      replaces,
      namedBy: listNameSources(file, keyring),
    };
  });
}
