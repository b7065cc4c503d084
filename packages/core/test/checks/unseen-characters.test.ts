import { withHenry } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const unseen = [
  "\u200b",
  "\u202e",
  "\u2066",
  "\ufeff",
  "\u00ad",
  "\u200d",
  "\u3164",
  "\u2028",
  "\u0085",
  "\u{e0041}",
];

describeChecks("what cannot be seen", [
  ...unseen.flatMap((character): CheckRow[] => [
    [
      `${nameOf(character)} in a name`,
      withHenry({ fullName: `Hen${character}ry` }),
      ["core/bad-text at users.henry.fullName"],
    ],
    [
      `${nameOf(character)} in a description`,
      withHenry({ description: `Hen${character}ry` }),
      ["core/bad-text at users.henry.description"],
    ],
    [
      `${nameOf(character)} in an address`,
      withHenry({ email: `hen${character}ry@example.org` }),
      ["core/bad-email at users.henry.email"],
    ],
  ]),
  [
    "a name of a megabyte",
    withHenry({ fullName: "x".repeat(2 ** 20) }),
    ["core/bad-text at users.henry.fullName"],
  ],
  [
    "an address of a megabyte",
    withHenry({ email: `${"x".repeat(2 ** 20)}@example.org` }),
    ["core/bad-email at users.henry.email"],
  ],
  [
    "nothing of a Persian name",
    withHenry({ fullName: "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627" }),
    [],
  ],
  [
    "nothing of a picture",
    withHenry({ fullName: "Ada \u{1f469}\u{1f3fd}\u200d\u{1f680} \u2764\ufe0f" }),
    [],
  ],
]);

function nameOf(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16)}`;
}
