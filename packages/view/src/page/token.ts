import { html, setAttribute, setText } from "../html";

const KEY = "stepbook.token";

/** A tab that may keep nothing asks for the token whenever it is loaded. */
const kept = (): string | undefined => {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
};

const keep = (token: string): void => {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    return;
  }
};

const inAddress = /(?:^#|&)token=([^&]+)/;

/** Whether the address has a token, alone or beside the place that it names: `#token=…`, `#execution=…&token=…`. */
export const hasToken = (): boolean => inAddress.test(location.hash);

/** The token of the address, or that of before in this tab; the address no longer shows it. */
export const takeToken = (): string | undefined => {
  const given = inAddress.exec(location.hash)?.[1];
  if (given === undefined) return kept();
  const token = decoded(given);
  const rest = location.hash.replace(inAddress, "").replace(/^[#&]+/, "");
  history.replaceState(null, "", rest === "" ? location.pathname : `#${rest}`);
  keep(token);
  return token;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Asks the reader for the token, in place of the page. */
export interface TokenForm {
  readonly element: HTMLElement;
  show(is: boolean): void;
}

export const createTokenForm = (onToken: (token: string) => void): TokenForm => {
  const field = html("input", {
    id: "sbp-token",
    class: "sbp-field",
    type: "password",
    autocomplete: "off",
    required: true,
    "aria-describedby": "sbp-token-problem",
  });
  const problem = html("p", { id: "sbp-token-problem", class: "sbp-problem", role: "alert", hidden: true });
  const element = html(
    "form",
    { class: "sbp-token", hidden: true, "aria-labelledby": "sbp-token-title" },
    html("h2", { id: "sbp-token-title" }, "This service asks for its token"),
    html("p", {}, "It is what stepbook serve was given by --token or STEPBOOK_TOKEN. It is kept for this tab alone."),
    html("label", { for: "sbp-token" }, "Token"),
    field,
    problem,
    html("button", { class: "sbp-button sbp-main", type: "submit" }, "Open"),
  );
  let tried = kept() !== undefined;
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    tried = true;
    keep(field.value);
    onToken(field.value);
  });
  return {
    element,
    show: (is) => {
      setAttribute(element, "hidden", is ? undefined : "");
      if (!is) {
        field.value = "";
        return;
      }
      setText(problem, tried ? "That is not its token." : "");
      setAttribute(problem, "hidden", tried ? undefined : "");
      field.focus();
      field.select();
    },
  };
};
