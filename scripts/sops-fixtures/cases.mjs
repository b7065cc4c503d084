// What is made of which input: who it is encrypted to, by which rule, and what is done to it then.

/** Versions with the full set; those between have a smaller one. */
const full = new Set(["3.7.3", "3.12.2", "3.13.2"]);

/** The inputs that show everything a format can hold. */
const rich = [
  "small.yaml",
  "small.json",
  "small.env",
  "small.ini",
  "small.bin",
  "rich.yaml",
  "comments.yaml",
  "rich.env",
  "rich.ini",
];
const richer = [
  "times.yaml",
  "documents.yaml",
  "anchors.yaml",
  "rich.json",
  "empty.json",
  "crlf.env",
  "nosection.ini",
  "text.txt",
  "empty.bin",
];
const small = ["small.yaml", "small.json", "small.env", "small.ini", "small.bin"];
const ruled = ["rule.yaml", "rule.json", "rule.env", "rule.ini"];

const cryptRules = [
  ["unencrypted-suffix", { unencrypted_suffix: "_open" }],
  ["encrypted-suffix", { encrypted_suffix: "_secret" }],
  ["unencrypted-regex", { unencrypted_regex: "^(.*_open|f)$" }],
  ["encrypted-regex", { encrypted_regex: "^(i_secret|c|L|l)$" }],
];
/** Those since 3.9. */
const laterRules = [
  ["unencrypted-comment-regex", { unencrypted_comment_regex: "public" }],
  ["encrypted-comment-regex", { encrypted_comment_regex: "sealed" }],
  ["mac-only-encrypted", { unencrypted_suffix: "_open", mac_only_encrypted: true }],
];

/** The files that a version makes. */
export function casesOf(version) {
  const isFull = full.has(version);
  const isSince = (minor) => Number(version.split(".")[1]) >= minor;
  const some = isFull ? small : ["small.yaml", "small.ini"];
  const ssh = isSince(10) ? ["ssh-ed25519", "ssh-rsa"] : [];
  const groups = [["keith", ...ssh], ["mini", "pgp"], ["pgp"]];
  const rules = [...cryptRules, ...(isSince(9) ? laterRules : [])];
  return [
    ...[...rich, ...(isFull ? richer : [])].map((input) =>
      encrypt("one", input, { groups: [["keith"]] }),
    ),
    ...some.map((input) =>
      encrypt("several", input, { groups: [["keith", "mini", "recovery", ...ssh]] }),
    ),
    ...(isFull ? small : []).map((input) => encrypt("pgp", input, { groups: [["keith", "pgp"]] })),
    ...some.map((input) => encrypt("groups", input, { groups, shamir_threshold: 2 })),
    ...rules.flatMap(([name, rule]) =>
      (isFull ? ruled : ["rule.yaml", "rule.ini"]).map((input) =>
        encrypt(name, input, { groups: [["keith"]], ...rule }),
      ),
    ),
    ...(isFull && isSince(12) ? small : []).map((input) =>
      encrypt("post-quantum", input, { groups: [["keith", "post-quantum"]] }),
    ),
    ...some.filter((input) => input !== "small.bin").flatMap(edited),
    ...(version === "3.13.2" ? small.slice(0, 4).flatMap(editedAcross) : []),
  ];
}

function encrypt(name, input, rule) {
  const source = `inputs/${input}`;
  return { name: `${name}-${input}`, source, rule, steps: [["--encrypt", "--in-place"]] };
}

/** What a version makes of a file that it encrypted before. */
function edited(input) {
  return edits(input).map(({ name, args, rule }) => {
    const first = encrypt(name, input, { groups: [["keith"]] });
    return { ...first, first: first.rule, rule, steps: [...first.steps, args] };
  });
}

/** What a version makes of a file that an older one encrypted. */
function editedAcross(input) {
  return edits(input).flatMap(({ name, args, rule }) =>
    ["3.7.3", "3.9.4", "3.13.0"].map((from) => {
      const source = `${from}/one-${input}`;
      return { name: `${name}-from-${from}-${input}`, source, rule, steps: [args] };
    }),
  );
}

function edits(input) {
  return [
    { name: "set", args: ["--set", setPath(input)], rule: { groups: [["keith"]] } },
    { name: "rotated", args: ["--rotate", "--in-place"], rule: { groups: [["keith"]] } },
    {
      name: "updated",
      args: ["updatekeys", "--yes"],
      rule: { groups: [["keith", "mini"]] },
    },
  ];
}

function setPath(input) {
  if (input.endsWith(".ini")) return '["one"]["new"] "a value"';
  if (input.endsWith(".yaml")) return '["b"]["new"] {"list": ["x", 1, null]}';
  return '["new"] "a value"';
}
