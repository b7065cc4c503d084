// What npm, apt and go say when they fail, in a sentence about the machine. Pure.

const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED|FETCH_ERROR)\b|could not resolve|no such host|connection refused|network is unreachable|i\/o timeout|module lookup disabled/i;

/** Kinds of failure, in the order in which they are looked for, each with what to say. */
const kinds = [
  [/\bENOSPC\b|no space left on device/i, () => "The disk is full. Make room, and run this again."],
  [
    /\b(EROFS)\b|read-only file system/i,
    ({ folder }) => `${folder} is read-only. Use a copy of the checkout that can be written.`,
  ],
  [
    /could not get lock|is another process using it/i,
    () => "Another program is installing something with apt. Wait for it, and run this again.",
  ],
  [
    /a (password|terminal) is required|no tty present|not in the sudoers|are you root/i,
    ({ as }) => `Only root may do this${as === undefined ? "." : `. As root: ${as}`}`,
  ],
  [
    /\b(EACCES|EPERM)\b|permission denied/i,
    ({ folder }) => `${folder} cannot be written by you. Make it yours, and run this again.`,
  ],
  [
    unreachable,
    ({ source }) =>
      `${source} could not be reached, and not all that is missing is in the cache. Nothing else has changed: run this again with a network.`,
  ],
  [
    /can only install (packages )?when your package\.json and package-lock\.json|\bEUSAGE\b/i,
    () =>
      "package.json and package-lock.json do not fit together: run `npm install`, and commit both.",
  ],
  [/unable to locate package/i, () => "This machine's package lists do not have it."],
];

/** Lines that help nobody: where a log lies, which of npm's files was called, which line of which script. */
const noise =
  /A complete log of this run|^npm (error|ERR!)\s*(\/.*)?$|^\s+at |^node:|^Node\.js v|^\s*\^+\s*$/;

/**
 * A sentence on why an installation failed, below what was tried.
 *
 * @param tried what was run, as a person would type it.
 * @param output what it printed about it.
 * @param place `folder`: where it writes; `source`: where it fetches from; `as`: what root would run.
 */
export function explainFailure(tried, output, place) {
  const [pattern, explain] = kinds.find(([one]) => one.test(output)) ?? [];
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !noise.test(line));
  const telling = lines.filter((line) => pattern?.test(line)).slice(0, 2);
  const quoted = telling.length > 0 ? telling : lines.slice(-6);
  const cure = explain?.(place) ?? "Mend what it complains about, and run this again.";
  return `${tried} failed:\n${quoted.map((line) => `  ${line}\n`).join("")}${cure}`;
}
