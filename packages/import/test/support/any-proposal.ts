import fc from "fast-check";

/** Texts that try to be more than data. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "*/",
    "// @ts-nocheck",
    "$".concat("{process.exit(3)}"),
    "`",
    '"',
    "'",
    "\\",
    "a\nb",
    "a\r\nb",
    "a\u2028b\u2029c",
    "\u202ea",
    "\u0000",
    "\ud800",
    "<!--",
    "x".repeat(300),
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO ada@mini",
  ),
);

const word = fc.string({ unit: fc.constantFrom(..."abcdefgh-"), minLength: 1, maxLength: 14 });

const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    hostileText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(hostileText, tie("value"), { maxKeys: 4 }),
  ),
})).value;

/** Declarations of any shape: what they mean is not the matter of who writes them. */
export const anyDeclaration: fc.Arbitrary<object> = fc
  .tuple(
    fc.dictionary(hostileText, anyValue, { maxKeys: 4 }),
    fc.dictionary(hostileText, anyValue, { maxKeys: 4 }),
    fc.dictionary(hostileText, anyValue, { maxKeys: 3 }),
  )
  // As JSON makes it: with objects of the usual prototype.
  .map(([users, hosts, more]) => JSON.parse(JSON.stringify({ users, hosts, data: more })));

/** Declarations with texts that no quotes or signs make special, for what formatters do. */
export const plainDeclaration: fc.Arbitrary<object> = fc
  .dictionary(
    fc.constantFrom("users", "hosts", "secrets", "root", "defaults", "data"),
    fc.letrec((tie) => ({
      value: fc.oneof(
        fc.string({ unit: fc.constantFrom(..."abcdefgh /.-"), maxLength: 60 }),
        fc.boolean(),
        fc.array(fc.string({ unit: fc.constantFrom(..."abc/"), maxLength: 20 })),
        fc.dictionary(word, tie("value"), { maxKeys: 5 }),
        fc.array(fc.dictionary(word, tie("value"), { maxKeys: 3 }), { maxLength: 4 }),
      ),
    })).value,
  )
  .map((declaration) => JSON.parse(JSON.stringify(declaration)));

/** Remarks anywhere, also where there is nothing. */
export const anyRemarks = fc.array(
  fc.record({
    path: fc.array(fc.oneof(fc.constantFrom("users", "hosts", "data"), hostileText, fc.nat(3)), {
      maxLength: 4,
    }),
    text: hostileText,
    isGuess: fc.boolean(),
  }),
  { maxLength: 4 },
);
