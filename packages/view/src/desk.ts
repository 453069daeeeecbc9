import type { Question, Questions } from "@stepbook/graph";
import type { History } from "./history";
import type { Memory, ViewSettings } from "./options";
import type { Say } from "./words";

/** Asks the kernel of the execution that is shown. Rejects with what to do instead where it has no answer. */
export type Ask = <Name extends Question>(
  name: Name,
  asked: Questions[Name]["asked"],
) => Promise<Questions[Name]["answer"]>;

/** What all parts of a view have in common: where they ask, remember, and lead to. */
export interface Desk {
  /** Begins every id of the view: there may be many on a page. */
  readonly id: string;
  readonly say: Say;
  readonly memory: Memory;
  readonly history: History;
  settings(): ViewSettings;
  /** Undefined as long as the kernel may not be asked. */
  asker(): Ask | undefined;
  select(index: number | undefined): void;
  selected(): number | undefined;
  /** Brings a state into view, selects it, and leaves the focus where it is. */
  show(index: number): void;
  /** Opens the Events tab with the events of one state. */
  openEvents(state: number): void;
  /** Shows all anew, such as when something asked for has come. */
  refresh(): void;
  /** Tells the reader that something could not be done. */
  tell(problem: string): void;
}
