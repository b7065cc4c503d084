import { type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { parsePathRegex, samplePathRegex } from "../path-regex/path-regex.ts";
import {
  matchesSopsRule,
  pickSopsRule,
  type SopsConfig,
  type SopsRule,
  startOf,
} from "./sops-config.ts";

/** What a `.sops.yaml` is judged by. */
export interface SopsConfigView {
  /** Its path, relative to the fleet's root. */
  readonly file: string;
  readonly config: SopsConfig;
  /** The paths of all secret files, relative to the folder of the config. */
  readonly paths: readonly string[];
}

/** All that is wrong with the regular expressions of a `.sops.yaml`, and with their order. */
export function checkSopsConfig(view: SopsConfigView): Diagnostic[] {
  return checks.flatMap((check) => [...check(view)]);
}

type Check = (view: SopsConfigView) => Iterable<Diagnostic>;

/** Every regular expression compiles in Go: sops stops at the first that does not. */
function* regexesCompile({ file, config }: SopsConfigView): Iterable<Diagnostic> {
  for (const rule of config.rules) {
    const { pathRegex, regex } = rule;
    if (pathRegex === undefined || regex !== undefined) continue;
    yield secretsCodes.create(
      "regex-not-re2",
      `sops cannot compile ${quote(pathRegex)}, and fails on every path that gets as far as this rule.`,
      {
        file,
        position: startOf(rule),
        help: "Go has neither lookaround nor backreferences. Write the path with its dots escaped: ^secrets/mini\\.yaml$",
      },
    );
  }
}

/** Every regular expression is about whole paths, and means what it looks like. */
function* regexesAreExact({ file, config }: SopsConfigView): Iterable<Diagnostic> {
  for (const rule of config.rules) {
    const { pathRegex, regex } = rule;
    if (pathRegex === undefined || regex === undefined) continue;
    if (/^\*|\/\*(?![*])|(^|[^.)\]\\])\*\*/.test(pathRegex)) {
      const message = `${quote(pathRegex)} looks like a glob: to sops "/*" is any number of slashes.`;
      yield secretsCodes.create("regex-looks-like-glob", message, {
        file,
        position: startOf(rule),
        help: "Write [^/]+ for a name, .* for any path.",
      });
    } else if (/\n/.test(pathRegex)) {
      const message = `${quote(pathRegex)} ends in a newline, which no path does.`;
      yield secretsCodes.create("regex-looks-like-glob", message, {
        file,
        position: startOf(rule),
        help: "Write it in single quotes, on one line.",
      });
    } else if (!pathRegex.startsWith("^") || !/(^|[^\\])\$$/.test(pathRegex)) {
      yield secretsCodes.create(
        "regex-unanchored",
        `${quote(pathRegex)} matches any path that has such a part, also outside of the repository.`,
        { file, position: startOf(rule), help: "Begin it with ^ and end it with $." },
      );
    } else if (/[A-Za-z0-9_-]\.(ya?ml|json|env|ini|enc|bin)\b/.test(pathRegex)) {
      const message = `The dot in ${quote(pathRegex)} stands for any character.`;
      yield secretsCodes.create("regex-unescaped-dot", message, {
        file,
        position: startOf(rule),
        help: "Write \\. for a dot.",
      });
    }
  }
}

/** Every rule is the first for some path. */
function* rulesAreReached({ file, config, paths }: SopsConfigView): Iterable<Diagnostic> {
  const picked = new Set<SopsRule>();
  for (const path of paths) {
    const pick = pickSopsRule(config, path);
    if (pick.kind === "rule") picked.add(pick.rule);
  }
  for (const [index, rule] of config.rules.entries()) {
    if (picked.has(rule) || (rule.pathRegex !== undefined && rule.regex === undefined)) continue;
    const earlier = config.rules.slice(0, index);
    const blocker = earlier.find((one) => isForEveryPath(one) || one.pathRegex === rule.pathRegex);
    const lost = paths.find((path) => matchesSopsRule(rule, path));
    if (blocker !== undefined) yield unreachable(rule, blocker, file);
    // A rule at the end for all that is left has nothing to do as long as nothing is.
    else if (isForEveryPath(rule)) continue;
    else if (lost === undefined) yield dead(rule, file);
    else if (isTakenWhole(rule, earlier)) yield shadowed(rule, { file, lost, earlier });
    else yield idle(rule, { file, lost, earlier });
  }
}

/** Whether earlier rules take all paths that can be made up for a rule; in doubt they do not. */
function isTakenWhole(rule: SopsRule, earlier: readonly SopsRule[]): boolean {
  const parsed = rule.pathRegex === undefined ? undefined : parsePathRegex(rule.pathRegex);
  const samples = parsed === undefined ? [] : samplePathRegex(parsed);
  const own = samples.filter((path) => matchesSopsRule(rule, path));
  return own.length > 0 && own.every((path) => earlier.some((one) => matchesSopsRule(one, path)));
}

function isForEveryPath({ pathRegex }: SopsRule): boolean {
  return pathRegex === undefined || /^(?:\^|\$|\^?(?:\.[*+]|\(\.[*+]\))\$?)$/.test(pathRegex);
}

/** No file depends on a rule that is about every path. */
function* filesHaveOwnRules({ file, config, paths }: SopsConfigView): Iterable<Diagnostic> {
  if (config.rules.length < 2) return;
  const fallbacks = config.rules.filter(isForEveryPath);
  for (const path of fallbacks.length === 0 ? [] : paths) {
    const pick = pickSopsRule(config, path);
    if (pick.kind !== "rule" || !fallbacks.includes(pick.rule)) continue;
    yield secretsCodes.create(
      "matched-only-by-fallback",
      `${quote(path)} has no rule but the one for every path.`,
      {
        file,
        position: startOf(pick.rule),
        help: "Write a rule for it, so that a slip in a path is an error instead of other readers.",
      },
    );
  }
}

function unreachable(rule: SopsRule, blocker: SopsRule, file: string): Diagnostic {
  return secretsCodes.create(
    "unreachable-rule",
    `${describe(rule)} never counts: the rule on line ${blocker.line} takes everything that it is about.`,
    {
      file,
      position: startOf(rule),
      help: "Move it up, or take it out. sops takes the first rule that matches.",
    },
  );
}

interface Shadow {
  readonly file: string;
  readonly lost: string;
  readonly earlier: readonly SopsRule[];
}

function shadowed(rule: SopsRule, { file, lost, earlier }: Shadow): Diagnostic {
  return secretsCodes.create(
    "shadowed-rule",
    `${describe(rule)} is never used: ${quote(lost)}, which it is about, goes to the rule on line ${lineOfWinner(lost, earlier)}.`,
    {
      file,
      position: startOf(rule),
      help: "Move the more particular rule up. sops takes the first rule that matches.",
    },
  );
}

/** A rule for what is left, of which nothing is. */
function idle(rule: SopsRule, { file, lost, earlier }: Shadow): Diagnostic {
  return secretsCodes.create(
    "dead-rule",
    `${describe(rule)} has no file: ${quote(lost)}, which it matches, goes to the rule on line ${lineOfWinner(lost, earlier)}.`,
    {
      file,
      position: startOf(rule),
      help: "If that is meant, there is nothing to do; else move the more particular rule up.",
    },
  );
}

function lineOfWinner(path: string, earlier: readonly SopsRule[]): number {
  return earlier.find((one) => matchesSopsRule(one, path))?.line ?? 1;
}

function dead(rule: SopsRule, file: string): Diagnostic {
  return secretsCodes.create("dead-rule", `${describe(rule)} matches no secret file.`, {
    file,
    position: startOf(rule),
    help: "Take it out, or mend the path.",
  });
}

function describe({ pathRegex }: SopsRule): string {
  return pathRegex === undefined ? "The rule for every path" : `The rule for ${quote(pathRegex)}`;
}

const checks: readonly Check[] = [
  regexesCompile,
  regexesAreExact,
  rulesAreReached,
  filesHaveOwnRules,
];
