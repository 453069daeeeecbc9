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
 * client knows how to send it; or `Authorization: Bearer TOKEN`. The files of the page are no secret: a browser asks for
 * them before anybody can give it a token.
 */
export const guard =
  ({ host, token }: { readonly host: string; readonly token: string | undefined }) =>
  (request: IncomingMessage, isOfPage: boolean): void => {
    if ((request.headersDistinct.host?.length ?? 0) > 1) throw refused("There are several Host headers");
    const named = nameOf(request.headers.host);
    if (isLoopback(host) && !isOwnName(named))
      throw refused(
        `The Host header is ${JSON.stringify(request.headers.host ?? "")}, and this service answers to localhost, 127.0.0.1 and [::1] alone`,
      );
    const origin = request.headers.origin;
    if (origin !== undefined && origin.replace(/^https?:\/\//, "") !== request.headers.host?.toLowerCase())
      throw refused(`A page of ${JSON.stringify(origin)} may not ask this service`);
    if (!isOfPage && token !== undefined && !isSame(tokenOf(request.headers.authorization), token))
      throw new LocalServiceError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid: this service asks for its token as the access key id (AWS_ACCESS_KEY_ID), or as `Authorization: Bearer TOKEN`.",
      );
  };

/** The name in a Host, without its port: IPv6 addresses alone stand in brackets. Empty where it is no Host. */
const nameOf = (host = ""): string => {
  const [, address, name] = /^(?:\[([\da-f.]*:[\da-f:.]*)\]|([^:[\]]*))(?::\d+)?$/.exec(host.toLowerCase()) ?? [];
  return address ?? name ?? "";
};

/** `sync-` is put before the name by clients that start an execution and wait for its end. */
const isOwnName = (name: string): boolean => isLoopback(name.replace(/^sync-/, ""));

const refused = (why: string): LocalServiceError => new LocalServiceError("AccessDeniedException", `${why}.`);

const tokenOf = (authorization = ""): string =>
  /^Bearer (\S+)$/.exec(authorization)?.[1] ??
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization)?.[1] ??
  "";

const isSame = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
