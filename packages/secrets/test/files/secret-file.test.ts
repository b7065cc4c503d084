import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { readSecretKeys } from "../../src/files/file-values.ts";
import { createSecretFileReader, type SecretFile } from "../../src/files/secret-file.ts";
import { recipientOf, sshKeyOf } from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const readSecretFile = createSecretFileReader();
const [a, b, c] = [recipientOf("a"), recipientOf("b"), recipientOf("c")];
const endings = ["yaml", "json", "env", "ini", "bin"] as const;
const one = new Map(
  endings.map((ending) => [
    ending,
    encryptFile(ending, { age: [a, b, sshKeyOf("c", "me@mini")].join() }),
  ]),
);
const shamir = new Map(
  endings.map((ending) => [
    ending,
    encryptFile(ending, {
      shamir_threshold: 2,
      key_groups: [{ age: [a] }, { age: [b, c] }, { age: [c] }],
    }),
  ]),
);

function read(path: string, text: string): SecretFile {
  return readSecretFile({ path, bytes: new TextEncoder().encode(text) });
}

function codes(path: string, text: string): string[] {
  return read(path, text).problems.map(({ code }) => code.replace("secrets/", ""));
}

function sample(ending: (typeof endings)[number]): string {
  return one.get(ending) ?? "";
}

describe.each(endings)("a file of the real sops that ends in .%s", (ending) => {
  it("tells who can decrypt it", () => {
    const file = read(`x.${ending}`, sample(ending));
    expect(file.problems).toEqual([]);
    expect(file.header?.groups).toEqual([
      [
        { id: a, claim: "fits", hasComment: false },
        { id: b, claim: "fits", hasComment: false },
        { id: sshKeyOf("c"), claim: "fits", hasComment: true },
      ],
    ]);
    expect(file.header?.threshold).toBeUndefined();
    expect(file.header?.lastModified).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(file.header?.version).toMatch(/^3\.\d+/);
    expect(file.plaintext).toEqual([]);
  });

  it("tells its groups and its threshold", () => {
    const { header } = read(`x.${ending}`, shamir.get(ending) ?? "");
    expect(header?.threshold).toBe(2);
    expect(header?.groups.map((group) => group.map(({ id }) => id))).toEqual([[a], [b, c], [c]]);
  });

  it("with the markers of a merge is reported", () => {
    const text = `<<<<<<< HEAD\n${sample(ending)}\n=======\n${sample(ending)}\n>>>>>>> theirs\n`;
    expect(codes(`x.${ending}`, text)).toEqual(["merge-conflict"]);
  });

  it("is never more than reported, however it is cut", () => {
    const text = sample(ending);
    for (let length = 0; length < text.length; length += 23) {
      const cut = read(`x.${ending}`, text.slice(0, length));
      // Only what is cut off behind the last field that counts may still pass.
      if (length < text.length - 60) expect(cut.header).toBeUndefined();
    }
  });

  law.prop([fc.nat(), fc.nat({ max: 30 }), fc.string({ maxLength: 9 })])(
    "is never more than reported, however it is changed",
    (from, length, inserted) => {
      const text = sample(ending);
      const at = from % text.length;
      const file = read(`x.${ending}`, text.slice(0, at) + inserted + text.slice(at + length));
      expect(file.path).toBe(`x.${ending}`);
    },
  );
});

describe("the keys of a file", () => {
  const keysOf = (ending: (typeof endings)[number]) => [
    ...(readSecretKeys({
      path: `x.${ending}`,
      bytes: new TextEncoder().encode(sample(ending)),
    })?.keys() ?? []),
  ];

  it.each([
    ["yaml", ["a", "b/c", "b/d/0", "b/d/1/e", "f_unencrypted", "g", "h"]],
    ["json", ["a", "b/c", "b/d/0", "b/d/1/e", "f_unencrypted", "g", "h"]],
    ["env", ["A", "B", "F_unencrypted"]],
    ["ini", ["one/a", "one/b", "two/a"]],
    ["bin", [""]],
  ] as const)("that ends in .%s are readable: %j", (ending, keys) => {
    expect(keysOf(ending)).toEqual(keys);
  });

  it("are unknown where the file is no tree", () => {
    const bytes = new TextEncoder().encode("a: [");
    expect(readSecretKeys({ path: "x.yaml", bytes })).toBeUndefined();
  });
});

describe("a value in the clear", () => {
  it.each(["yaml", "json", "env", "ini"] as const)(
    "is found in a file that ends in .%s",
    (ending) => {
      const bare = sample(ending).replace(/ENC\[AES256_GCM,data:[^\]]*\]/, "hunter2");
      const { plaintext } = read(`x.${ending}`, bare);
      expect(plaintext).toEqual([{ yaml: "a", json: "a", env: "A", ini: "one/a" }[ending]]);
    },
  );

  it("is none where the file's own rule leaves it", () => {
    const text = encryptFile("yaml", { age: a, encrypted_regex: "^c$" });
    expect(text).toContain("a: x");
    expect(read("x.yaml", text).plaintext).toEqual([]);
    expect(read("x.yaml", text).header?.cryptRule).toEqual({
      field: "encrypted_regex",
      value: "^c$",
    });
  });
});

describe("a file", () => {
  it("without a sops block is not encrypted", () => {
    for (const [path, text] of [
      ["x.yaml", "a: sops"],
      ["x.json", '{"a": "sops"}'],
      ["x", "sops"],
      ["x.env", "A=b"],
      ["x.ini", "[a]"],
      ["x", ""],
    ] as const) {
      expect(read(path, text)).toMatchObject({ header: undefined, problems: [] });
    }
  });

  it.each([
    ["x.yaml.enc", "yaml", "yaml"],
    [".env.prod", "env", "dotenv"],
    ["x.conf", "ini", "ini"],
    ["x.json", "yaml", "yaml"],
  ] as const)("named %s that holds %s is reported", (path, ending, format) => {
    const [problem] = read(path, sample(ending)).problems;
    expect(problem?.code).toBe("secrets/format-mismatch");
    expect(problem?.message).toContain(`holds ${format}`);
  });

  it("that ends in .yaml may be JSON, as sops reads it", () => {
    expect(read("x.yaml", sample("json")).header?.groups[0]).toHaveLength(3);
  });

  it.each([
    '; x = """\n[sops]\nage__list_3__map_recipient = x\n[z]\n; """\nk = ',
    '; x = """\n[wifi]\npassword = hunter2\n; """\nk = ',
    'x =  """\n[wifi]\npassword = hunter2\ny = """',
    "x = foo\\ \n[wifi]",
    "x = \u3000`v",
  ])("in INI with lines that are others to sops's library is reported: %j", (front) => {
    const { problems, plaintext } = read("x.ini", `[n_unencrypted]\n${front}\n${sample("ini")}`);
    expect(problems.length + plaintext.length).toBeGreaterThan(0);
  });

  it("that wants more key groups than it has is reported", () => {
    for (const [ending, text] of shamir) {
      const threshold = /(shamir_threshold"?(?:: ?| *= ?))2/;
      expect(codes(`x.${ending}`, text.replace(threshold, "$14"))).toEqual(["unparsable"]);
      expect(codes(`x.${ending}`, text.replace(threshold, "$11"))).toEqual(["unparsable"]);
    }
  });

  it("that is too large to be looked at is reported", () => {
    const size = 64 * 1024 * 1024 + 1;
    const { problems, header } = readSecretFile({ path: "x", bytes: new Uint8Array(), size });
    expect(header).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["secrets/too-large"]);
    expect(problems[0]?.message).toContain("65 MiB");
  });

  it("of several YAML documents counts by its first", () => {
    const text = encryptFile("yaml", { age: a }, "a: x\n---\nb: y\n");
    expect(text.split("\nsops:")).toHaveLength(3);
    expect(read("x.yaml", text).header?.groups[0]?.map(({ id }) => id)).toEqual([a]);
    expect(read("x.yaml", `---\n${text}`).header?.groups[0]?.map(({ id }) => id)).toEqual([a]);
    expect(read("x.yaml", `first: document\n---\n${text}`).header).toBeUndefined();
  });

  it("with two sops blocks is reported, in every format", () => {
    const yaml = sample("yaml");
    expect(codes("x.yaml", yaml + yaml.slice(yaml.indexOf("sops:")))).toEqual(["two-sops-blocks"]);
    const json = sample("json");
    const block = json.slice(json.indexOf('"sops"'), json.lastIndexOf("}"));
    expect(codes("x.json", json.replace('"sops"', `${block}, "sops"`))).toEqual([
      "two-sops-blocks",
    ]);
    const env = sample("env");
    expect(codes("x.env", env + env.slice(env.indexOf("sops_")))).toEqual(["two-sops-blocks"]);
    const ini = sample("ini");
    expect(codes("x.ini", ini + ini.slice(ini.indexOf("[sops]")))).toEqual(["two-sops-blocks"]);
  });

  it("whose value is a text that looks like a block is read right", () => {
    const text = encryptFile(
      "json",
      { age: a },
      '{"x_unencrypted": "\\"sops\\": {", "y": {"sops": "1"}}',
    );
    expect(read("x.json", text).header?.groups[0]?.map(({ id }) => id)).toEqual([a]);
  });

  it.each([
    ["no mac", (text: string) => text.replace(/\n {4}mac:.*/, "")],
    ["no recipient", (text: string) => text.replace(/ {4}age:[\s\S]*(?= {4}lastmodified)/, "")],
    [
      "a block that is a text",
      (text: string) => `${text.slice(0, text.indexOf("sops:"))}sops: none\n`,
    ],
    ["no YAML", (text: string) => text.replace("    age:", "    age: ]")],
  ])("with %s is reported", (_, change) => {
    expect(codes("x.yaml", change(sample("yaml")))).toEqual(["unparsable"]);
  });

  it("by a person's hand is read as sops reads it", () => {
    const json = JSON.stringify(JSON.parse(sample("json")).sops);
    expect(read("x.yaml", `{"a": "b", 'sops': ${json}}`).header?.groups[0]).toHaveLength(3);
    expect(read("x.yaml", `a: b\n"sops": ${json}\n`).header?.groups[0]).toHaveLength(3);
  });

  it("of sops 3.13.0 in INI has values in three quotes", () => {
    const text = sample("ini").replaceAll(
      /= (-----BEGIN.*)/g,
      (_, value: string) => `= """${value.replaceAll("\\n", "\n")}"""`,
    );
    expect(text).toContain('"""');
    expect(read("x.ini", text).header).toEqual(read("x.ini", sample("ini")).header);
  });

  it("in which two recipients have changed places is found out where their kinds differ", () => {
    const text = sample("yaml").replace(sshKeyOf("c", "me@mini"), c).replace(a, sshKeyOf("c"));
    expect(read("x.yaml", text).header?.groups[0]?.map(({ claim }) => claim)).toEqual([
      "differs",
      "fits",
      "differs",
    ]);
  });

  it.each(["[", "- ", "a: [", '{"a":'])("nested without end is no danger: %j", (opening) => {
    const text = `${opening.repeat(100_000)}\nsops: 1`;
    for (const ending of endings) expect(read(`x.${ending}`, text).header).toBeUndefined();
  });

  law.prop([fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...endings)])(
    "of any bytes is read without an exception",
    (bytes, ending) => {
      expect(readSecretFile({ path: `x.${ending}`, bytes }).header).toBeUndefined();
    },
  );
});
