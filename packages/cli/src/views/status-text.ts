import { alignColumns } from "@fleet/diagnostics";
import {
  areValuesSealed,
  type FileStatus,
  isInStep,
  type Keyring,
  listReaders,
  planSync,
} from "@fleet/secrets";

/** How a file stands. */
export type FileState =
  | "in-step"
  | "out-of-step"
  | "no-rule"
  | "no-secret"
  | "not-encrypted"
  | "partly-encrypted"
  | "unreadable";

/** Of more files than this, only those that are not in step are listed. */
const listedFiles = 40;

/** What the files are compared with, and what comes before their paths. */
export interface FileSurroundings {
  readonly keyring: Keyring;
  readonly prefix: string;
}

/** One line for each file, and their number. */
export function renderFileStates(
  files: readonly FileStatus[],
  { keyring, prefix }: FileSurroundings,
): string {
  const shown =
    files.length <= listedFiles ? files : files.filter((file) => stateOf(file) !== "in-step");
  const lines = alignColumns(
    shown
      .slice(0, 10 * listedFiles)
      .map((file) => [
        `${prefix}${file.file.path}`,
        words[stateOf(file)],
        describeReaders(file, keyring),
        describeValues(file),
      ]),
  );
  const counted = files.filter((file) => stateOf(file) === "in-step").length;
  const secrets = files.filter(({ kind }) => kind === "secret").length;
  const total = `${secrets} ${secrets === 1 ? "file" : "files"}, ${counted} in step with the declaration`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), total].join("\n")}\n`;
}

const words: { readonly [S in FileState]: string } = {
  "in-step": "in step",
  "out-of-step": "out of step",
  "no-rule": "no rule",
  "no-secret": "no secret",
  "not-encrypted": "not encrypted",
  "partly-encrypted": "partly encrypted",
  unreadable: "unreadable",
};

function describeReaders(status: FileStatus, keyring: Keyring): string {
  const { gains, loses, replaces } = planSync(status, keyring);
  if (status.needsSync) {
    const parts = [
      ...gains.map((name) => `+${name}`),
      ...loses.map((name) => `-${name}`),
      ...replaces.map((name) => `~${name}`),
    ];
    return parts.join(" ");
  }
  return listReaders(status, keyring).join(", ");
}

/** How many values are sealed, and which the file's own rule leaves open. */
function describeValues({ file: { header, open, sealed } }: FileStatus): string {
  if (header === undefined) return "";
  const [first, second, third, ...others] = open;
  const named = [first, second, third].filter((key) => key !== undefined).join(", ");
  const rest = others.length > 0 ? ` and ${others.length} more` : "";
  return `${sealed} sealed${open.length === 0 ? "" : `, open: ${named}${rest}`}`;
}

function stateOf(status: FileStatus): FileState {
  const { file, rule, kind } = status;
  if (file.problems.length > 0) return "unreadable";
  if (kind === "no-secret") return "no-secret";
  if (file.header === undefined) return "not-encrypted";
  if (!areValuesSealed(file)) return "partly-encrypted";
  if (rule === undefined) return "no-rule";
  return isInStep(status) ? "in-step" : "out-of-step";
}

/** The same for programs. */
export function describeFileStates(files: readonly FileStatus[], keyring: Keyring) {
  return files.map((file) => {
    const { gains, loses, replaces } = planSync(file, keyring);
    return {
      path: file.file.path,
      state: stateOf(file),
      rule: file.rule?.template ?? null,
      readers: listReaders(file, keyring),
      sealed: file.file.sealed,
      open: file.file.open,
      gains,
      loses,
      replaces,
    };
  });
}
