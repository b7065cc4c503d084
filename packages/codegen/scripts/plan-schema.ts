import { changeKindNames, changeSections } from "../src/plan.ts";

const text = { type: "string" };
const texts = (description: string) => ({ type: "array", items: text, description });
const orNull = (schema: { readonly type: string }, description: string) => ({
  ...schema,
  type: [schema.type, "null"],
  description,
});
const count = (description: string) => ({ type: "integer", minimum: 0, description });

function object(
  properties: Readonly<Record<string, object>>,
  description: string,
  required: readonly string[] = Object.keys(properties),
) {
  return { type: "object", description, properties, required };
}

const place = {
  anyOf: [
    object(
      {
        side: { enum: ["before", "after"], description: "Of which of the two declarations." },
        path: { ...text, description: "Such as users.keith.isAdmin." },
      },
      "The first, where it is decided in several.",
    ),
    { type: "null" },
  ],
  description: "Where what decides about it stands; null where nothing does.",
};

const change = object(
  {
    kind: { enum: changeKindNames, description: "What it is." },
    risk: {
      enum: ["info", "change", "risky"],
      description: "How much one has to look at it.",
    },
    section: { enum: changeSections, description: "What it is about." },
    hosts: texts(
      "The ids of the hosts that it is about, in order; none where it is about no host alone.",
    ),
    files: texts("The paths and patterns of secret files that it is about, in order."),
    who: orNull(text, "Whom it is about, such as user:keith; the name after the change."),
    what: orNull(text, "What of them: a group, a service, a key, a field of fleet.json."),
    before: { description: "What was; null where there was nothing, or the kind says it." },
    after: { description: "What will be." },
    root: {
      enum: ["gained", "lost", null],
      description: "Whether a way to root comes or goes with it.",
    },
    why: texts("The reasons, where it follows from others."),
    place,
    message: { ...text, description: "A sentence that says it. Its words are not stable." },
  },
  "A change; no two differ in nothing but their hosts and files.",
);

const source = {
  enum: ["declaration", "fleet.json", "nothing"],
  description: "What it was learned from. What a fleet.json does not say is unknown.",
};

/** The JSON Schema (draft 2020-12) of what `fleet plan --json` prints. */
export function renderPlanSchema(): string {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "urn:fleet:schema:plan:1",
    title: "fleet plan --json",
    ...object(
      {
        version: { const: 1, description: "Within it, fields and kinds are only added." },
        ok: { type: "boolean", description: "Whether there is a plan." },
        before: object(
          {
            revision: { ...text, description: "As it was asked for." },
            commit: orNull(text, "Its id; null where there is none yet."),
            source,
          },
          "What is compared with.",
        ),
        after: object({ source }, "What takes its place: the work tree."),
        notes: texts("Sentences about what was compared."),
        counts: object(
          {
            changes: count("All of them."),
            risky: count("Those that are risky."),
            info: count("Those that change nothing that anybody can do."),
          },
          "How many changes there are.",
        ),
        changes: { type: "array", items: change, description: "The risky ones first." },
        work: {
          type: "array",
          description: "What is to be done besides building, in order.",
          items: object(
            {
              command: orNull(text, "What to run; null where no command does it."),
              reason: { ...text, description: "Why, in a sentence." },
            },
            "Work that no build does.",
          ),
        },
        diagnostics: {
          type: "array",
          items: { type: "object" },
          description: "Why there is no plan.",
        },
      },
      "What it means that a fleet takes the place of the one of a revision. Without a plan, there are only diagnostics.",
      ["version", "ok", "diagnostics"],
    ),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
