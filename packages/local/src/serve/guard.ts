import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { LocalServiceError } from "../service-error";

/** Whether only this machine can reach an address. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

/**
 * Lets in what may ask: a page of another site may not, whatever name it gives this machine; and where the service can be
 * reached from others, only those who know its token. The token is the access key id of an AWS client, so that every
 * client knows how to send it; or `Authorization: Bearer TOKEN`.
 */
export const guard =
  ({ host, token }: { readonly host: string; readonly token: string | undefined }) =>
  (request: IncomingMessage): void => {
    const named = nameOf(request.headers.host);
    if (isLoopback(host) && !isOwnName(named)) throw refused(`The Host header is ${JSON.stringify(named)}`);
    const origin = request.headers.origin;
    if (origin !== undefined && nameOf(origin.replace(/^https?:\/\//, "")) !== named)
      throw refused(`A page of ${JSON.stringify(origin)} may not ask this service`);
    if (token !== undefined && !isSame(tokenOf(request.headers.authorization), token))
      throw new LocalServiceError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid: this service asks for its token as the access key id (AWS_ACCESS_KEY_ID), or as `Authorization: Bearer TOKEN`.",
      );
  };

const nameOf = (host: string | undefined): string => (host ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");

/** `sync-` is put before the name by clients that start an execution and wait for its end. */
const isOwnName = (name: string): boolean => isLoopback(name.replace(/^sync-/, ""));

const refused = (why: string): LocalServiceError => new LocalServiceError("AccessDeniedException", `${why}.`);

const tokenOf = (authorization = ""): string =>
  /^Bearer (\S+)$/.exec(authorization)?.[1] ??
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization)?.[1] ??
  "";

const isSame = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
