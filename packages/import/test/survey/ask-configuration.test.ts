import { fc, test } from "@fast-check/vitest";
import type { Diagnostic } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { type AskQuestion, askConfiguration } from "../../src/survey/ask-configuration.ts";
import type { SurveyQuestion } from "../../src/survey/survey-question.ts";

const because = (code: `nix-eval/${string}`): readonly Diagnostic[] => [
  { code, severity: "error", path: [], message: "It is broken." },
];

/** A configuration with these users, some of whom cannot be evaluated. */
function createAsk(users: readonly string[], broken: ReadonlySet<string>) {
  const asked: SurveyQuestion[] = [];
  const ask: AskQuestion = async (question) => {
    asked.push(question);
    const { parts, only } = question;
    const named = users.filter((name) => only === null || only.includes(name));
    if (parts.includes("users") && named.some((name) => broken.has(name))) {
      return { ok: false, diagnostics: because("nix-eval/missing-attribute") };
    }
    const value = Object.fromEntries(
      parts.map((part) => [part, part === "names" ? { users } : part === "users" ? named : []]),
    );
    return { ok: true, value, diagnostics: [] };
  };
  return { ask, asked };
}

const askWeb = (ask: AskQuestion) => askConfiguration(ask, "nixosConfigurations", "web");

describe("a configuration", () => {
  it("is asked once where nothing is wrong with it", async () => {
    const { ask, asked } = createAsk(["ada"], new Set());
    const answer = await askWeb(ask);
    expect(answer).toMatchObject({ ok: true, value: { gaps: [] } });
    expect(asked).toHaveLength(1);
  });

  test.prop([
    fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 200 }),
    fc.nat(),
  ])("loses the one user that is broken, and no other", async (users, choice) => {
    const broken = users[choice % users.length] ?? "";
    const { ask, asked } = createAsk(users, new Set([broken]));
    const answer = await askWeb(ask);
    if (!answer.ok) throw new Error("it can be evaluated");
    expect(answer.value.members.get("users")).toEqual(users.filter((user) => user !== broken));
    expect(answer.value.gaps).toMatchObject([{ part: "users" }]);
    expect(asked.length).toBeLessThan(30);
  });

  it("is not asked for ever where much is broken, and says what is left out", async () => {
    const users = Array.from({ length: 300 }, (_, index) => `user${index}`);
    const broken = users.slice(1);
    const { ask, asked } = createAsk(users, new Set(broken));
    const answer = await askWeb(ask);
    if (!answer.ok) throw new Error("the rest can be evaluated");
    expect(asked.length).toBeLessThan(50);
    const left = answer.value.gaps.flatMap(({ names }) => names ?? []);
    expect(left).toEqual(broken);
    expect(answer.value.gaps).toHaveLength(1);
  });

  it("is not told at all where no user can be", async () => {
    const { ask } = createAsk(["ada", "ben"], new Set(["ada", "ben"]));
    const answer = await askWeb(ask);
    expect(answer).toMatchObject({
      ok: false,
      diagnostics: [{ code: "nix-eval/missing-attribute" }],
    });
  });

  it.each(["nix-eval/time-out", "nix-eval/cancelled"] as const)(
    "is asked once where the reason is %s",
    async (code) => {
      const asked: SurveyQuestion[] = [];
      const answer = await askWeb(async (question) => {
        asked.push(question);
        return { ok: false, diagnostics: because(code) };
      });
      expect(answer).toMatchObject({ ok: false, diagnostics: [{ code }] });
      expect(asked).toHaveLength(1);
    },
  );
});
