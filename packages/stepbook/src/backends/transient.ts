interface Fault extends Error {
  readonly code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const passing =
  /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ServiceUnavailable|InternalServer|TimeoutError|ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up|Deserialization|not valid JSON|Unexpected (end|token)/;

/** Whether an error may be gone when the same is asked again: the service is busy or out of reach for a while. */
export function isTransient(error: unknown): boolean {
  for (let found: unknown = error; found instanceof Error; found = found.cause) {
    const { name, code, message, $fault, $metadata } = found as Fault;
    const status = $metadata?.httpStatusCode ?? 0;
    if (status === 429 || status >= 500 || $fault === "server") return true;
    if (passing.test(`${name} ${code ?? ""} ${message}`)) return true;
  }
  return false;
}

/** Whether the service asks to be called less. */
export function isThrottling(error: unknown): boolean {
  for (let found: unknown = error; found instanceof Error; found = found.cause)
    if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(`${found.name} ${(found as Fault).code ?? ""}`))
      return true;
  return false;
}
