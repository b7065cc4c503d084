import type { Path } from "@fleet/diagnostics";

/**
 * What stands for a required value that is missing or does not fit, so that all beside it can be
 * judged; undefined where nothing can. Its place is a gap: whoever judges by the value asks first.
 */
export function findStandIn(path: Path): string | undefined {
  const [section, , key, ...deeper] = path;
  return deeper.length === 0 ? standIns.get(`${section}.${key}`) : undefined;
}

const standIns: ReadonlyMap<string, string> = new Map([["hosts.system", "x86_64-linux"]]);
