import * as z from "zod/mini";
import { lazily } from "./lazily.ts";
import type {
  AgeKeyDeclaration,
  AgeKeysDeclaration,
  HostSecretDeclaration,
  OperatorDeclaration,
  SecretsDeclaration,
  UserSecretDeclaration,
} from "./secret-declaration.ts";

const text = lazily(() => z.string());
const texts = lazily(() => z.array(text()));
const optionalText = lazily(() => z.optional(text()));
const optionalTexts = lazily(() => z.optional(texts()));

const ageKey = lazily(
  () =>
    z.union([text(), z.strictObject({ ssh: text() })]) satisfies z.ZodMiniType<AgeKeyDeclaration>,
);

/** The keys that files can be encrypted to. */
export const ageKeys = lazily(
  () =>
    z.union([
      z.array(ageKey()),
      z.record(text(), ageKey()),
    ]) satisfies z.ZodMiniType<AgeKeysDeclaration>,
);

const userSecretShape = lazily(() => ({
  file: optionalText(),
  key: optionalText(),
  mode: optionalText(),
  path: optionalText(),
}));

const userSecret = lazily(
  () => z.strictObject(userSecretShape()) satisfies z.ZodMiniType<UserSecretDeclaration>,
);

const hostSecret = lazily(
  () =>
    z.strictObject({
      ...userSecretShape(),
      owner: optionalText(),
      group: optionalText(),
      neededForUsers: z.optional(z.boolean()),
      restartUnits: optionalTexts(),
      reloadUnits: optionalTexts(),
    }) satisfies z.ZodMiniType<HostSecretDeclaration>,
);

/** The secrets of a home, by name. */
export const userSecrets = lazily(() => z.record(text(), userSecret()));

/** The secrets of a system, by name. */
export const hostSecrets = lazily(() => z.record(text(), hostSecret()));

/** A key that belongs to no user and no host. */
export const operator = lazily(
  () => z.strictObject({ ageKeys: ageKeys() }) satisfies z.ZodMiniType<OperatorDeclaration>,
);

/** The rules of the secret files. */
export const secrets = lazily(
  () =>
    z.strictObject({
      files: z.optional(
        z.array(
          z.strictObject({
            path: text(),
            readers: optionalTexts(),
            groups: z.optional(z.array(texts())),
            threshold: z.optional(z.int()),
            operators: z.optional(z.union([z.boolean(), texts()])),
            holdsKeyOf: optionalTexts(),
            cryptRule: z.optional(
              z.strictObject({
                field: z.enum([
                  "unencrypted_suffix",
                  "encrypted_suffix",
                  "unencrypted_regex",
                  "encrypted_regex",
                  "unencrypted_comment_regex",
                  "encrypted_comment_regex",
                ]),
                value: text(),
              }),
            ),
          }),
        ),
      ),
      readers: z.optional(z.record(text(), texts())),
      ignore: optionalTexts(),
      clanFolder: optionalText(),
      defaultRules: z.optional(z.boolean()),
      hostFile: optionalText(),
      userFile: optionalText(),
    }) satisfies z.ZodMiniType<SecretsDeclaration>,
);
