import { loginNameProblem } from "@fleet/core/internal";

/** What keeps a name from being the login of somebody in a config, or undefined. */
export function usableLoginProblem(name: string): string | undefined {
  // In a config that is a script it would be no key.
  return name === "__proto__"
    ? "No object of JavaScript can hold this name."
    : loginNameProblem(name);
}
