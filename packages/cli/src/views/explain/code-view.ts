import type { Stage } from "@fleet/diagnostics";
import { changedLines } from "../../pages/changed-lines.ts";
import type { CodePage } from "../../pages/code-page.ts";
import { renderSections } from "./sections.ts";

const stages: { readonly [S in Stage]: string } = {
  declared: "the declaration itself, and what it is computed from; an error stops fleet generate",
  disk: "files, git and generated files; it does not stop fleet generate",
  secrets: "secret files; it does not stop fleet generate",
  access: "access tests; it does not stop fleet generate",
  date: "what ends or has ended; it fails fleet check alone",
  run: "the command: wrong use, or what it could not do",
};

/** The page of a code for people. */
export function renderCodePage(page: CodePage, width?: number): string {
  const { code, severity, stage, exit, when, canBeAccepted, example } = page;
  const text = renderSections(
    code,
    [
      { head: "When", body: [`${when[0]?.toUpperCase() ?? ""}${when.slice(1)}.`] },
      {
        head: "How grave",
        body: [
          severity === "error"
            ? `An error: alone, a command that finds it ends with ${exit}.`
            : "A warning: a command that finds nothing else ends with 0.",
          `It is about ${stages[stage]}.`,
        ],
      },
      { head: "Whether it can stay", body: [explainAcceptance(page)] },
    ],
    width,
  );
  if (example === null) {
    return canBeAccepted || severity === "warning" ? text : `${text}\n${byItself}`;
  }
  const where = example.isWhole ? "" : ", in defineFleet({ … })";
  return `${text}\n${showExample(`Such as${where}`, example.mistake, example.mended)}\n${showExample("Mended", example.mended, example.mistake)}`;
}

const byItself = "The finding itself says what is wrong, where, and what to write: fleet check\n";

function explainAcceptance({ code, severity, canBeAccepted }: CodePage): string {
  if (canBeAccepted) {
    return `It is a choice. Where it is meant, say so in the declaration: policy: { accept: [{ code: "${code}", at: "the place that the finding names", reason: "why" }] }`;
  }
  return severity === "error"
    ? "No: it has to be mended."
    : "It is no matter of choice, so that nothing accepts it; it stops nothing either.";
}

/** A text of the declaration as it is, so that it can be copied; what differs from the other one is marked. */
function showExample(head: string, text: string, other: string): string {
  const lines = changedLines(text, other).map(({ line, isChanged }) =>
    `  ${isChanged ? "> " : "  "}${line}`.trimEnd(),
  );
  return `${head}\n${lines.join("\n")}\n`;
}
