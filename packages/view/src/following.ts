import type { PlacedNode } from "@stepbook/graph";
import { setAttribute } from "./html";
import { iconButton } from "./icon-button";
import type { Shown } from "./shown";
import type { Say } from "./words";

/** Whether the view moves to what runs, and the button that says so. */
export interface Following {
  readonly button: HTMLButtonElement;
  readonly is: boolean;
  set(following: boolean): void;
  /** Goes where it has to, once the graph has been framed. */
  update(shown: Shown, framed: boolean): void;
}

interface FollowingOptions {
  /** What is to be seen. */
  readonly place: () => PlacedNode | undefined;
  readonly reveal: (place: PlacedNode) => void;
  readonly open: (place: PlacedNode) => void;
  readonly say: Say;
  readonly onFollowing: ((following: boolean) => void) | undefined;
}

export const createFollowing = ({ place, reveal, open, say, onFollowing }: FollowingOptions): Following => {
  let is = true;
  let last: number | undefined;
  const press = (): void => {
    set(!is);
    const at = is ? place() : undefined;
    if (at) open(at);
  };
  const button = iconButton("follow", say("Following what runs"), press, say("Following"));
  button.classList.add("sb-follow");
  setAttribute(button, "hidden", "");
  setAttribute(button, "aria-pressed", "true");
  const set = (following: boolean): void => {
    if (is === following) return;
    is = following;
    setAttribute(button, "aria-pressed", String(is));
    button.lastChild!.textContent = say(is ? "Following" : "Follow");
    setAttribute(button, "aria-label", say(is ? "Following what runs" : "Follow what runs"));
    onFollowing?.(is);
  };
  return {
    button,
    get is() {
      return is;
    },
    set,
    update: ({ view, live }, framed) => {
      const runs = live && view.execution?.status === "RUNNING";
      setAttribute(button, "hidden", runs ? undefined : "");
      const at = place();
      if (framed && is && live && at && at.node.index !== last) reveal(at);
      last = at?.node.index;
    },
  };
};
