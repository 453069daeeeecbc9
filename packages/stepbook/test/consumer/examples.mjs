// What the public docs show, as files to compile: each @example of the declarations, each block of TypeScript of the
// pages, and each row of their tables. Names that they leave open come from prelude.ts, and the rest from "stepbook".
import { readFileSync } from "node:fs";

const nameOf = (symbol) => symbol.getName();
const mustShow = (ts, symbol) =>
  (symbol.flags &
    (ts.SymbolFlags.Function | ts.SymbolFlags.Class | ts.SymbolFlags.Variable | ts.SymbolFlags.Method)) !==
  0;

/** The symbols that users see: exports, and the members of classes, interfaces and const objects. */
function* visible(ts, checker, index) {
  for (const given of checker.getExportsOfModule(checker.getSymbolAtLocation(index))) {
    const symbol = given.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(given) : given;
    const name = nameOf(given);
    yield { name, symbol, isShown: mustShow(ts, symbol) };
    const literal = symbol.valueDeclaration?.type;
    const isTable = literal !== undefined && (ts.isTypeLiteralNode(literal) || ts.isIntersectionTypeNode(literal));
    const members = isTable ? checker.getTypeFromTypeNode(literal).getProperties() : (symbol.members?.values() ?? []);
    for (const member of members) {
      const isMethod = (symbol.flags & ts.SymbolFlags.Class) !== 0 && (member.flags & ts.SymbolFlags.Method) !== 0;
      const isOwn = !/^(__|to(JSON|String)$)/.test(nameOf(member));
      yield { name: `${name}.${nameOf(member)}`, symbol: member, isShown: isOwn && (isTable || isMethod) };
    }
  }
}

/** Each @example by the name of what it shows; and the names of what shows none. */
export function examplesOf(ts, program, path) {
  const checker = program.getTypeChecker();
  const examples = new Map();
  const missing = [];
  for (const { name, symbol, isShown } of visible(ts, checker, program.getSourceFile(path))) {
    const tags = symbol.getJsDocTags(checker);
    if (tags.some((tag) => tag.name === "internal")) continue;
    const shown = tags.filter((tag) => tag.name === "example").map(({ text }) => ts.displayPartsToString(text));
    for (const [index, text] of shown.entries()) examples.set(`${name} ${index + 1}`, text);
    if (isShown && shown.length === 0) missing.push(name);
  }
  return { examples, missing };
}

/** The TypeScript of a page: its blocks, and in tables that end in a column "Stepbook" the code of that column. */
export function codesOf(path) {
  const text = readFileSync(path, "utf8");
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, block]) => block);
  const tables = text.match(/^\|.*\| Stepbook \|\n(?:\|.*\n)+/gm) ?? [];
  const cells = tables
    .flatMap((table) => table.trim().split("\n").slice(2))
    .map((row) => row.split(/(?<!\\)\|/).at(-2));
  const codes = cells.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code.replaceAll("\\|", "|")),
  );
  return [...blocks, ...codes];
}

/** A piece of code as a module: with the imports that it leaves out, and a function around what may await. */
export function asModule(code, known) {
  if (/^import /m.test(code))
    return code.replace(/((?:^import [^;]*;\n?)+)([\s\S]*)/m, "$1\nasync function cell() {$2}\nvoid cell;\n");
  const words = new Set(code.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/(?<![\w$]|(?<!\.\.)\.)[\w$]+/g));
  const imports = Object.entries(known).map(([from, names]) => {
    const used = names.filter((name) => words.has(name));
    return used.length === 0 ? "" : `import { ${used.join(", ")} } from "${from}";\n`;
  });
  return `${imports.join("")}async function cell() {\n${code}\n}\nvoid cell;\nexport {};\n`;
}
