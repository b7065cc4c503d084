import { showLine, showText } from "@fleet/diagnostics";
import type { World } from "@fleet/project";

/** A question with few answers. */
export interface Choice {
  readonly text: string;
  readonly because: string;
  readonly answers: readonly { readonly value: string; readonly text: string }[];
  /** The value of the answer that an empty line stands for. */
  readonly proposed: string;
}

/** So often a line that is no answer is asked for again. */
const attempts = 3;

/** Has somebody on the terminal choose an answer by its number; undefined where nobody does. */
export function askChoice({ askLine }: Pick<World, "askLine">, choice: Choice): string | undefined {
  const { text, because, answers, proposed } = choice;
  if (askLine === undefined || answers.length === 0) return undefined;
  const usual = answers.findIndex(({ value }) => value === proposed) + 1;
  const lines = answers.map(
    (answer, index) =>
      `  ${index + 1}  ${showLine(answer.text)}${index + 1 === usual ? " (proposed)" : ""}\n`,
  );
  const head = `\n${showLine(text)}\n  ${showText(because)}\n`;
  let question = `${head}${lines.join("")}Choose${usual === 0 ? "" : ` [${usual}]`}: `;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const line = askLine(question)?.trim();
    if (line === undefined) return undefined;
    const named = answers.find(({ value }) => value === line);
    const chosen = line === "" ? answers[usual - 1] : (answers[Number(line) - 1] ?? named);
    if (chosen !== undefined) return chosen.value;
    question = `Type a number from 1 to ${answers.length}: `;
  }
  return undefined;
}
