import { compareNames } from "@fleet/diagnostics";
import { accountExamples } from "./account-examples.ts";
import type { CodeExample } from "./code-example.ts";
import { hostExamples } from "./host-examples.ts";
import { nameExamples } from "./name-examples.ts";
import { secretExamples } from "./secret-examples.ts";

/** The examples by their codes, in order. */
export const codeExamples: ReadonlyMap<string, CodeExample> = new Map(
  [...accountExamples, ...hostExamples, ...nameExamples, ...secretExamples]
    .map((example) => [example.code, example] as const)
    .sort(([a], [b]) => compareNames(a, b)),
);
