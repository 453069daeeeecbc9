/** Says a text in the reader's language, with values where it has `{1}`, `{2}` … */
export type Say = (text: string, ...values: readonly (string | number)[]) => string;

export const sayer =
  (translate: (text: string) => string): Say =>
  (text, ...values) =>
    translate(text).replace(/\{(\d)\}/g, (whole, place) => String(values[Number(place) - 1] ?? whole));

export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A count in groups of three digits. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

const UNKNOWN = "–";

const two = (value: number): string => String(value).padStart(2, "0");

/** The time of day of a moment, by the reader's clock. */
export const clockTime = (moment: number): string => {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return UNKNOWN;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** The same with its day, for where it may be long ago. */
export const dateTime = (moment: number): string => {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return UNKNOWN;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTime(moment)}`;
};
