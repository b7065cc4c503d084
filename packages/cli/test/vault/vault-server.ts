import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import process from "node:process";

// The transit engine of a Vault that hides nothing, as a program of its own: it appends a line to the file
// in its argument for every request, and prints the port that it listens on.
const [, , log = ""] = process.argv;

const server = createServer((request, response) => {
  appendFileSync(log, `${request.method} ${request.url} ${request.headers["x-vault-token"]}\n`);
  let body = "";
  request.on("data", (chunk) => {
    body += String(chunk);
  });
  request.on("end", () => {
    const { plaintext, ciphertext } = JSON.parse(body || "{}");
    const isEncrypt = request.url?.includes("/encrypt/") === true;
    const data = isEncrypt
      ? { ciphertext: `vault:v1:${plaintext}` }
      : { plaintext: String(ciphertext).replace("vault:v1:", "") };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ data }));
  });
});
// Whatever anybody tries to reach through it as a proxy is written down as well.
server.on("connect", (request, socket) => {
  appendFileSync(log, `CONNECT ${request.url}\n`);
  socket.destroy();
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
