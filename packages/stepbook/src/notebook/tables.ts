import { assertOptions } from "../steps/data";
import { openDisplay } from "./display";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A column of a table: its head, and what stands in a row. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string | number | undefined;
  /** Numbers stand at the right. */
  readonly right?: true;
  /** Where more of it is shown: an address of the AWS console. */
  readonly link?: (row: Row) => string | undefined;
}

/** How a list is shown. */
export interface TableOptions {
  /** Whether each row can be opened, to see all that is known of it. That may hold secrets, and is saved with the notebook. */
  readonly details?: boolean;
}

/** A list that shows itself as a table. */
export type Listing<Row> = readonly Row[] & {
  /** Whether there are more than these. */
  readonly more: boolean;
  /** Shows the table: in a notebook as HTML, else as text. */
  render(options?: TableOptions): void;
};

/** A list of rows with `more`, `render()` and a text table for printing. `details` is all that is known of a row. */
export function listing<Row>(
  rows: readonly Row[],
  more: boolean,
  columns: readonly Column<Row>[],
  details?: (row: Row) => unknown,
): Listing<Row> {
  const text = () => textTable(rows, more, columns);
  const hidden = (value: unknown): PropertyDescriptor => ({ value, enumerable: false });
  return Object.defineProperties([...rows], {
    more: hidden(more),
    render: hidden((options: TableOptions = {}) => {
      assertOptions(options, ["details"], "render(…)");
      const shown = options.details === true ? (details ?? ((row: Row) => row)) : undefined;
      openDisplay().show({ "text/html": htmlTable(rows, more, columns, shown), "text/plain": text() }, true);
    }),
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

function htmlTable<Row>(
  rows: readonly Row[],
  more: boolean,
  columns: readonly Column<Row>[],
  details: ((row: Row) => unknown) | undefined,
): string {
  const style = ({ right }: Column<Row>) => (right ? ' style="text-align:right"' : ' style="text-align:left"');
  const head = columns.map((column) => `<th${style(column)}>${escapeHtml(column.head)}</th>`).join("");
  const body = rows.map((row) => {
    const cells = columns.map((column) => `<td${style(column)}>${htmlCell(column, row)}</td>`).join("");
    const more = details === undefined ? "" : htmlDetails(details(row), columns.length);
    return `<tr>${cells}</tr>${more}`;
  });
  const rest = rows.length === 0 ? "(none)" : more ? "… and more" : undefined;
  const foot =
    rest === undefined ? "" : `<tr><td colspan="${columns.length}" style="text-align:left">${rest}</td></tr>`;
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}${foot}</tbody></table>`;
}

function htmlCell<Row>({ cell, link }: Column<Row>, row: Row): string {
  const text = escapeHtml(printable(cell(row)));
  const url = link?.(row);
  if (url === undefined || text === "" || !url.startsWith("https://")) return text;
  return `<a href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${text}</a>`;
}

/** This much of a row is shown. */
const longestDetails = 4000;

function htmlDetails(value: unknown, columns: number): string {
  const whole = JSON.stringify(value, null, 2);
  const text =
    whole.length > longestDetails ? `${whole.slice(0, longestDetails)}… (${whole.length} characters)` : whole;
  const content = `<details><summary>details</summary><pre>${escapeHtml(text)}</pre></details>`;
  return `<tr><td colspan="${columns}" style="text-align:left">${content}</td></tr>`;
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
