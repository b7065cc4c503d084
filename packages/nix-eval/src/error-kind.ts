import type { NixProblem } from "./codes.ts";
import type { NixError } from "./nix-log.ts";

/** An error with its kind, and what its message is about: a name, a path, or the message thrown. */
export interface KnownError {
  readonly problem: NixProblem;
  readonly subject: string;
}

/** The first pattern that fits decides; its first group that matched is the subject. */
const patterns: readonly (readonly [NixProblem, RegExp])[] = [
  ["syntax-error", /^syntax error[, ]*(.*)/s],
  ["undefined-variable", /^undefined variable '(.*)'/s],
  ["missing-attribute", /^attribute '(.*)' missing/s],
  ["missing-attribute", /^flake '.*' does not provide attribute (.*)/s],
  ["missing-attribute", /^attribute '(.*)' in selection path '.*' not found/s],
  ["infinite-recursion", /^infinite recursion encountered(.*)/s],
  ["stack-overflow", /^stack overflow(.*)/s],
  ["failed-assertion", /^assertion '(.*)' failed/s],
  ["impure", /(?:access to .*path '(.*)' is forbidden|cannot look up '(.*)') in pure eval/s],
  ["not-json", /^cannot convert (.*) to JSON/s],
  ["not-json", /json\.exception\.type_error\.316(.*)/s],
  ["missing-file", /^(?:getting status of|opening file|reading directory) '(.*)': No such file/s],
  ["missing-file", /^path '(.*)' does not exist/s],
  ["missing-file", /^file '(.*)' was not found in the Nix search path/s],
  ["missing-file", /[Pp]ath '(.*)' in the repository .* is not tracked by Git/s],
  ["missing-file", /^source tree referenced by '.*' does not contain (?:a )?'?\/?(.*?)'? file/s],
  ["fetch-failed", /unable to download '(.*?)'/s],
  ["fetch-failed", /^cannot find flake '(.*)' in the flake registries/s],
  ["fetch-failed", /^(?:program '(?:git|hg|ssh)' failed|Git fetch failed|[Ff]ailed to fetch)(.*)/s],
];

/** In which place a message of Nix's own, and none of the code's, carries what the patterns look for. */
const plainProblems: ReadonlySet<NixProblem> = new Set([
  "fetch-failed",
  "not-json",
  "missing-file",
]);

/**
 * What an error is. `hasThrowFrames` tells whether this Nix puts a frame for `throw` in the trace;
 * an old one does not, and then an error is thrown if it bears no mark of one of Nix's own.
 */
export function classifyError(error: NixError, hasThrowFrames: boolean): KnownError {
  if (isThrown(error, hasThrowFrames)) return classifyThrow(error.message);
  const abort = /^evaluation aborted with the following error message: '(.*)'$/s.exec(
    error.message,
  );
  if (abort?.[1] !== undefined) return { problem: "throw", subject: abort[1] };
  const known = matchPatterns(error.message);
  if (known !== undefined) return known;
  const [innermost] = error.trace;
  const condition = /^while evaluating the condition of the assertion '(.*)'$/s.exec(
    innermost?.text ?? "",
  );
  if (condition?.[1] !== undefined && /not equal|differ/.test(error.message)) {
    return { problem: "failed-assertion", subject: condition[1] };
  }
  const isFetching = error.trace.some(({ text }) => /^while (fetching|updating) the/.test(text));
  return { problem: isFetching ? "fetch-failed" : "failed", subject: error.message };
}

function isThrown(error: NixError, hasThrowFrames: boolean): boolean {
  if (error.place !== undefined) return false;
  const [innermost] = error.trace;
  if (/^while calling the '(throw|abort)' builtin$/.test(innermost?.text ?? "")) {
    return !error.message.startsWith("evaluation aborted with");
  }
  if (hasThrowFrames || error.isColored) return false;
  if (/^(while (fetching|updating|decoding|realising)|message for)/.test(innermost?.text ?? "")) {
    return false;
  }
  const known = matchPatterns(error.message);
  return known === undefined || !plainProblems.has(known.problem);
}

/** NixOS, nix-darwin and home-manager throw the list of their assertions that failed. */
function classifyThrow(message: string): KnownError {
  const isAssertion = /^Failed assertions:$/m.test(message);
  return { problem: isAssertion ? "failed-assertion" : "throw", subject: message };
}

function matchPatterns(message: string): KnownError | undefined {
  for (const [problem, pattern] of patterns) {
    const match = pattern.exec(message);
    if (match !== null) return { problem, subject: match.slice(1).find((group) => group) ?? "" };
  }
  return undefined;
}

/** The single assertions of a list that a module system threw; empty when it is none. */
export function listAssertions(message: string): string[] {
  const list = /^Failed assertions:\n([\s\S]*)$/m.exec(message)?.[1];
  if (list === undefined) return [];
  return list
    .split(/^- /m)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
