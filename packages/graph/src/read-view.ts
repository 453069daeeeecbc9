import type { StateMachine } from "@stepbook/asl";
import { MOST_VIEW } from "./bounds";
import { bounded, isCount, isNumber, isObject, isText, own } from "./fields";
import { createNotes } from "./notes";
import { type ReadDefinition, readDefinition } from "./read-definition";
import { readExecution } from "./read-execution";
import { MINOR_VERSION, type WorkflowView } from "./view";

/** A view that is safe to show, with its definition parsed; or in one sentence why nothing of it can be shown. */
export type ReadView =
  | {
      readonly view: WorkflowView;
      readonly definition: StateMachine;
      /** What could not be read and is not shown, in plain sentences. */
      readonly notices: readonly string[];
    }
  | { readonly problem: string };

/** Twice what we write: room for later minor versions. */
const MOST_DEFINITION = 2 * MOST_VIEW;

/** What has been read before: a definition that is the same text need not be read again. */
type Known = Extract<ReadView, { view: unknown }>;
type Drawable = Extract<ReadDefinition, { machine: unknown }>;

const definitions = new WeakMap<StateMachine, Drawable>();

/**
 * Reads a payload that may come from anywhere: another version, a notebook edited by hand, an attacker. What can be
 * shown of it is given, and what can't is told in `notices`. Keys that are not known are ignored. It never throws.
 *
 * @param known The view read before this one, which makes reading an update cheap.
 */
export const readView = (json: unknown, known?: Known): ReadView => {
  if (!isObject(json)) return problemOf("it is not an object.");
  const text = own(json, "definition");
  if (!isText(text)) return problemOf("definition is not a text.");
  if (text.length > MOST_DEFINITION) return problemOf(`definition is longer than ${MOST_DEFINITION} characters.`);
  const before = known?.view.definition === text ? definitions.get(known.definition) : undefined;
  const definition = before ?? readDefinition(text);
  if ("wrong" in definition) return problemOf(definition.wrong);
  definitions.set(definition.machine, definition);
  const notes = createNotes();
  const [version, rev, name, direction] = ["version", "rev", "name", "direction"].map((field) => own(json, field));
  if (isNumber(version) && version > MINOR_VERSION)
    notes.add("This output was made by a newer version of Stepbook: what this one does not know of is not shown.");
  if (!isText(name)) notes.leftOut("its name");
  const execution = readExecution(own(json, "execution"), definition.count, notes);
  const { execution: _, ...head } = json;
  return {
    view: {
      ...head,
      version: isNumber(version) ? version : MINOR_VERSION,
      rev: isCount(rev) ? rev : 0,
      name: isText(name) ? bounded(name) : "Workflow",
      direction: direction === "right" ? "right" : "down",
      definition: text,
      ...(execution && { execution }),
    },
    definition: definition.machine,
    notices: [...definition.notices, ...notes.sentences],
  };
};

const problemOf = (wrong: string): ReadView => ({ problem: `This output can't be shown: ${wrong}` });
