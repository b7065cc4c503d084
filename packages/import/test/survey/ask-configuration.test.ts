import { fc, test } from "@fast-check/vitest";
import type { Diagnostic } from "@fleet/diagnostics";
import type { Evaluated, JsonValue } from "@fleet/nix-eval";
import { describe, expect, it } from "vitest";
import { type AskQuestion, askConfiguration } from "../../src/survey/search/ask-configuration.ts";
import { type BrokenValue, nameKey } from "../../src/survey/search/configuration-answer.ts";
import { learnLessons, noLessons } from "../../src/survey/search/lessons.ts";
import { askInRounds } from "../../src/survey/search/survey-rounds.ts";
import type { SurveyKey, SurveyQuestion } from "../../src/survey/survey-question.ts";

/** Why Nix fails at something: with a word in the trace of what that is, or without. */
interface Fault {
  readonly code: `nix-eval/${string}`;
  readonly hasMark: boolean;
}

const missing: Fault = { code: "nix-eval/missing-attribute", hasMark: true };
const full: Fault = { code: "nix-eval/stack-overflow", hasMark: false };

/**
 * A configuration with these users, each with a home, as `survey.nix` tells of it. What has a fault ends the evaluation
 * unless it is withheld; of users by their names, of their homes by `<name>.home`.
 */
function createAsk(
  users: readonly string[],
  faults: ReadonlyMap<string, Fault>,
  definedIn: readonly string[] = [],
) {
  const asked: SurveyQuestion[] = [];
  const ask: AskQuestion = async (question) => {
    asked.push(question);
    const { parts, only, withheld } = question;
    if (parts.includes("names")) return tell({ names: { users } });
    const isIn = (keys: readonly SurveyKey[], key: SurveyKey) =>
      keys.some((one) => nameKey(one) === nameKey(key));
    const told: JsonValue[] = [];
    const asksUsers = parts.includes("users");
    for (const name of asksUsers ? users : []) {
      const key: SurveyKey = ["users", name];
      const home: SurveyKey = ["users", name, "home"];
      if (only !== null && !isIn(only, key)) continue;
      const isWithheld = isIn(withheld, home) || isIn(withheld, ["users", null, "home"]);
      const fault = faults.get(name);
      const homeFault = faults.get(`${name}.home`);
      if (isIn(withheld, key)) told.push({ lost: name });
      else if (fault !== undefined) return fail(fault, key);
      else if (isWithheld) {
        const option = `users.users.${name}.home`;
        told.push({ login: name, definedIn, home: { unreadable: option, key: home } });
      } else if (homeFault !== undefined) return fail(homeFault, home);
      else told.push({ login: name, definedIn, home: "/home" });
    }
    return tell(Object.fromEntries(parts.map((part) => [part, part === "users" ? told : []])));
  };
  return { ask, asked };
}

function tell(value: JsonValue): Evaluated {
  return { ok: true, value, diagnostics: [] };
}

function fail({ code, hasMark }: Fault, key: SurveyKey): Evaluated {
  return { ok: false, diagnostics: because(code), ...(hasMark ? { marks: [nameKey(key)] } : {}) };
}

const because = (code: `nix-eval/${string}`): readonly Diagnostic[] => [
  { code, severity: "error", path: [], message: "It is broken." },
];

async function askWeb(ask: AskQuestion, lessons = noLessons, known: readonly BrokenValue[] = []) {
  const asked = { output: "nixosConfigurations", name: "web", lessons, known } as const;
  const answer = await askConfiguration(ask, asked);
  if (!answer.ok) throw new Error("it can be evaluated");
  const users = answer.value.members.get("users");
  const logins = Array.isArray(users) ? users.map(loginOf) : [];
  return { logins, broken: answer.value.broken };
}

function loginOf(user: JsonValue): JsonValue | undefined {
  return typeof user === "object" && user !== null && "login" in user ? user["login"] : undefined;
}

const anyUsers = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 200 });

describe("a configuration", () => {
  it("is asked once where nothing is wrong with it", async () => {
    const { ask, asked } = createAsk(["ada"], new Map());
    expect(await askWeb(ask)).toEqual({ logins: ["ada"], broken: [] });
    expect(asked).toHaveLength(1);
  });

  test.prop([anyUsers, fc.nat()])(
    "loses what Nix names as broken, and nothing else, in one evaluation more",
    async (users, choice) => {
      const broken = users[choice % users.length] ?? "";
      const { ask, asked } = createAsk(users, new Map([[`${broken}.home`, missing]]));
      const answer = await askWeb(ask);
      expect(answer.logins).toEqual(users);
      expect(answer.broken).toMatchObject([
        { key: ["users", broken, "home"], reasons: [{ code: "nix-eval/missing-attribute" }] },
      ]);
      expect(asked).toHaveLength(2);
    },
  );

  test.prop([anyUsers, fc.nat()])(
    "loses the one user that is broken, and no other, where Nix does not say which it is",
    async (users, choice) => {
      const broken = users[choice % users.length] ?? "";
      const { ask, asked } = createAsk(users, new Map([[broken, full]]));
      const answer = await askWeb(ask);
      expect(answer.logins).toEqual(users.filter((user) => user !== broken));
      expect(answer.broken).toMatchObject([{ key: ["users", broken] }]);
      expect(asked.length).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(users.length + 2)) + 1);
    },
  );

  it("is not tried again for what is known to be broken, which is told with its reason", async () => {
    const { ask, asked } = createAsk(["ada", "ben"], new Map([["ada.home", missing]]));
    const { broken: known } = await askWeb(ask);
    asked.length = 0;
    expect(known).toMatchObject([{ isFatal: true }]);
    expect((await askWeb(ask, noLessons, known)).broken).toEqual(known);
    expect(asked).toHaveLength(1);
  });

  it("is not asked for one attribute of everybody once several have it broken, and says so", async () => {
    const users = Array.from({ length: 40 }, (_, index) => `user${index}`);
    const faults = new Map(users.map((name) => [`${name}.home`, missing]));
    const { ask, asked } = createAsk(users, faults);
    const { logins, broken } = await askWeb(ask);
    expect(logins).toEqual(users);
    expect(asked).toHaveLength(4);
    expect(broken).toHaveLength(40);
    expect(broken.filter(({ untried }) => untried === undefined)).toHaveLength(3);
  });

  it.each([missing, full])("is not asked for ever where much is broken: %o", async (fault) => {
    const users = Array.from({ length: 300 }, (_, index) => `user${index}`);
    const { ask, asked } = createAsk(users, new Map(users.slice(1).map((name) => [name, fault])));
    const { logins, broken } = await askWeb(ask);
    expect(logins).toEqual(["user0"]);
    expect(asked.length).toBeLessThan(40);
    expect(broken.map(({ key }) => key[1]).sort()).toEqual(users.slice(1).sort());
    expect(broken.some(({ untried }) => untried !== undefined)).toBe(true);
  });

  it("is not told at all where no user can be", async () => {
    const faults = new Map([
      ["ada", missing],
      ["ben", missing],
    ]);
    await expect(askWeb(createAsk(["ada", "ben"], faults).ask)).rejects.toThrow();
  });

  it.each(["nix-eval/time-out", "nix-eval/cancelled"] as const)(
    "is asked once where the reason is %s",
    async (code) => {
      const { ask, asked } = createAsk(["ada"], new Map([["ada", { code, hasMark: true }]]));
      await expect(askWeb(ask)).rejects.toThrow();
      expect(asked).toHaveLength(1);
    },
  );

  it("is not asked twice for what Nix names again, or what nobody asked for", async () => {
    const asked: SurveyQuestion[] = [];
    const ask: AskQuestion = async (question) => {
      asked.push(question);
      return { ok: false, diagnostics: because("nix-eval/failed"), marks: ["nothing", "[1]"] };
    };
    await expect(askWeb(ask)).rejects.toThrow();
    expect(asked.length).toBeLessThan(4);
  });
});

describe("what was learned of two configurations", () => {
  const users = ["ada", "ben"];
  const faults = new Map([["ada.home", missing]]);
  const learn = async (places: readonly (readonly string[])[]) => {
    const pilots: { name: string; broken: readonly BrokenValue[] }[] = [];
    for (const [index, definedIn] of places.entries()) {
      const { broken } = await askWeb(createAsk(users, faults, definedIn).ask);
      pilots.push({ name: `host${index}`, broken });
    }
    return learnLessons(pilots);
  };
  const shared = ["users.nix"];

  it("spares the others the failure, where the same files say the same of the member", async () => {
    const { ask, asked } = createAsk(users, faults, shared);
    const { broken } = await askWeb(ask, await learn([shared, shared]));
    expect(asked).toHaveLength(1);
    expect(broken).toMatchObject([
      { option: "users.users.ada.home", untried: expect.stringContaining('"host0" and "host1"') },
    ]);
  });

  it("hides nothing that can be had where other files say something of it", async () => {
    const { ask, asked } = createAsk(users, new Map(), ["own.nix"]);
    const { broken } = await askWeb(ask, await learn([shared, shared]));
    expect(broken).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it("is tried, and known for what it is, where it is broken there for itself", async () => {
    const { ask, asked } = createAsk(users, faults, ["own.nix"]);
    const { broken } = await askWeb(ask, await learn([shared, shared]));
    expect(asked).toHaveLength(2);
    expect(broken).toMatchObject([{ key: ["users", "ada", "home"] }]);
    expect(broken[0]?.untried).toBeUndefined();
  });

  it("costs nothing where the member is not there", async () => {
    const { ask, asked } = createAsk(["ben"], new Map(), shared);
    expect((await askWeb(ask, await learn([shared, shared]))).broken).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it("hides nothing of a third where it was known of the two before, and not tried again", async () => {
    const { broken } = await askWeb(createAsk(users, faults, shared).ask);
    const names = ["host0", "host1", "host2"];
    const output = "nixosConfigurations" as const;
    const configurations = names.map((name) => ({ output, name, attribute: [output] }));
    const asked = await askInRounds(configurations, {
      jobs: 1,
      show: () => {},
      // With the third, nothing is wrong.
      askOf: ({ name }) => createAsk(users, name === "host2" ? new Map() : faults, shared).ask,
      known: new Map(names.slice(0, 2).map((name) => [`${output} ${name}`, broken])),
      isJudged: false,
    });
    const counts = asked.map(({ answer }) => (answer.ok ? answer.value.broken.length : "failed"));
    expect(counts).toEqual([1, 1, 0]);
  });

  it("is nothing where one alone has it", async () => {
    expect((await learn([shared])).all).toEqual([]);
  });
});
