import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { holdsUnseen } from "../declaration/unseen-characters.ts";
import { isHidden } from "../passwords/hidden-values.ts";

/** The longest keys that people have, of 16384 bits, take a third of it. */
const longest = 10_000;

/**
 * Every text of a declaration can be a string in Nix: it is well-formed Unicode and holds no zero
 * character (`builtins.fromJSON` refuses the first and cuts a string off at the second). And it says what it
 * seems to say: nothing in it is invisible, and nobody wrote a book. Data of one's own have rules of their own.
 */
export function checkTexts(declaration: unknown): Diagnostic[] {
  return holdsUnfit(declaration) ? [...unfitTexts(declaration, [])] : [];
}

// Nearly no declaration does, and a large one has hundreds of thousands of texts: so the paths are
// only put together where there is something to say.
function holdsUnfit(value: unknown): boolean {
  if (typeof value === "string") return isUnfit(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnfit);
}

function isUnfit(text: string): boolean {
  return describeUnfit(text) !== undefined;
}

/** What is wrong with a text, as half a sentence behind it. */
function describeUnfit(text: string): string | undefined {
  if (text.length > longest)
    return `has ${text.length} characters, of which ${longest} are allowed`;
  if (text.includes("\0")) return "holds a zero character, which no string in Nix can";
  if (!text.isWellFormed()) return "holds half of a character, which no string in Nix can";
  // Line breaks and the like are for whoever knows what belongs there.
  return holdsUnseen(text) && holdsUnseen(text.replaceAll(/\p{Cc}/gu, ""))
    ? "holds a character that cannot be seen"
    : undefined;
}

function* unfitTexts(value: unknown, path: Path): Iterable<Diagnostic> {
  if (typeof value === "string") {
    const problem = describeUnfit(value);
    if (problem === undefined) return;
    yield coreCodes.create("bad-text", `${isHidden(path) ? "This" : quote(value)} ${problem}.`, {
      path,
      help: "Take it out.",
    });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* unfitTexts(item, [...path, index]);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* unfitTexts(item, [...path, key]);
  }
}
