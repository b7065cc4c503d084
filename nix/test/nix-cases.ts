import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/**
 * A file of cases in Nix: an attribute set whose values are `{ expr, expected }`, or
 * `{ expr, expectedError }` with a part of the message. `environment` holds variables for a case.
 */
export interface CaseSource {
  /** The command that applies a function, given in Nix, to the cases, and prints what it comes to as JSON. */
  readonly command: (apply: string) => readonly [string, ...string[]];
  /** How many cases one evaluation has, at most; a whole system takes some memory. Default: all. */
  readonly batchSize?: number | undefined;
  /** Milliseconds for a case that is evaluated alone. Default: that of all tests. */
  readonly timeLimit?: number | undefined;
}

interface CaseOutline {
  readonly environment: Readonly<Record<string, string>>;
  readonly expectedError: string | null;
}

interface CaseResult {
  readonly actual: unknown;
  readonly expected: unknown;
}

interface NixRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const outlineOfCases =
  "builtins.mapAttrs (_: c: { environment = c.environment or { }; expectedError = c.expectedError or null; })";

/** Makes every case of a source a test of its name. */
export function testCases(source: CaseSource): void {
  const outlines: Record<string, CaseOutline> = JSON.parse(
    outputOf(runNix(source, outlineOfCases)),
  );
  const entries = Object.entries(outlines);
  const plain = entries.flatMap(([name, outline]) => (isPlain(outline) ? [name] : []));
  const together = new Map(
    splitNames(plain, source.batchSize).flatMap((names) => [...evaluateTogether(source, names)]),
  );

  test.each(entries)(
    "%s",
    (name, outline) => {
      if (outline.expectedError !== null) {
        const run = evaluateAlone(source, name, outline);
        expect(run.status, run.stdout).not.toBe(0);
        expect(run.stderr).toContain(outline.expectedError);
        return;
      }
      const { actual, expected } =
        together.get(name) ?? readResult(evaluateAlone(source, name, outline));
      expect(actual).toEqual(expected);
    },
    source.timeLimit,
  );
}

/** Whether a case can be evaluated with others: it neither fails nor needs an environment of its own. */
function isPlain({ environment, expectedError }: CaseOutline): boolean {
  return expectedError === null && Object.keys(environment).length === 0;
}

function splitNames(names: readonly string[], size = names.length): readonly string[][] {
  const count = names.length === 0 ? 0 : Math.ceil(names.length / size);
  return Array.from({ length: count }, (_, part) => names.slice(part * size, (part + 1) * size));
}

/** The results of cases in one evaluation, by name; none where one of them brings it down. */
function evaluateTogether(
  source: CaseSource,
  names: readonly string[],
): ReadonlyMap<string, CaseResult> {
  const run = runNix(
    source,
    `cases: builtins.listToAttrs (map (name: { inherit name; value = { actual = cases.\${name}.expr; inherit (cases.\${name}) expected; }; }) [ ${names.map(quoteNix).join(" ")} ])`,
  );
  if (run.status !== 0) return new Map();
  const results: Record<string, CaseResult> = JSON.parse(run.stdout);
  return new Map(Object.entries(results));
}

function evaluateAlone(source: CaseSource, name: string, outline: CaseOutline): NixRun {
  const value =
    outline.expectedError === null ? "{ actual = c.expr; inherit (c) expected; }" : "c.expr";
  return runNix(
    source,
    `cases: let c = cases.\${${quoteNix(name)}}; in ${value}`,
    outline.environment,
  );
}

function runNix(
  source: CaseSource,
  apply: string,
  environment: Readonly<Record<string, string>> = {},
): NixRun {
  const [program, ...args] = source.command(apply);
  const env = { ...process.env, ...environment };
  return spawnSync(program, args, { encoding: "utf8", maxBuffer: 2 ** 28, env });
}

function readResult(run: NixRun): CaseResult {
  return JSON.parse(outputOf(run));
}

function outputOf({ status, stdout, stderr }: NixRun): string {
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function quoteNix(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("${", "\\${")}"`;
}
