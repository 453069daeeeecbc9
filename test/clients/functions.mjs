export const greet = ({ name }) => `Hello, ${name}`;

export const double = ({ id }) => 2 * id;

const seen = new Set();

/** Fails the first time that it is asked with a key. */
export const second = ({ key }) => {
  if (seen.has(key)) return key;
  seen.add(key);
  throw Object.assign(new Error("Not the first time"), { name: "TooEarly" });
};

export const fail = ({ message }) => {
  throw Object.assign(new Error(message), { name: "Refused" });
};
