import { expect, it } from "vitest";
import { askChoice } from "../../src/command/choice.ts";

const choice = {
  text: "Are ada and adal one person?\u001b[31m",
  because: "They have one key.",
  answers: [
    { value: "one", text: "One person." },
    { value: "several", text: "Two people." },
  ],
  proposed: "several",
};

/** Asks somebody who types these lines, and nothing more. */
function ask(...lines: string[]) {
  const shown: string[] = [];
  const askLine = (question: string) => {
    shown.push(question);
    return lines.shift();
  };
  return { answer: askChoice({ askLine }, choice), shown };
}

it("an answer is chosen by its number or its word, and an empty line is what is proposed", () => {
  expect(ask("1").answer).toBe("one");
  expect(ask(" one ").answer).toBe("one");
  expect(ask("").answer).toBe("several");
});

it("a line that is no answer is asked for again, and not for ever", () => {
  const { answer, shown } = ask("3", "yes", "2");
  expect(answer).toBe("several");
  expect(shown[1]).toBe("Type a number from 1 to 2: ");
  expect(ask("x", "-1", "0", "1").answer).toBeUndefined();
});

it("the end of the input leaves it open", () => {
  expect(ask().answer).toBeUndefined();
});

it("a question shows which answer is proposed, and nothing that a terminal obeys", () => {
  expect(ask("").shown[0]).toBe(
    "\nAre ada and adal one person?\\u{1b}[31m\n  They have one key.\n  1  One person.\n  2  Two people. (proposed)\nChoose [2]: ",
  );
});

it("where nobody can be asked nothing is", () => {
  expect(askChoice({ askLine: undefined }, choice)).toBeUndefined();
});
