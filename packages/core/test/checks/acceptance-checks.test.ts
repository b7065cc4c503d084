import { defineCodes, formatPath, indexCodes } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { checkAcceptedCodes, describeEnd, describeUnused } from "../../src/internal.ts";
import { parseFleet } from "../../src/parse/parse-fleet.ts";
import { sampleFleet } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const good = { code: "zoo/lonely", at: "hosts.mini", reason: "It is meant." };
const accepting = (...accept: object[]) => sampleFleet({ policy: { accept } });

describeChecks("what is accepted", [
  ["nothing about a place and a reason", accepting(good), []],
  [
    "no place",
    accepting(good, { ...good, at: " " }),
    ["core/bad-acceptance at policy.accept[1].at"],
  ],
  ...["", " ", "a\nb", "a\u2028b"].map((reason): [string, object, string[]] => [
    `a reason like ${JSON.stringify(reason)}`,
    accepting({ ...good, reason }),
    ["core/bad-acceptance at policy.accept[0].reason"],
  ]),
  [
    "a reason that is missing",
    accepting({ code: good.code, at: good.at }),
    ["core/missing-key at policy.accept[0].reason"],
  ],
  ["nothing about a last day", accepting({ ...good, until: "2028-02-29" }), []],
  ...["2027-02-29", "2027-1-1", "soon", "", "2027-06-30T00:00:00Z", " 2027-06-30"].map(
    (until): [string, object, string[]] => [
      `a day like ${JSON.stringify(until)}`,
      accepting({ ...good, until }),
      ["core/bad-acceptance at policy.accept[0].until"],
    ],
  ),
  ...[
    "*",
    "*.mini",
    "hosts.m*",
    "hosts.**",
    "hosts[*]",
    "hosts['*'].*",
    "hosts.*:12",
    "secrets/**",
    "secrets/*.yaml",
    "secrets/a.yaml:12",
    "secrets/a.yaml:12:3",
    "./a.yaml",
    "/a.yaml",
    " a",
    "a\nb",
  ].map((at): [string, object, string[]] => [
    `a place like ${JSON.stringify(at)}`,
    accepting({ ...good, at }),
    ["core/bad-acceptance at policy.accept[0].at"],
  ]),
  ...["hosts.*", "hosts.*.users.*", "secrets.files.*", 'hosts["web1.example.org"].users.*'].map(
    (at): [string, object, string[]] => [`nothing about ${at}`, accepting({ ...good, at }), []],
  ),
  ["nothing about a key in quotes", accepting({ ...good, at: 'hosts["*:1"].ageKey' }), []],
  ...[-1, 3651].map((warnDaysBefore): [string, object, string[]] => [
    `${warnDaysBefore} days before an end`,
    sampleFleet({ policy: { warnDaysBefore } }),
    ["core/bad-acceptance at policy.warnDaysBefore"],
  ]),
]);

describe("the end of an acceptance", () => {
  const said = (until: string, policy: object = {}) => {
    const { value } = parseFleet(
      sampleFleet({ policy: { ...policy, accept: [{ ...good, until }] } }),
    );
    return value === undefined ? ["none"] : [...describeEnd(value, 0, "2027-06-30")];
  };

  it.each([
    ["2027-06-29", "core/acceptance-ended", "error", "ended with 2027-06-29. It is 2027-06-30."],
    ["2027-06-30", "core/acceptance-ends", "warning", "ends with 2027-06-30, today."],
    ["2027-07-01", "core/acceptance-ends", "warning", "ends with 2027-07-01, tomorrow."],
    ["2027-07-30", "core/acceptance-ends", "warning", "in 30 days. It is 2027-06-30."],
  ])("with %s is said on the 30th of June: %s", (until, code, severity, words) => {
    expect(said(until)).toMatchObject([
      {
        code,
        severity,
        path: ["policy", "accept", 0, "until"],
        message: expect.stringContaining(words),
      },
    ]);
  });

  it("that is far off is not said, and how far that is can be declared", () => {
    expect(said("2027-07-31")).toEqual([]);
    expect(said("2027-07-31", { warnDaysBefore: 31 })).toHaveLength(1);
    expect(said("2027-07-01", { warnDaysBefore: 0 })).toEqual([]);
  });
});

const codes = defineCodes("zoo", {
  lonely: { severity: "warning", choice: true, stage: "declared", when: "an animal is alone" },
  unread: { severity: "warning", stage: "declared", when: "a file was not read" },
  broken: { severity: "error", stage: "declared", when: "a cage is broken" },
});

function parse(...accept: object[]) {
  const { value } = parseFleet(accepting(...accept));
  if (value === undefined) throw new Error("bug: no fleet");
  return value;
}

describe("checkAcceptedCodes", () => {
  const check = (code: string) =>
    [...checkAcceptedCodes(parse(good, { ...good, code }), indexCodes([codes]))].map(
      ({ path, message, help }) => [formatPath(path), message, help],
    );

  it("takes what is a matter of choice", () => {
    expect(check("zoo/lonely")).toEqual([]);
  });

  it.each([
    ["zoo/broken", '"zoo/broken" is an error, and errors cannot be accepted.', /^Take it out/],
    ["zoo/unread", '"zoo/unread" is no matter of choice, and so cannot be accepted.', /^Take it/],
    [
      "zoo/lonley",
      'No finding that could be accepted has the code "zoo/lonley".',
      /^Did you mean "zoo\/lonely"\?$/,
    ],
    [
      "constructor",
      'No finding that could be accepted has the code "constructor".',
      /^Choose one of "zoo\/lonely"\.$/,
    ],
  ])("refuses %s", (code, message, help) => {
    expect(check(code)).toEqual([["policy.accept[1].code", message, expect.stringMatching(help)]]);
  });
});

describe("describeUnused", () => {
  const lonely = (id: string) => codes.create("lonely", "…", { path: ["hosts", id] });

  it("says at its place what is accepted and is not there", () => {
    expect(describeUnused(parse(good), 0, [])).toMatchObject({
      code: "core/unused-acceptance",
      severity: "warning",
      path: ["policy", "accept", 0],
      message: 'This accepts nothing: there is no finding "zoo/lonely" at "hosts.mini".',
      help: "Take it out.",
    });
  });

  it("names the place that may be meant", () => {
    const { help } = describeUnused(parse(good), 0, [lonely("minie"), lonely("laptop")]);
    expect(help).toBe('Take it out, or accept the one at "hosts.minie" if that is meant.');
  });

  it("says of a pattern that nothing is left for it", () => {
    const { message, help } = describeUnused(parse({ ...good, at: "hosts.*" }), 0, []);
    expect(message).toBe(
      'This accepts nothing: no finding "zoo/lonely" is at "hosts.*" that nothing else accepts.',
    );
    expect(help).toBe("Take it out.");
  });

  it("names the acceptance that says the same", () => {
    const { message } = describeUnused(parse(good, good), 1, []);
    expect(message).toBe('"zoo/lonely" at "hosts.mini" is accepted already, by policy.accept[0].');
  });
});
