import type { CodeIndex } from "../codes.ts";
import type { Finding } from "../finding.ts";

/** What a report is made from. */
export interface Report {
  /** In the order in which they are to be shown. */
  readonly findings: readonly Finding[];
  /** What the JSON says beside the findings. Default: nothing. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** The text of a file, for code frames; undefined where it cannot or must not be shown. */
  readonly readSource: (file: string) => string | undefined;
  /** What comes before paths from the root so that they start where the reader is: "" or "systems/". */
  readonly prefix: string;
  /** Whether the pretty report lists each of many like findings; the others always do. Default: it does not. */
  readonly isComplete?: boolean;
  /** The option that makes it do so, or that lists them in another way. Default: `--json`. */
  readonly completeOption?: string;
  /** The columns of the terminal that the pretty report is for. Default: it is for none. */
  readonly width?: number | undefined;
  /** Whether the pretty report has colours; the others never do. */
  readonly hasColour: boolean;
  /** The version of the command, which SARIF asks for. */
  readonly version: string;
  /** The file, from the root, that findings without one are shown at where they must be. Default: `fleet.config.ts`. */
  readonly mainFile?: string;
  /** What codes mean, for formats that say it. Default: their names have to do. */
  readonly codes?: CodeIndex;
}

/** The file of a finding as the reader's paths are; the main one where it has none, for programs that need one. */
export function placeOf(
  { file }: Pick<Finding, "file">,
  { prefix, mainFile = "fleet.config.ts" }: Pick<Report, "prefix" | "mainFile">,
): string {
  return prefix + (file === undefined || file === "" ? mainFile : file);
}

/** Renders a report in one format, with a line break at its end unless it is empty. */
export type Reporter = (report: Report) => string;
