import { openDisplay } from "./display";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A column of a table: its head, and what stands in a row. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string | number | undefined;
  /** Numbers stand at the right. */
  readonly right?: true;
}

/** A list that shows itself as a table. */
export type Listing<Row> = readonly Row[] & {
  /** Whether there are more than these. */
  readonly more: boolean;
  /** Shows the table: in a notebook as HTML, else as text. */
  render(): void;
};

/** A list of rows with `more`, `render()` and a text table for printing. */
export function listing<Row>(rows: readonly Row[], more: boolean, columns: readonly Column<Row>[]): Listing<Row> {
  const text = () => textTable(rows, more, columns);
  const hidden = (value: unknown): PropertyDescriptor => ({ value, enumerable: false });
  return Object.defineProperties([...rows], {
    more: hidden(more),
    render: hidden(() =>
      openDisplay().show({ "text/html": htmlTable(rows, more, columns), "text/plain": text() }, true),
    ),
    [inspect]: hidden(text),
  }) as unknown as Listing<Row>;
}

function textTable<Row>(rows: readonly Row[], more: boolean, columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => printable(cell(row))));
  const widths = columns.map(({ head }, index) => Math.max(head.length, ...cells.map((line) => line[index]!.length)));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => (columns[index]!.right ? text.padStart(widths[index]!) : text.padEnd(widths[index]!)))
      .join("  ")
      .trimEnd();
  const head = [line(columns.map(({ head }) => head)), line(widths.map((width) => "─".repeat(width)))];
  return [...head, ...cells.map(line), ...(rows.length === 0 ? ["(none)"] : []), ...(more ? ["… and more"] : [])].join(
    "\n",
  );
}

function htmlTable<Row>(rows: readonly Row[], more: boolean, columns: readonly Column<Row>[]): string {
  const style = ({ right }: Column<Row>) => (right ? ' style="text-align:right"' : ' style="text-align:left"');
  const head = columns.map((column) => `<th${style(column)}>${escapeHtml(column.head)}</th>`).join("");
  const body = rows.map(
    (row) =>
      `<tr>${columns.map((column) => `<td${style(column)}>${escapeHtml(printable(column.cell(row)))}</td>`).join("")}</tr>`,
  );
  const rest = rows.length === 0 ? "(none)" : more ? "… and more" : undefined;
  const foot =
    rest === undefined ? "" : `<tr><td colspan="${columns.length}" style="text-align:left">${rest}</td></tr>`;
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}${foot}</tbody></table>`;
}

/** On one line, without control characters. */
function printable(value: string | number | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal would obey.
  return String(value ?? "").replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}

/** The only place where text becomes HTML. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
