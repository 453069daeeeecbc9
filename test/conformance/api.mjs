import { plain, same, shown, wildcardsOf } from "./compare.mjs";
import { definitionOf, roleArn, service } from "./service.mjs";

const textOf = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/** What an operation answered, or the error that it rejected with. */
const outcome = async (operation) => {
  try {
    return { answer: plain(await operation()) };
  } catch (error) {
    if (error?.$fault === undefined) throw error;
    return { error: { Code: error.name, Message: error.message } };
  }
};

const judgeWhole = (expected, actual, any, aspect) => ({
  [aspect]: same(expected, actual, any) ? null : shown(expected, actual),
});

const judgeError = (one, error) => {
  const { Code, Message } = one.expected.Error ?? one.expected.response.Error;
  const any = wildcardsOf(one);
  const differences = { error: error?.Code === Code ? null : shown(Code, error) };
  if (one.meta.awsRecorded === false) return differences;
  return { ...differences, cause: same(Message, error?.Message, any) ? null : shown(Message, error?.Message) };
};

export const judgeValidate = async (one) => {
  const api = service();
  const { answer, error } = await outcome(() =>
    api.validateStateMachineDefinition({ definition: definitionOf(one), ...one.request }),
  );
  const { diagnostics, result, truncated } = one.expected;
  return judgeWhole({ diagnostics, result, truncated }, answer ?? error, wildcardsOf(one), "output");
};

const simplest = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", End: true } } });

/** The recordings keep how the test got an ARN, not the ARN, where it is that of a version. */
const isVersion = (arn) => /version/i.test(arn);

const update = async (api, { stateMachineArn, ...request }) => {
  const name = isVersion(stateMachineArn) ? "machine" : stateMachineArn.split(":").at(-1);
  const created = await api.createStateMachine({ name, definition: simplest, roleArn });
  const arn = isVersion(stateMachineArn) ? `${created.stateMachineArn}:2` : created.stateMachineArn;
  return api.updateStateMachine({ stateMachineArn: arn, ...request });
};

export const judgeCreate = async (one) => {
  const api = service();
  const { request } = one;
  const definition = one.definition === null ? {} : { definition: definitionOf(one) };
  const { error } = await outcome(() =>
    request.stateMachineArn === undefined
      ? api.createStateMachine({ roleArn, ...definition, ...request })
      : update(api, { ...definition, ...request }),
  );
  return judgeError(one, error);
};

/** What the recordings hold as values and the API takes as JSON texts. */
const requestOf = ({ request, ...one }) => {
  const { input, context, variables, mock, stateConfiguration, ...rest } = request;
  const texts = Object.entries({ input, context, variables }).filter(([, value]) => value !== undefined);
  return {
    roleArn,
    definition: definitionOf(one),
    ...Object.fromEntries(texts.map(([name, value]) => [name, textOf(value)])),
    ...(mock === undefined ? {} : { mock: { ...mock, ...("result" in mock ? { result: textOf(mock.result) } : {}) } }),
    ...(stateConfiguration === undefined ? {} : { stateConfiguration: configurationOf(stateConfiguration) }),
    ...rest,
  };
};

const configurationOf = ({ mapItemReaderData, ...rest }) => ({
  ...rest,
  ...(mapItemReaderData === undefined ? {} : { mapItemReaderData: textOf(mapItemReaderData) }),
});

/** Tasks without a mock called a function of the input's name, which gave back what it got. */
const recordedFunction = ({ request }) => {
  const name = request.input?.FunctionName;
  return typeof name === "string" ? { functions: { [name]: (event) => event } } : {};
};

export const judgeTestState = async (one) => {
  const { answer, error } = await outcome(() => service(() => recordedFunction(one)).testState(requestOf(one)));
  if (one.expected.isApiError) return judgeError(one, error);
  return judgeWhole(one.expected.response, answer ?? error, wildcardsOf(one), "output");
};
