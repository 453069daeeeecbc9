/** A definition as flat lists, from which the inputs of peers are made: what is around a state, and its ways out. */
export const listsOf = (definition) => {
  const nodes = [];
  const edges = [];
  const walk = ({ States }, parent) => {
    const ids = new Map();
    for (const name of Object.keys(States)) {
      ids.set(name, `n${nodes.length}`);
      nodes.push({ id: ids.get(name), name, parent, type: States[name].Type, cluster: false });
    }
    for (const [name, state] of Object.entries(States)) {
      const id = ids.get(name);
      const add = (to, label) => edges.push({ from: id, to: ids.get(to), label });
      if (state.Next) add(state.Next, "");
      for (const { Next, NumericGreaterThan, StringEquals } of state.Choices ?? [])
        add(Next, String(NumericGreaterThan ?? StringEquals));
      if (state.Default) add(state.Default, "otherwise");
      for (const { Next, ErrorEquals } of state.Catch ?? []) add(Next, ErrorEquals.join(", "));
      for (const inner of state.Branches ?? (state.ItemProcessor ? [state.ItemProcessor] : [])) {
        nodes.find((node) => node.id === id).cluster = true;
        walk(inner, id);
      }
    }
  };
  walk(definition);
  return { nodes, edges };
};
