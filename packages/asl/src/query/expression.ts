const delimited = /^\{%([\s\S]*)%\}$/;

/**
 * The JSONata between `{%` and `%}`, or undefined where a text is not an expression.
 *
 * @example
 * expressionIn("{% $states.input.name %}") // " $states.input.name "
 */
export const expressionIn = (text: string): string | undefined => delimited.exec(text)?.[1];
