import { describe, expect, it } from "vitest";
import { emitFiles } from "../../src/index.ts";
import { computeWithSecrets, digest } from "../sample-files.ts";

const one = "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs";
const other = "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4";
const pgp = "pgp:FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";

function recipientsOf(engine: string, users: object) {
  const computed = computeWithSecrets({
    users,
    hosts: { mini: { system: "x86_64-linux", users: Object.keys(users), deploy: { engine } } },
    defaults: { stateVersion: "24.05" },
    secrets: { files: [{ path: "secrets/mini.yaml", readers: ["admins"] }] },
  });
  const files = emitFiles(computed, digest);
  const file = files.find(({ path }) => path === "fleet.json");
  return JSON.parse(file?.contents ?? "").hosts.mini.deploy.recipients;
}

describe("for whom clan encrypts the key of a machine", () => {
  it("are its admins, by their age keys, each once", () => {
    const users = {
      bea: { fullName: "Bea", isAdmin: true, ageKeys: [other, pgp] },
      ada: { fullName: "Ada", isAdmin: true, ageKeys: [one] },
      cal: { fullName: "Cal", ageKeys: [one] },
    };
    expect(recipientsOf("clan", users)).toEqual([one, other]);
  });

  it("is nobody where no admin has one, so that clan's own recipients count", () => {
    expect(recipientsOf("clan", { ada: { fullName: "Ada", isAdmin: true } })).toBeUndefined();
  });

  it("is not said for other engines", () => {
    const users = { ada: { fullName: "Ada", isAdmin: true, ageKeys: [one] } };
    expect(recipientsOf("colmena", users)).toBeUndefined();
  });
});
