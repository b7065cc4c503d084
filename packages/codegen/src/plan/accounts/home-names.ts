import { fieldsOf } from "../../fleet-json/json-value.ts";
import type { Comparison } from "../facts/comparison.ts";
import { isSame } from "../facts/field-differences.ts";
import type { DraftChange } from "../planned-change.ts";

/** What makes a standalone home come or go. */
const causes: ReadonlySet<string> = new Set([
  "account-created",
  "account-deleted",
  "account-disabled",
  "account-enabled",
  "home-mode-changed",
  "login-changed",
  "host-added",
  "host-removed",
]);

/**
 * Names of standalone homes that are new or gone, though neither the person nor the host nor the mode of the
 * home is. `others` is what changes beside that.
 */
export function* compareHomeNames(
  { before, after }: Comparison,
  others: readonly DraftChange[],
): Iterable<DraftChange> {
  for (const name of new Set([...before.homes.keys(), ...after.homes.keys()])) {
    const [was, is] = [before.homes.get(name), after.homes.get(name)];
    if (isSame(was, is)) continue;
    const { user, host } = fieldsOf(is ?? was);
    const isTold = others.some(
      (one) =>
        one.kind.endsWith("-renamed") ||
        (causes.has(one.kind) &&
          one.host === host &&
          (one.who === undefined || one.who === `user:${String(user)}`)),
    );
    if (isTold) continue;
    const place = { kind: "setting-changed", what: `homes.${name}` } as const;
    yield typeof host === "string"
      ? { ...place, host, who: `user:${String(user)}`, before: was, after: is }
      : { ...place, before: was, after: is };
  }
}
