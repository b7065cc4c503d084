import { fc, test as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { sealedTypeOf } from "../../src/tree/sealed-token.ts";

const iv = `${"A".repeat(43)}=`;
const tag = `${"B".repeat(22)}==`;
const token = (data = "eA==", type = "str") =>
  `ENC[AES256_GCM,data:${data},iv:${iv},tag:${tag},type:${type}]`;

describe("a sealed value", () => {
  it.each(["str", "int", "float", "bool", "bytes", "time", "comment"])(
    "has its type: %s",
    (type) => {
      expect(sealedTypeOf(token("eA==", type))).toBe(type);
    },
  );

  it.each([
    ["text behind it", `${token()} hunter2`],
    ["text behind it that ends as it does", `${token()} hunter2]`],
    ["text before it", ` ${token()}`],
    ["a line behind it", `${token()}\n`],
    ["an unknown type", token("eA==", "foo")],
    ["data that is no base64", token("hun ter2")],
    ["data of a length that none has", token("eA=")],
    ["no data", token("")],
    ["nothing but filling", token("====")],
    ["a short vector", token().replace("AAAA", "")],
    ["a carriage return in it", token("eA\r=")],
    ["no end", "ENC[AES256_GCM,hunter2"],
    ["nothing in it", "ENC[AES256_GCM,]"],
  ])("is none with %s", (_, text) => {
    expect(sealedTypeOf(text)).toBeUndefined();
  });

  it("may be longer than a regular expression can take in", () => {
    const data = "QUJD".repeat(5_000_000);
    expect(sealedTypeOf(token(data))).toBe("str");
    expect(sealedTypeOf(token(`${data} QUJ`))).toBeUndefined();
  });

  law.prop([fc.string(), fc.nat()])("is no whole one with anything put into it", (text, at) => {
    fc.pre(!/^[A-Za-z0-9+/=]*$/.test(text));
    const place = at % token().length;
    const changed = token().slice(0, place) + text + token().slice(place);
    expect(sealedTypeOf(changed)).toBeUndefined();
  });
});
