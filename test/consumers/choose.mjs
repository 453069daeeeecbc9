import { statesOf } from "@stepbook/asl";

/** What a definition shows: types of states, each with its query language and its fields, and services. */
const traitsOf = (definition) => {
  const traits = new Set();
  for (const { state } of statesOf(definition)) {
    const language = state.QueryLanguage ?? definition.QueryLanguage ?? "JSONPath";
    traits.add(`${state.Type} ${language}`);
    for (const field of Object.keys(state)) traits.add(`${state.Type} ${field}`);
    if (state.Type === "Task") traits.add(String(state.Resource).replace(/\d{12}.*/, ""));
  }
  return traits;
};

/** As many entries as are asked for, so that they show as much as possible: each next one adds the most. */
export const choose = (entries, count) => {
  const left = entries.map((entry) => ({ entry, traits: traitsOf(entry.workflow.definition) }));
  const shown = new Set();
  const chosen = [];
  const gain = ({ traits }) => [...traits].filter((trait) => !shown.has(trait)).length;
  while (chosen.length < count && left.length > 0) {
    const gains = left.map(gain);
    const [{ entry, traits }] = left.splice(gains.indexOf(Math.max(...gains)), 1);
    for (const trait of traits) shown.add(trait);
    chosen.push(entry);
  }
  return chosen;
};
