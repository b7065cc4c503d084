import { parseDocument } from "yaml";

/** The value of a JSON text, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value of a YAML document with one document at most, or what is wrong with it. */
export function parseYaml(text: string): {
  readonly value: unknown;
  readonly problem: string | undefined;
} {
  try {
    const document = parseDocument(text, { logLevel: "silent" });
    const [error] = document.errors;
    const problem = error === undefined ? undefined : (error.message.split("\n", 1)[0] ?? "");
    return { value: problem === undefined ? document.toJS() : undefined, problem };
  } catch {
    // Aliases that grow without end, or more brackets than the stack can hold.
    return { value: undefined, problem: "It is nested too deep, or grows beyond all bounds." };
  }
}
