import { fc } from "@fast-check/vitest";

const names = [
  ..."restrict cert-authority port-forwarding no-port-forwarding agent-forwarding no-pty pty".split(
    " ",
  ),
  ..."x11-forwarding no-touch-required verify-required user-rc no-user-rc".split(" "),
  ..."no-restrict no-cert-authority no-command ptyx unknown permit".split(" "),
];
const valued = [
  "command",
  "principals",
  "environment",
  "permitopen",
  "permitlisten",
  "tunnel",
].concat("expiry-time");

const values = fc.oneof(
  fc.constantFrom(
    ...[
      "",
      "a b, c",
      'say \\"hi\\"',
      "\\",
      "\\\\",
      "a\\",
      "x=y",
      "A_1=b=c",
      "=x",
      "A B=c",
      "ä",
      "\t",
    ],
    ...[
      "h:80",
      "h",
      "h:0",
      "h:65535",
      "h:65536",
      "h:*",
      "*:22",
      ":80",
      "[::1]:22",
      "[::1:22",
      "a:b:1",
    ],
    ...["::1:22", "h/22", "80", "*", "0", "localhost:22:1", "h:-1", "h:+1", "h: 1"],
    ...["any", "ANY", "1", "2147483645", "2147483646", "-1", "99999999999"],
    ...[
      "20270131",
      "20270131Z",
      "202701311200",
      "20270131120000utc",
      "20271331",
      "2027013",
      "20270132",
    ],
    ...["202701312460", "202701312400", "19690101", "20270131X", "000000000000", "2027-01-31"],
  ),
  fc.string({ unit: fc.constantFrom(..."ab=:, \\*/09[]"), maxLength: 8 }),
);

const inAnyCase = (text: string) =>
  fc.boolean().map((isUpper) => (isUpper ? text.toUpperCase() : text));

const option = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names).chain(inAnyCase) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...valued).chain(inAnyCase), values)
      .map(([name, value]) => `${name}="${value}"`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "command=x", 'command="', "command", 'restrict="a"', '"', "a b"),
  },
);

/** Options as sshd takes them and does not, with spaces and tabs where none belong. */
export const arbitraryOptions = fc
  .tuple(
    fc.array(option, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(",", ",", ",", ",,", ";"),
  )
  .map(([all, comma]) => all.join(comma));

/** Patterns of hosts, none of which is this machine. */
export const arbitraryPatterns = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          "10.0.0.0/8",
          "10.0.0.1/8",
          "10.0.0.1",
          "10.0.0.0/33",
          "10.0.0/8",
          "010.0.0.0/8",
          "128.0.0.0/1",
        ],
        ...[
          "!192.0.2.0/24",
          "",
          "!",
          "*.example.org",
          "host?",
          "a/b",
          "10.0.0.0/",
          "10.0.0.0/8a",
          "1.2.3.4/129",
        ],
        ...[
          "fe80::/64",
          "fe80::1/64",
          "::/129",
          "::1/128",
          "fe80::/10",
          "fec0::/9",
          "::ffff:1.2.3.4/128",
        ],
        ...[
          "1:2:3:4:5:6:7:8/128",
          "1:2:3:4:5:6:7:8:9/128",
          "1:2:3:4:5:6:7::/112",
          "::1::/64",
          "g::/16",
        ],
        ...["fe80::%lo/64", "1:2:3:4:5:6:1.2.3.4/128", ":1/16", "256.0.0.0/8", "2001:db8::/32"],
      ),
      fc
        .tuple(
          fc.nat(126).map((byte) => byte + 128),
          fc.nat(255),
          fc.nat(40),
        )
        .map(([first, last, length]) => `${first}.0.0.${last}/${length}`),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((all) => all.join(","));
