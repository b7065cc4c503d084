import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { FleetDeclaration } from "../declaration/declaration.ts";

/**
 * Every text of a declaration can be a string in Nix: it is well-formed Unicode and holds no zero
 * character (`builtins.fromJSON` refuses the first and cuts a string off at the second).
 */
export function checkTexts(declaration: FleetDeclaration): Diagnostic[] {
  return holdsUnfit(declaration) ? [...unfitTexts(declaration, [])] : [];
}

// Nearly no declaration does, and a large one has hundreds of thousands of texts: so the paths are
// only put together where there is something to say.
function holdsUnfit(value: unknown): boolean {
  if (typeof value === "string") return isUnfit(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnfit);
}

function isUnfit(text: string): boolean {
  return !text.isWellFormed() || text.includes("\0");
}

function* unfitTexts(value: unknown, path: Path): Iterable<Diagnostic> {
  if (typeof value === "string") {
    if (!isUnfit(value)) return;
    yield coreCodes.create(
      "bad-text",
      `${quote(value)} holds ${value.includes("\0") ? "a zero character" : "half of a character"}, which no string in Nix can.`,
      { path, help: "Take it out." },
    );
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* unfitTexts(item, [...path, index]);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* unfitTexts(item, [...path, key]);
  }
}
