import { fieldsOf } from "../../fleet-json/json-value.ts";

/** How a key is told from others in a line: the end of it, and its comment; of one from the environment, the variable. */
export function keyText(key: unknown): string {
  if (typeof key === "string")
    return key.replace(/AAAA[\w+/]{8,}=*/g, (blob) => `…${blob.slice(-12)}`);
  const { env, options } = fieldsOf(key);
  return `${typeof options === "string" ? `${options} ` : ""}from the variable ${String(env)}`;
}
