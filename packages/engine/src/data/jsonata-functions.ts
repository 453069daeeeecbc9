import type { Json } from "@stepbook/asl";
import type jsonata from "jsonata";
import type { Host } from "../host";
import { seededRandom } from "./random";

/** Under this name, which no expression can write, an evaluation finds its host. */
export const hostName = " host";

interface AwsFunction {
  /** In JSONata's own notation: what it takes and gives. Arguments that do not fit are refused. */
  readonly signature: string;
  readonly call: (this: jsonata.Focus, host: Host, ...given: never[]) => unknown;
}

interface Implementation {
  readonly implementation: (this: jsonata.Focus, ...given: unknown[]) => unknown;
}

/** The most numbers that $range gives. */
const longestRange = 1_000_000;

/**
 * AWS's own functions, and those of JSONata that AWS takes away or that depend on time and chance.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
const functions: Readonly<Record<string, AwsFunction>> = {
  partition: {
    signature: "<an:a<a>>",
    call: (_host, values: readonly Json[] | undefined, size: number) => {
      if (values === undefined) return undefined;
      const length = Math.floor(size);
      if (!(length > 0)) throw new Error("the size of a partition is greater than 0");
      return Array.from({ length: Math.ceil(values.length / length) }, (_, index) =>
        values.slice(index * length, (index + 1) * length),
      );
    },
  },
  range: {
    signature: "<nnn:a<n>>",
    call: (_host, first: number, last: number, step: number) => {
      if (step === 0) throw new Error("the step of a range is not 0");
      const count = Math.max(0, Math.floor((last - first) / step) + 1);
      if (!(count <= longestRange)) throw new Error(`a range has at most ${longestRange} numbers`);
      return Array.from({ length: count }, (_, index) => first + index * step);
    },
  },
  hash: {
    signature: "<ss?:s>",
    call: (host, text: string | undefined, algorithm: string | undefined) =>
      text === undefined ? undefined : host.hash(algorithm ?? "SHA-256", text),
  },
  random: {
    signature: "<n?:n>",
    call: (host, seed: number | undefined) => (seed === undefined ? host.random() : seededRandom(seed)()),
  },
  uuid: { signature: "<:s>", call: (host) => host.uuid() },
  parse: {
    signature: "<s:x>",
    call: (_host, text: string | undefined) => (text === undefined ? undefined : JSON.parse(text)),
  },
  now: {
    signature: "<s?s?:s>",
    call(host, picture: string | undefined, zone: string | undefined) {
      const fromMillis = this.environment.lookup("fromMillis") as Implementation;
      return fromMillis.implementation.call(this, host.now(), picture, zone);
    },
  },
  millis: { signature: "<:n>", call: (host) => host.now() },
  eval: {
    signature: "<x?x?:x>",
    call: () => {
      throw Object.assign(new Error("$eval is not there; $parse reads JSON"), { code: "U1001" });
    },
  },
};

/** Gives an expression those of the functions that it names. Tells whether there are any: they ask for the host. */
export const declareFunctions = (program: jsonata.Expression, names: readonly string[]): boolean => {
  const used = names.filter((name) => Object.hasOwn(functions, name));
  for (const name of used) {
    const { call, signature } = functions[name]!;
    program.registerFunction(
      name,
      function (...given) {
        const host = this.environment.lookup(hostName) as Host;
        return call.call(this, host, ...(given as never[]));
      },
      signature,
    );
  }
  return used.length > 0;
};
