import {
  type IntrinsicArgument,
  type IntrinsicCall,
  type IntrinsicName,
  isJsonObject,
  type Json,
  parseIntrinsic,
} from "@stepbook/asl";
import { DataTrouble } from "../failure";
import type { Host } from "../host";
import { compilePath, Missing, type Read } from "./json-path";
import { seededRandom } from "./random";
import { fromBase64, toBase64 } from "./text";

/** What is wrong with an argument. */
class BadArgument extends Error {}

type Implementation = (given: readonly Json[], host: Host) => Json;

const listIn = (value: Json | undefined): readonly Json[] => {
  if (!Array.isArray(value)) throw new BadArgument("The argument is not an array");
  return value;
};
const numberIn = (value: Json | undefined): number => {
  if (typeof value !== "number") throw new BadArgument("The argument is not a number");
  return value;
};
/** Numbers are rounded to whole ones, halves up. */
const wholeIn = (value: Json | undefined): number => Math.round(numberIn(value)) + 0;
const textIn = (value: Json | undefined): string => {
  if (typeof value !== "string") throw new BadArgument("The argument is not a string");
  return value;
};
const objectIn = (value: Json | undefined): { readonly [name: string]: Json } => {
  if (!isJsonObject(value)) throw new BadArgument("The argument is not a JSON object");
  return value;
};

const same = (one: Json, other: Json): boolean => one === other || canonical(one) === canonical(other);
const canonical = (value: Json): string =>
  Array.isArray(value)
    ? `[${value.map(canonical).join()}]`
    : isJsonObject(value)
      ? `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`)
          .join()}}`
      : JSON.stringify(value);

/** A value as it stands in a formatted text: as Java writes it, which AWS runs on. */
const shown = (value: Json, inner = false): string => {
  if (Array.isArray(value)) return `[${value.map((item: Json) => shown(item, true)).join(", ")}]`;
  if (isJsonObject(value))
    return `{${Object.entries(value)
      .map(([name, member]) => `${name}=${shown(member, true)}`)
      .join(", ")}}`;
  return inner && value === null ? "null" : String(value);
};

const format: Implementation = ([template, ...values]) => {
  let next = 0;
  const text = textIn(template).replace(/\\([\\{}])|\{\}/g, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (next >= values.length) throw new BadArgument("There are more {} than arguments");
    return shown(values[next++]!);
  });
  if (next < values.length) throw new BadArgument("There are more arguments than {}");
  return text;
};

const range: Implementation = (given) => {
  const [first, last, step] = given.map(wholeIn) as [number, number, number];
  if (step === 0) throw new BadArgument("The step is 0");
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > 1000) throw new BadArgument("The array would have more than 1000 items");
  return Array.from({ length: count }, (_, index) => first + index * step);
};

const partition: Implementation = ([values, size]) => {
  const list = listIn(values);
  const length = wholeIn(size);
  if (length < 1) throw new BadArgument("The chunk size is not a positive number");
  return Array.from({ length: Math.ceil(list.length / length) }, (_, index) =>
    list.slice(index * length, (index + 1) * length),
  );
};

const getItem: Implementation = ([values, index]) => {
  const item = listIn(values)[wholeIn(index)];
  if (item === undefined) throw new BadArgument("The index is out of the bounds of the array");
  return item;
};

const unique: Implementation = ([values]) => {
  const seen = new Set<string>();
  return listIn(values).filter((value) => {
    const text = canonical(value);
    return !seen.has(text) && seen.add(text);
  });
};

const parse: Implementation = ([text]) => {
  const json = textIn(text);
  if (json.trim() === "") return null;
  try {
    return JSON.parse(json) as Json;
  } catch {
    throw new BadArgument("The argument is not a JSON text");
  }
};

const random: Implementation = ([first, last, seed], host) => {
  const [from, to] = [wholeIn(first), wholeIn(last)];
  if (to <= from) throw new BadArgument("The end is not greater than the start");
  const draw = seed === undefined ? host.random() : seededRandom(numberIn(seed))();
  return from + Math.floor(draw * (to - from));
};

/** The most characters that a text to encode, decode or hash has. */
const longestText = 10_000;

const shortTextIn = (value: Json | undefined): string => {
  const text = textIn(value);
  if (text.length > longestText) throw new BadArgument(`The argument has more than ${longestText} characters`);
  return text;
};

const hash: Implementation = ([value, algorithm], host) => {
  const name = textIn(algorithm);
  if (!/^(MD5|SHA-(1|256|384|512))$/.test(name)) throw new BadArgument(`There is no algorithm ${name}`);
  return host.hash(name, shortTextIn(typeof value === "string" ? value : JSON.stringify(value)));
};

const decode: Implementation = ([text]) => {
  const decoded = fromBase64(shortTextIn(text));
  if (decoded === undefined) throw new BadArgument("The argument is not a Base64 text");
  return decoded;
};

/** One row a function. @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
const implementations: Readonly<Record<IntrinsicName, Implementation>> = {
  "States.Array": (given) => given,
  "States.ArrayContains": ([values, wanted]) => listIn(values).some((value) => same(value, wanted ?? null)),
  "States.ArrayGetItem": getItem,
  "States.ArrayLength": ([values]) => listIn(values).length,
  "States.ArrayPartition": partition,
  "States.ArrayRange": range,
  "States.ArrayUnique": unique,
  "States.Base64Decode": decode,
  "States.Base64Encode": ([text]) => toBase64(shortTextIn(text)),
  "States.Format": format,
  "States.Hash": hash,
  "States.JsonMerge": ([one, other, deep]) => {
    if (deep !== false) throw new BadArgument("Only a shallow merge is there: the third argument is false");
    return { ...objectIn(one), ...objectIn(other) };
  },
  "States.JsonToString": ([value]) => JSON.stringify(value),
  "States.MathAdd": ([one, other]) => wholeIn(one) + wholeIn(other),
  "States.MathRandom": random,
  "States.StringSplit": ([text, delimiters]) => {
    const splitters = new Set(textIn(delimiters));
    const parts = [""];
    for (const char of textIn(text))
      if (splitters.has(char)) parts.push("");
      else parts[parts.length - 1] += char;
    return parts.filter((part) => part !== "");
  },
  "States.StringToJson": parse,
  "States.UUID": (_, host) => host.uuid(),
};

/** Compiles a call of an intrinsic function once. */
export const compileIntrinsic = (text: string): Read => compileCall(parseIntrinsic(text), text);

const compileCall = (call: IntrinsicCall, text: string): Read => {
  const template = call.name === "States.Format";
  const given = call.arguments.map((argument, index) => compileArgument(argument, text, template && index === 0));
  const implementation = implementations[call.name];
  return (sources) => {
    const values = given.map((read) => read(sources));
    try {
      return implementation(values, sources.host);
    } catch (error) {
      if (!(error instanceof BadArgument)) throw error;
      const message = `The function '${text}' had the following error: ${error.message}.`;
      throw new DataTrouble("state", "States.IntrinsicFailure", message);
    }
  };
};

const compileArgument = (argument: IntrinsicArgument, text: string, template: boolean): Read => {
  if (argument.kind === "call") return compileCall(argument.call, text);
  if (argument.kind === "literal") {
    const value = template ? (argument.raw ?? argument.value) : argument.value;
    return () => value;
  }
  const read = compilePath(argument.path.text);
  return (sources) => {
    try {
      return read(sources);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      const message = `The function '${text}' had the following error: The JsonPath argument for the field '${argument.path.text}' could not be found in the input '${JSON.stringify(sources.root)}'`;
      throw new DataTrouble("state", "States.IntrinsicFailure", message);
    }
  };
};
