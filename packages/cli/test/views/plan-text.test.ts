import { describe, expect, it } from "vitest";
import { renderPlan } from "../../src/views/plan/plan-text.ts";

const nobody = { gains: [], loses: [], replaces: [], namedBy: {} };
const gain = (path: string) => ({ ...nobody, path, gains: ["user:ana"] });

describe("a plan", () => {
  it.each([
    {
      what: "says who gains, who loses, and whose key changes",
      plans: [
        {
          path: "a.yaml",
          gains: ["user:ana"],
          loses: ["user:ben (no longer declared, says .sops.yaml)"],
          replaces: ["host:mini"],
          namedBy: {},
        },
      ],
      text: `systems/a.yaml
  + user:ana can decrypt it
  - user:ben (no longer declared, says .sops.yaml) no longer can
  ~ host:mini can with other keys
`,
    },
    {
      what: "puts files with the same change together",
      plans: [gain("a.yaml"), { ...nobody, path: "b.yaml", loses: ["user:ana"] }, gain("c.yaml")],
      text: `systems/a.yaml
systems/c.yaml
  + user:ana can decrypt it

systems/b.yaml
  - user:ana no longer can
`,
    },
    {
      what: "lists ten of many files",
      plans: Array.from({ length: 12 }, (_, index) => gain(`${index}.yaml`)),
      text: `${Array.from({ length: 10 }, (_, index) => `systems/${index}.yaml\n`).join("")}… and 2 more files
  + user:ana can decrypt it
`,
    },
    {
      what: "says what changes where the readers stay",
      plans: [{ ...nobody, path: "a.yaml" }],
      text: "systems/a.yaml\n  ~ the same readers, in other groups or another form\n",
    },
    {
      what: "holds nothing that a terminal obeys",
      plans: [{ ...gain("a\n\u001b.yaml"), gains: ["user:\u202e"] }],
      text: "systems/a\\u{a}\\u{1b}.yaml\n  + user:\\u{202e} can decrypt it\n",
    },
    { what: "is empty without files", plans: [], text: "" },
  ])("$what", ({ plans, text }) => {
    expect(renderPlan(plans, "systems/")).toBe(text);
  });
});
