/** A data key as sops seals it for somebody; it does not say for whom. */
export const sealedKey = `-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBXZGdCWllNaUdMZHl4WTVK
QmhSY2tQempvM2JUNEVZdFZML1ZIcUZaNkRJCmdWQTBrcVFXR1Q3dlE1STliTC9E
SGVjWTlhSUozNW1YVVd3TzZJZlJmNlkKLS0tIDM1T21aZE96eHpvUkJOa0xENUow
Q2xOMXA2REw2ajFXRmQ2dFpRSjdLdjQKyyxD9tpXew9Fy7kILQzHFWswgpcoi0fx
Fz9NrXk8wR8Ouhx8edENC+lEhquiym4ejiPFnE/Zb8dLeuhhZ8TBKQ==
-----END AGE ENCRYPTED FILE-----
`;

/** A value as sops encrypts it. */
export const sealedValue =
  "ENC[AES256_GCM,data:7w==,iv:hxKFG+1R4srwGaKQ3jgXeJusJzs7pM2oM9oF6FTisSw=,tag:WPaLZ7HjA3jv8OIi7VDzrg==,type:str]";
