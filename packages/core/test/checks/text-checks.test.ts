import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const addresses = [
  ..."mailto:a@example.org a@..org a..b@example.org .a@example.org a@example.org.".split(" "),
  ..."a@example,org a@example.org; a@-example.org a@example-.org a,b@example.org a@".split(" "),
];

describeChecks("texts", [
  ...addresses.map(
    (email): CheckRow => [
      `the address ${email}`,
      withHenry({ email }),
      ["core/bad-email at users.henry.email"],
    ],
  ),
  ...["a.b+c@example.org", "ä@bücher.example", "x_y@a-b.c", "root@localhost"].map(
    (email): CheckRow => [`nothing of the address ${email}`, withHenry({ email }), []],
  ),
  [
    "a tag with what nobody sees",
    withMini({ tags: ["ser\u200bver"] }),
    ["core/bad-text at hosts.mini.tags[0]"],
  ],
  [
    "a tag of blanks, and one of two lines",
    withMini({ tags: [" ", "a\nb"] }),
    ["core/bad-text at hosts.mini.tags[0]", "core/bad-text at hosts.mini.tags[1]"],
  ],
  [
    "a vendor without a letter",
    withMini({ hardware: { vendor: "" } }),
    ["core/bad-text at hosts.mini.hardware.vendor"],
  ],
  [
    "a purpose that turns round",
    sampleFleet({ groups: { media: { purpose: "x\u202ey", members: ["keith"] } } }),
    ["core/bad-text at groups.media.purpose"],
  ],
  ["a book", withMini({ tags: ["a".repeat(10_001)] }), ["core/bad-text at hosts.mini.tags[0]"]],
  [
    "a name with its address",
    withHenry({ fullName: "Henry <h@example.org>" }),
    ["core/bad-text at users.henry.fullName"],
  ],
  [
    "a release that home-manager does not know",
    withHenry({ stateVersion: "18.03" }),
    ["core/bad-state-version at users.henry.stateVersion"],
  ],
  [
    "a reason that is none",
    sampleFleet({
      policy: { accept: [{ code: "core/unused-profile", at: "profiles.x", reason: "…" }] },
    }),
    ["core/bad-acceptance at policy.accept[0].reason"],
  ],
]);
