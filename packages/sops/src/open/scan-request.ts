/** What to look for, and where. */
export interface ScanRequest {
  readonly root: string;
  /** Every file below the root. */
  readonly paths: ReadonlySet<string>;
  /** The files that git tracks, where that is known. */
  readonly tracked?: ReadonlySet<string> | undefined;
  /** Whether a rule of the declaration is about a path. */
  readonly isRuled: (path: string) => boolean;
  /** Whether a rule is about a path alone. Default: no. */
  readonly isNamed?: (path: string) => boolean;
  /** Whether another tool owns a file; one whose keys are asked for is looked at all the same. Default: no. */
  readonly isIgnored?: (path: string) => boolean;
  /** The files whose keys are asked for. */
  readonly used: ReadonlySet<string>;
}

/** Whether a path is another tool's, and no declared secret comes from it. */
export function isOfOthers(path: string, { isIgnored, used }: ScanRequest): boolean {
  return isIgnored?.(path) === true && !used.has(path);
}
