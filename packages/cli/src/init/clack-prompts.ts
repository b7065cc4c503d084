import { type CANCEL_SYMBOL, confirm, isCancel, log, select, text } from "@clack/prompts";
import { fitText, showLine, showText } from "@fleet/diagnostics";
import { Abandoned, type Prompts } from "./prompts.ts";

/** Questions on the terminal of this process. Only `fleet init` loads this. */
export function openPrompts(): Prompts {
  const { stdin: input, stderr: output } = process;
  // A terminal that does not say how large it is has 0 columns, and one letter would stand in each line.
  if (!output.columns) output.columns = 80;
  if (!output.rows) output.rows = 24;
  const gone = new AbortController();
  const leave = () => gone.abort();
  // Of a terminal that goes away, the prompts hear nothing, and would wait for ever.
  input.on("end", leave).on("close", leave).on("error", leave);
  output.on("error", leave);
  process.on("SIGHUP", leave).on("SIGTERM", leave);
  const common = { input, output, signal: gone.signal };
  const settle = async <Value extends string | boolean>(
    answer: Promise<Value | typeof CANCEL_SYMBOL>,
  ): Promise<Value> => {
    if (gone.signal.aborted) throw new Abandoned();
    const value = await answer;
    if (isCancel(value)) throw new Abandoned();
    return value;
  };
  return {
    // What draws the questions breaks lines within words; "│  " stands before each.
    tell: (line) => log.message(fitText(showText(line), output.columns - 3), { output }),
    askText: ({ text: message, proposed, check }) =>
      settle(
        text({
          ...common,
          message: showLine(message),
          ...(proposed === undefined ? {} : { initialValue: proposed }),
          validate: (answer) => {
            const problem = check?.((answer ?? "").trim());
            return problem === undefined ? undefined : showLine(problem);
          },
        }),
      ).then((answer) => (answer ?? "").trim()),
    choose: ({ text: message, answers }) =>
      settle(
        select({
          ...common,
          message: showLine(message),
          options: answers.map((answer) => ({ value: answer.value, label: showLine(answer.text) })),
        }),
      ),
    agree: ({ text: message, proposed }) =>
      settle(confirm({ ...common, message: showLine(message), initialValue: proposed })),
    close: () => {
      input.off("end", leave).off("close", leave).off("error", leave);
      output.off("error", leave);
      process.off("SIGHUP", leave).off("SIGTERM", leave);
      input.pause();
    },
  };
}
