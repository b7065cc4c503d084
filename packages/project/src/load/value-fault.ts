import { type Diagnostic, describeThrown, formatPath } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { type LimitName, type ValueFault, valueLimits } from "./plain-value.ts";
import { type ErrorOrigin, findStackPlace } from "./stack-place.ts";

/** Says why what a config exports cannot be read, and where. */
export function describeFault(fault: ValueFault, origin: ErrorOrigin): Diagnostic {
  const { path } = fault;
  const what = path.length === 0 ? "what it exports" : formatPath(path);
  switch (fault.kind) {
    case "throws":
      return createProblem("config-throws", `The config throws: ${describeThrown(fault.thrown)}`, {
        path,
        ...findStackPlace(fault.thrown, origin),
        help: `fleet reads ${what}, and this stopped it. Declare plain values.`,
      });
    case "circle":
      return createProblem("unreadable-value", `${what} stands inside of itself.`, {
        path,
        help: "Write out what is meant there: a declaration ends somewhere.",
      });
    case "symbol":
      return createProblem("unreadable-value", `${fault.name} is a key of ${what}, and no text.`, {
        path,
        help: "Write a text for the key, in quotes.",
      });
    case "too-large":
      return createProblem("too-large-value", `${what} ${describeLimit(fault.limit)}.`, {
        path,
        help: "Look for the loop that makes it, or for a length that was not meant.",
      });
    default:
      return fault satisfies never;
  }
}

function describeLimit(limit: LimitName): string {
  const most = valueLimits[limit].toLocaleString("en");
  switch (limit) {
    case "depth":
      return `is nested more than ${most} levels deep`;
    case "values":
      return `holds more than ${most} values`;
    case "text":
      return `is or has as a key a text of more than ${most} characters`;
    case "texts":
      return `holds texts of more than ${most} characters`;
    default:
      return limit satisfies never;
  }
}
