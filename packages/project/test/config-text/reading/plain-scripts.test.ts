import { describe, expect, it } from "vitest";
import { openConfigText } from "../../../src/index.ts";
import { stripTypes } from "../open-text.ts";

/** Where the user `ada` begins in a config, and whether its types had to be taken off for that. */
async function locateAda(text: string) {
  let isStripped = false;
  const opened = await openConfigText({
    name: "fleet.config.ts",
    text,
    stripTypes: (code) => {
      isStripped = true;
      return stripTypes(code);
    },
  });
  const place = await opened.locate(["users", "ada", "isAdmin"]);
  return { found: place && text.slice(place.start).startsWith("isAdmin"), isStripped };
}

const fleet = "{ users: { ada: { isAdmin: true } } }";

describe("a script that is looked at for places", () => {
  it.each([
    ["of a call", `export default defineFleet(${fleet});`],
    [
      "with `<` in a text and a comment",
      `const a = "<"; // <b>\nexport default defineFleet(${fleet});`,
    ],
    ["behind a mark of the byte order", `\ufeffexport default defineFleet(${fleet});`],
  ])("needs no types taken off where it has none: %s", async (_, text) => {
    expect(await locateAda(text)).toEqual({ found: true, isStripped: false });
  });

  it.each([
    ["a type", `const a: string = "";\nexport default defineFleet(${fleet});`],
    [
      "a generic call, which without types would be two comparisons",
      `export default defineFleet<T>(${fleet});`,
    ],
    ["what it satisfies", `export default ${fleet} satisfies Fleet;`],
  ])("is read without its types where it has some: %s", async (_, text) => {
    expect(await locateAda(text)).toEqual({ found: true, isStripped: true });
  });
});
