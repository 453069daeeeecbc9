import { html } from "./html";

/** Where the consoles of AWS are: a payload can name any address, and no other is followed. */
const hosts = ["console.aws.amazon.com", "console.amazonaws.cn", "console.amazonaws-us-gov.com"];

/** A link to a page of AWS's console; the text alone where an address is another. */
export const consoleLink = (text: string, address: string | undefined): Node => {
  const href = address === undefined ? undefined : hrefOf(address);
  if (href === undefined) return document.createTextNode(text);
  return html("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
};

const hrefOf = (address: string): string | undefined => {
  try {
    const { protocol, hostname, href } = new URL(address);
    return protocol === "https:" && hosts.includes(hostname) ? href : undefined;
  } catch {
    return undefined;
  }
};
