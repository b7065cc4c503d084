import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { dataOf, evaluate } from "../evaluate.ts";
import { type Ending, edited, openText } from "../open-text.ts";
import { data, newKey, pathsIn, valueAt, type WrittenText, writtenText } from "../written-text.ts";

const endings = ["ts", "js", "json", "yaml"] as const;

/** A text with one of its paths. */
function textWithPath(ending: Ending) {
  return writtenText(ending).chain((written) =>
    fc.tuple(fc.constant(written), fc.constantFrom(...pathsIn(written.value))),
  );
}

/** A text with a path of one of its objects or lists. */
function textWithContainer(ending: Ending, isWanted: (value: unknown) => boolean) {
  return writtenText(ending).chain((written) => {
    const paths = [[], ...pathsIn(written.value)];
    const wanted = paths.filter((path) => isWanted(valueAt(written.value, path)));
    return fc.tuple(fc.constant(written), fc.constantFrom(...(wanted.length > 0 ? wanted : [[]])));
  });
}

function commentsIn(text: string): string[] {
  return text.match(/(?:\/\/|\/\*|#) c\d+/g) ?? [];
}

describe.each(endings)("edits of %s", (ending) => {
  it.prop([writtenText(ending)])(
    "begin with a text that says what it was written from",
    async ({ text, value }: WrittenText) => {
      const config = await openText(text, ending);
      expect(config.problems).toEqual([]);
      expect(await evaluate(text, ending)).toEqual(value);
      for (const path of pathsIn(value))
        expect(await config.locate(path)).toMatchObject({ isExact: true });
    },
  );

  it.prop([textWithPath(ending), data])(
    "set what is read afterwards, and nothing else",
    async ([{ text, value }, path], set) => {
      const after = await evaluate(await edited(text, ending, path, set), ending);
      const expected = structuredClone(value);
      const key = path.at(-1) ?? "";
      Reflect.set(Object(valueAt(expected, path.slice(0, -1))), key, set);
      expect(after).toEqual(expected);
    },
  );

  it.prop([textWithPath(ending), data])(
    "leave every comment outside of the value",
    async ([{ text }, path], set) => {
      const config = await openText(text, ending);
      const place = await config.locate(path);
      const edit = await config.edit(path, set);
      const { start = 0, end = 0 } = place?.value ?? {};
      const kept = [...commentsIn(text.slice(0, start)), ...commentsIn(text.slice(end))];
      expect(commentsIn(edit.ok ? edit.text : "")).toEqual(expect.arrayContaining(kept));
    },
  );

  it.prop([textWithPath(ending), data])(
    "give the original bytes when a scalar is set back",
    async ([{ text, value }, path], set) => {
      const scalar = valueAt(value, path);
      fc.pre(typeof scalar !== "object" || scalar === null);
      // What text was quoted with is seen from the text that takes its place.
      fc.pre(typeof scalar !== "string" || typeof set === "string");
      const there = await edited(text, ending, path, set);
      expect(await edited(there, ending, path, dataOf(scalar))).toBe(text);
    },
  );

  const isObject = (value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  it.prop([textWithContainer(ending, isObject), newKey, data])(
    "give the original bytes when a key is added and deleted",
    async ([{ text }, path], key, set) => {
      const there = await edited(text, ending, [...path, key], set);
      expect(valueAt(await evaluate(there, ending), path)).toHaveProperty([key], set);
      expect(commentsIn(there)).toEqual(commentsIn(text));
      expect(await edited(there, ending, [...path, key], undefined)).toBe(text);
    },
  );

  it.prop([textWithContainer(ending, Array.isArray), data, fc.nat()])(
    "give the original bytes when an item is inserted and deleted",
    async ([{ text, value }, path], set, at) => {
      const list = valueAt(value, path);
      fc.pre(Array.isArray(list));
      const items: unknown[] = Array.isArray(list) ? list : [];
      const index = at % (items.length + 1);
      const there = await edited(text, ending, [...path, index], set, "insert");
      expect(valueAt(await evaluate(there, ending), path)).toEqual(items.toSpliced(index, 0, set));
      expect(await edited(there, ending, [...path, index], undefined)).toBe(text);
      const appended = await edited(text, ending, path, set, "append");
      expect(valueAt(await evaluate(appended, ending), path)).toEqual([...items, set]);
    },
  );

  it.prop([textWithPath(ending)])(
    "delete what is asked for, and nothing else",
    async ([{ text, value }, path]) => {
      const edit = await (await openText(text, ending)).edit(path, undefined);
      fc.pre(edit.ok);
      const expected = structuredClone(value);
      const holder: unknown = valueAt(expected, path.slice(0, -1));
      if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1);
      else Reflect.deleteProperty(Object(holder), path.at(-1) ?? "");
      expect(await evaluate(edit.ok ? edit.text : "", ending)).toEqual(expected);
    },
  );
});
