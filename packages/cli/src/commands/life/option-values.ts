import type { Invocation } from "../../command/command.ts";

/** The text that an option was given; undefined where it was not given, or is a switch. */
export function textOf({ options }: Invocation, name: string): string | undefined {
  const value = options.get(name);
  return typeof value === "string" ? value : undefined;
}

/** All texts that an option was given, in order. */
export function textsOf({ lists }: Invocation, name: string): readonly string[] {
  return lists.get(name) ?? [];
}
