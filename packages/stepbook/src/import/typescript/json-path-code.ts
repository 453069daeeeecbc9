import { type IntrinsicArgument, type IntrinsicCall, isIntrinsic, parseIntrinsic } from "@stepbook/asl";
import { type Code, call, literal, member, name, part } from "./code";

/** What `$` is where a path stands. */
export type Root = "input" | "result" | "errorOutput";

/** A path, or a call of an intrinsic function, in placeholders and functions; undefined where these can't say it. */
export function jsonPathCode(text: string, root: Root): Code | undefined {
  if (!isIntrinsic(text)) return pathCode(text, root);
  try {
    return callCode(parseIntrinsic(text), root);
  } catch {
    return undefined;
  }
}

const start = /^(\$\$|\$[\p{ID_Start}_][\p{ID_Continue}]*|\$)/u;
const step = /\.([^.[\]()?*@!,:'"\s]+)|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]/y;

function pathCode(text: string, root: Root): Code | undefined {
  const found = start.exec(text)?.[0];
  if (found === undefined) return undefined;
  const keys: (string | number)[] = [];
  step.lastIndex = found.length;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (!match) return undefined;
    const [, word, index, quoted] = match;
    keys.push(word ?? (index === undefined ? quoted!.replace(/\\(.)/g, "$1") : Number(index)));
  }
  return keys.reduce<Code>((of, key) => part(of, key), rootCode(found, root, keys));
}

function rootCode(text: string, root: Root, keys: readonly (string | number)[]): Code {
  if (text === "$") return member(name("states"), root);
  if (text !== "$$") return name(text);
  // The context object's own fields; what is within them is written in another way.
  const isOwn = keys.every((key) => typeof key === "string" && /^[A-Z][A-Za-z]*$/.test(key));
  return isOwn ? name("context") : member(name("states"), "context");
}

/** AWS's functions, by ours. */
const functions: { readonly [name: string]: string } = {
  "States.Array": "array",
  "States.ArrayContains": "arrayContains",
  "States.ArrayGetItem": "arrayGetItem",
  "States.ArrayLength": "length",
  "States.ArrayPartition": "arrayPartition",
  "States.ArrayRange": "arrayRange",
  "States.ArrayUnique": "arrayUnique",
  "States.Base64Decode": "base64Decode",
  "States.Base64Encode": "base64Encode",
  "States.Format": "format",
  "States.Hash": "hash",
  "States.JsonMerge": "jsonMerge",
  "States.JsonToString": "jsonToString",
  "States.MathAdd": "add",
  "States.MathRandom": "mathRandom",
  "States.StringSplit": "stringSplit",
  "States.StringToJson": "stringToJson",
  "States.UUID": "uuid",
};

function callCode({ name: called, arguments: given }: IntrinsicCall, root: Root): Code | undefined {
  // Two objects are merged; that they are is all that the third argument can say.
  const args = called === "States.JsonMerge" ? given.slice(0, 2) : given;
  const parts = args.map((each) => argumentCode(each, root));
  if (!parts.every((each): each is Code => each !== undefined)) return undefined;
  return call(functions[called]!, ...parts);
}

function argumentCode(argument: IntrinsicArgument, root: Root): Code | undefined {
  if (argument.kind === "call") return callCode(argument.call, root);
  if (argument.kind === "literal") return literal(argument.value);
  return pathCode(argument.path.text, root);
}
