import { showLine } from "@fleet/diagnostics";
import { type FileStatus, type Keyring, planSync } from "@fleet/secrets";
import { nameRecipient } from "@fleet/secrets/internal";
import type { SecretsProject } from "@fleet/sops";

/** How a file stands. */
export type FileState = "in-step" | "out-of-step" | "no-rule" | "not-encrypted" | "unreadable";

/** Of more files than this, only those that are not in step are listed. */
const listedFiles = 40;

/** One line for each file, and their number. */
export function renderFileStates({ status, secrets, project }: SecretsProject): string {
  const { files } = status;
  const shown =
    files.length <= listedFiles ? files : files.filter((file) => stateOf(file) !== "in-step");
  const rows = shown
    .slice(0, 10 * listedFiles)
    .map((file) => [
      showLine(`${project.prefix}${file.file.path}`),
      words[stateOf(file)],
      showLine(describeReaders(file, secrets.keyring)),
    ]);
  const widths = [0, 1].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const counted = files.filter((file) => stateOf(file) === "in-step").length;
  const total = `${files.length} ${files.length === 1 ? "file" : "files"}, ${counted} in step with the declaration`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), total].join("\n")}\n`;
}

const words: { readonly [S in FileState]: string } = {
  "in-step": "in step",
  "out-of-step": "out of step",
  "no-rule": "no rule",
  "not-encrypted": "not encrypted",
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
  return readersOf(status, keyring).join(", ");
}

function readersOf({ file }: FileStatus, keyring: Keyring): string[] {
  const ids = file.header?.groups.flat().map(({ id }) => id) ?? [];
  return [...new Set(ids.map((id) => nameRecipient(keyring, id)))].sort();
}

function stateOf({
  file,
  rule,
  needsSync,
  hasOtherThreshold,
  hasOtherCryptRule,
}: FileStatus): FileState {
  if (file.problems.length > 0) return "unreadable";
  if (file.header === undefined) return "not-encrypted";
  if (rule === undefined) return "no-rule";
  return needsSync || hasOtherThreshold || hasOtherCryptRule ? "out-of-step" : "in-step";
}

/** The same for programs. */
export function describeFileStates({ status, secrets: { keyring } }: SecretsProject) {
  return status.files.map((file) => {
    const { gains, loses, replaces } = planSync(file, keyring);
    return {
      path: file.file.path,
      state: stateOf(file),
      rule: file.rule?.template ?? null,
      readers: readersOf(file, keyring),
      gains,
      loses,
      replaces,
    };
  });
}
