const keys = {
  keith: "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
  traci: "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452",
  mini: "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs",
  recovery: "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
};

/** A config with two people on one host, and one secret file. */
export const memoryConfig = `users:
  keith: { fullName: Keith, isAdmin: true, uid: 1000, ageKeys: [${keys.keith}] }
  traci: { fullName: Traci, ageKeys: [${keys.traci}] }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith, traci], ageKey: ${keys.mini} }
operators:
  recovery: { ageKeys: [${keys.recovery}] }
secrets:
  files:
    - { path: secrets/wifi.yaml, readers: [hosts, "user:keith"] }
`;

/** The files of that fleet. */
export const memoryFiles = {
  "fleet.config.yaml": memoryConfig,
  "users/keith.nix": "{ }",
  "users/traci.nix": "{ }",
  "hosts/mini.nix": "{ }",
};
