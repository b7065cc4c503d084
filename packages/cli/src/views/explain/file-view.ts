import { shellPath } from "@fleet/diagnostics";
import type { ExplainedFile, ExplainedReader, ExplainedRule } from "@fleet/sops";
import type { Places } from "../access/access-ways.ts";
import { showPlace } from "./placed-values.ts";
import { renderSections } from "./sections.ts";

const states: { readonly [S in ExplainedFile["state"]]: string } = {
  "in-step": "in step: it is encrypted as its rule says",
  "out-of-step": "out of step: fleet secrets sync brings it in line",
  "no-rule": "encrypted, but no rule is about it",
  "no-secret": "no secret, such as a README",
  "not-encrypted": "not encrypted",
  unsound: "as its rule says, but with plain values or odd keys: fleet secrets status",
  unreadable: "sops could not read it: fleet secrets status",
  missing: "not there yet",
  unread: "not read: fleet secrets status",
};

/** A secret file for people: which rule counts and why, and who should and can decrypt it. */
export function renderFile(file: ExplainedFile, places: Places, width?: number): string {
  const { file: path, rule, others, readers, groups, threshold, missing, extra, uses } = file;
  const rules = [...(rule === null ? [] : [rule]), ...others];
  return renderSections(
    path,
    [
      {
        head: "Rule",
        body: rule === null ? ["No rule is about it, so that nobody is meant to read it."] : [],
      },
      {
        head: "Rules that are about it, the one that counts first",
        body: { head: ["path", "declared", "why"], rows: rules.map((one) => ruleRow(one, places)) },
      },
      {
        head: groups > 1 ? `Readers: of ${groups} key groups, ${threshold} are needed` : "Readers",
        body: {
          head: ["reader", "let in as", "can decrypt it", "keys"],
          rows: readers.map(readerRow),
        },
      },
      {
        head: "On disk",
        body: [
          states[file.state],
          ...(missing.length === 0 ? [] : [`It lacks: ${missing.join(", ")}`]),
          ...(extra.length === 0 ? [] : [`It has beside: ${extra.join(", ")}`]),
        ],
      },
      {
        head: "Taken from it",
        body: {
          head: ["secret", "by", "key", "declared"],
          rows: uses.map(({ name, reader, key, path: at }) => [
            name,
            reader,
            key,
            showPlace(at, places),
          ]),
        },
      },
      {
        head: "",
        body: [`Who reads it by other ways: fleet access who-can read ${shellPath(path)}`],
      },
    ],
    width,
  );
}

function ruleRow({ template, path, why }: ExplainedRule, places: Places): string[] {
  return [template, path === null ? "by default" : showPlace(path, places), why];
}

function readerRow(reader: ExplainedReader): string[] {
  const { name, expressions, isDeclared, can, through, recipients } = reader;
  const way = through === null ? "" : ` by a key in ${through}`;
  const as = isDeclared ? expressions.join(", ") : "nothing lets it in";
  const able = can === null ? "unknown" : can ? "yes" : "no";
  return [
    name,
    `${as}${way}`,
    isDeclared === (can ?? isDeclared) ? able : `${able}, unlike declared`,
    recipients.join(", "),
  ];
}
