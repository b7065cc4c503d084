import { defineCodes } from "@fleet/diagnostics";

/** What is wrong with profiles and homes. */
export const profilesCodes = defineCodes("profiles", {
  cycle: { severity: "error", stage: "declared", when: "profiles extend each other in a circle" },
  "long-chain": {
    severity: "error",
    stage: "declared",
    when: "more than 2,000 profiles stand behind one, by `extends`",
  },
  "no-system": {
    severity: "error",
    stage: "declared",
    when: "a home is to be built with a system on a host where fleet manages none",
  },
  "bad-home-name": {
    severity: "error",
    stage: "declared",
    when: "what standalone homes are to be called cannot be a name, or has unknown names in braces",
  },
  "home-name-taken": {
    severity: "error",
    stage: "declared",
    when: "two standalone homes have one name",
  },
  "mac-home-of-another": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "the home of a Mac's second user comes with the system by default, which macOS may refuse to whoever switches it",
  },
});
