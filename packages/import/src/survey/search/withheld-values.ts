import type { Diagnostic } from "@fleet/diagnostics";
import { memberParts, type SurveyKey } from "../survey-question.ts";
import { type BrokenValue, nameKey } from "./configuration-answer.ts";
import type { Lessons } from "./lessons.ts";

/** A value that Nix is not asked for. */
interface Withheld {
  readonly key: SurveyKey;
  /** Why Nix cannot evaluate it. */
  readonly reasons: readonly Diagnostic[];
  /** Whether it is known to be broken here, not only elsewhere. */
  readonly isTried: boolean;
  /** Why it was not tried. Default: it was. */
  readonly untried?: string | undefined;
}

/** Such values, by the names of their keys. */
export type WithheldValues = Map<string, Withheld>;

/** So many members may be broken in the same attribute, of one configuration, before it is asked for of none. */
const familyLimit = 3;

/** Takes a value out, or the same attribute of all members once it is broken in several of them. */
export function withhold(
  withheld: WithheldValues,
  key: SurveyKey,
  reasons: readonly Diagnostic[],
): void {
  withheld.set(nameKey(key), { key, reasons, isTried: true });
  const family = familyOf(key);
  if (family === undefined) return;
  const others = [...withheld.values()].filter(
    (one) => one.isTried && nameKey(familyOf(one.key) ?? []) === nameKey(family),
  );
  if (others.length < familyLimit) return;
  const untried = "the same is broken of several others";
  withheld.set(nameKey(family), { key: family, reasons, isTried: true, untried });
}

/** The same attribute of all members. */
function familyOf([part, name, attribute]: SurveyKey | readonly []): SurveyKey | undefined {
  if (part === undefined || attribute === undefined || attribute === "") return undefined;
  return memberParts.includes(part) && name !== null ? [part, null, attribute] : undefined;
}

/** Something broken, with why, where it was not asked for. */
export function explainBroken(
  broken: BrokenValue,
  { withheld, lessons }: { readonly withheld: WithheldValues; readonly lessons: Lessons },
): BrokenValue {
  const own = withheld.get(nameKey(broken.key));
  if (own !== undefined) {
    const told = { ...broken, reasons: own.reasons, isFatal: true };
    return own.isTried ? told : { ...told, untried: lessons.describe() };
  }
  const family = withheld.get(nameKey(familyOf(broken.key) ?? []));
  if (family === undefined) return broken;
  const { reasons, untried } = family;
  return { ...broken, reasons, isFatal: true, ...(untried === undefined ? {} : { untried }) };
}
