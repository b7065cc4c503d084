import { type CodeExample, mini } from "./code-example.ts";

const adaKey = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
const benKey = "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452";
const recoveryKey = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";

const users = `users: { ada: { fullName: "Ada", isAdmin: true, ageKeys: ["${adaKey}"] } },`;
const operators = `operators: { recovery: { ageKeys: ["${recoveryKey}"] } },`;

/** What surrounds rules of secret files that are the only thing to look at. */
const withRules = (rules: string) => `${users}
${mini}
${operators}
secrets: {
  defaultRules: false,
  files: [
${rules}
  ],
},`;

const rule = (path: string, readers: string) => `    { path: "${path}", readers: [${readers}] },`;

/** Who may decrypt which secret files. */
export const secretExamples: readonly CodeExample[] = [
  {
    code: "secrets/unknown-reader",
    mistake: withRules(rule("secrets/wifi.yaml", `"user:adda"`)),
    mended: withRules(rule("secrets/wifi.yaml", `"user:ada"`)),
  },
  {
    code: "secrets/bad-reader",
    mistake: withRules(rule("secrets/wifi.yaml", `"ada"`)),
    mended: withRules(rule("secrets/wifi.yaml", `"user:ada"`)),
  },
  {
    code: "secrets/reader-without-key",
    mistake: withRules(rule("secrets/wifi.yaml", `"user:ada", "host:mini"`)),
    mended: withRules(rule("secrets/wifi.yaml", `"user:ada"`)),
  },
  {
    code: "secrets/duplicate-rule",
    mistake: withRules(
      [rule("secrets/wifi.yaml", `"user:ada"`), rule("secrets/wifi.yaml", `"admins"`)].join("\n"),
    ),
    mended: withRules(rule("secrets/wifi.yaml", `"admins"`)),
  },
  {
    code: "secrets/path-looks-like-regex",
    mistake: withRules(rule("^secrets/.*$", `"user:ada"`)),
    mended: withRules(rule("secrets/**", `"user:ada"`)),
  },
  {
    code: "secrets/unknown-placeholder",
    mistake: withRules(rule("secrets/{person}.yaml", `"user:ada"`)),
    mended: withRules(rule("secrets/{user}.yaml", `"user:{user}"`)),
  },
  {
    code: "secrets/bad-path",
    mistake: withRules(rule("../wifi.yaml", `"user:ada"`)),
    mended: withRules(rule("secrets/wifi.yaml", `"user:ada"`)),
  },
  {
    code: "secrets/no-recovery-key",
    mistake: `users: {
  ada: { fullName: "Ada", isAdmin: true, ageKeys: ["${adaKey}"] },
  ben: { fullName: "Ben", ageKeys: ["${benKey}"], hosts: ["mini"] },
},
${mini}
secrets: {
  defaultRules: false,
  files: [{ path: "secrets/wifi.yaml", readers: ["users"] }],
},`,
    mended: `users: {
  ada: { fullName: "Ada", isAdmin: true, ageKeys: ["${adaKey}"] },
  ben: { fullName: "Ben", ageKeys: ["${benKey}"], hosts: ["mini"] },
},
${mini}
${operators}
secrets: {
  defaultRules: false,
  files: [{ path: "secrets/wifi.yaml", readers: ["users"] }],
},`,
  },
  {
    code: "secrets/bad-recipient",
    mistake: withRules(rule("secrets/wifi.yaml", `"user:ada", "age1ada"`)),
    mended: withRules(rule("secrets/wifi.yaml", `"user:ada", "${benKey}"`)),
  },
];
